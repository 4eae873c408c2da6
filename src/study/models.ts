import * as v from 'valibot';
import { HemolensError } from '../base/index.ts';
import { say } from './sentences.ts';

const modelList = v.object({ models: v.pipe(v.array(v.string()), v.minLength(1)) });

/**
 * The address of a model's `model.json`: the one asked for, else the first that `models/index.json` lists.
 * @param baseUrl where `models/` lies, ending in a slash
 * @throws {HemolensError} `study/no-models` where the list is missing or empty, `study/no-such-model`
 */
export async function findModelUrl(
  baseUrl: string,
  wanted: string | undefined,
  fetchJson: (url: string) => Promise<unknown>,
): Promise<string> {
  let listed: unknown;
  try {
    listed = await fetchJson(`${baseUrl}models/index.json`);
  } catch (cause) {
    throw noModels(cause);
  }
  const parsed = v.safeParse(modelList, listed);
  if (!parsed.success) throw noModels(parsed.issues);
  const { models } = parsed.output;
  const id = wanted ?? models[0];
  if (id === undefined || !models.includes(id)) {
    throw new HemolensError(
      'study/no-such-model',
      say('noSuchModel', { wanted: wanted ?? '', models: models.join(', ') }),
    );
  }
  return `${baseUrl}models/${id}/model.json`;
}

function noModels(cause: unknown): HemolensError {
  return new HemolensError('study/no-models', say('noModels'), { cause });
}
