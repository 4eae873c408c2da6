import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HemolensError } from '../src/base/index.ts';
import { openModel, type OpenedModel } from '../src/model/index.ts';

/** The models that ship with the program, each in a folder of its id. */
const SHIPPED = fileURLToPath(new URL('../public/models/', import.meta.url));

/**
 * A model by its folder, its `model.json`, or the id of one that ships.
 * @param wanted  undefined for the shipped default
 * @throws {HemolensError} `cli/no-model` where there is none, `cli/cannot-read`, `model/bad-manifest` where its description is
 *   no JSON, or what `openModel` finds wrong with it
 */
export async function openModelFolder(wanted: string | undefined): Promise<OpenedModel> {
  const file = await modelFile(wanted);
  const modelJson = await readJson(file);
  return openModel(
    modelJson,
    async (shard) => new Uint8Array(await readFile(join(dirname(file), shard))),
    file,
  );
}

async function modelFile(wanted: string | undefined): Promise<string> {
  const name = wanted ?? (await shippedDefault());
  const candidates = [name, join(name, 'model.json'), join(SHIPPED, name, 'model.json')];
  const found = candidates.find((path) => path.endsWith('.json') && existsSync(path));
  if (found === undefined) {
    throw new HemolensError(
      'cli/no-model',
      'There is no model of this name: no folder with a model.json, no shipped id.',
      {
        file: name,
      },
    );
  }
  return found;
}

async function shippedDefault(): Promise<string> {
  const index = await readJson(join(SHIPPED, 'index.json'));
  if (typeof index === 'object' && index !== null && 'models' in index && Array.isArray(index.models)) {
    const first: unknown = index.models[0];
    if (typeof first === 'string') return first;
  }
  throw new HemolensError('cli/no-model', 'The list of shipped models names none.', { file: 'index.json' });
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new HemolensError('cli/cannot-read', 'The description of the model could not be read.', {
      file,
      cause,
    });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HemolensError(
      'model/bad-manifest',
      'The description of the model is no valid JSON: the file is damaged or was edited wrongly.',
      { file, cause },
    );
  }
}
