/** The networks of the benchmark: the one that ships, and two of the literature's with seeded weights. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openModelFolder } from '../../cli/modelFolder.ts';
import { convertCheckpoint, DEFAULT_PREPROCESSING, type OpenedModel } from '../../src/model/index.ts';
import { checkpointParts, stateDict, zipCheckpoint } from '../../src/model/testing/checkpoints.ts';
import type { ResNeXtArchitecture } from '../../src/model/types.ts';
import type { BenchModel } from './names.ts';

const ARCHITECTURES: Record<Exclude<BenchModel, 'default'>, ResNeXtArchitecture> = {
  resnext50: { blocks: [3, 4, 6, 3], groups: 32, widthPerGroup: 4, layers: 50, outputStride: 32 },
  resnext101: { blocks: [3, 4, 23, 3], groups: 32, widthPerGroup: 8, layers: 101, outputStride: 32 },
};

const ROOT = resolve(import.meta.dirname, '../..');
const SHIPPED = join(ROOT, 'public/models');
/** Converted once: the self-test's reference of the largest takes some twenty seconds. */
const CACHE = join(ROOT, 'node_modules/.cache/hemolens-bench');

export async function benchModel(name: BenchModel): Promise<OpenedModel> {
  return openModelFolder(await modelFolder(name));
}

/** @returns the folder of its `model.json`; a seeded model is made where it is not there yet */
export async function modelFolder(name: BenchModel): Promise<string> {
  if (name === 'default') {
    const { models } = JSON.parse(await readFile(join(SHIPPED, 'index.json'), 'utf8')) as {
      models: string[];
    };
    return join(SHIPPED, models[0] ?? '');
  }
  const folder = join(CACHE, name);
  if (!existsSync(folder)) await makeModel(name, folder);
  return folder;
}

async function makeModel(name: Exclude<BenchModel, 'default'>, folder: string): Promise<void> {
  const { files } = await convertCheckpoint(zipCheckpoint(checkpointParts(stateDict(ARCHITECTURES[name]))), {
    file: name,
    precision: 'float32',
    preprocessing: DEFAULT_PREPROCESSING,
    card: {
      id: name,
      version: '0',
      licence: 'not stated',
      provenance: { trainedOn: 'nothing: seeded weights', trainedBy: 'nobody', source: 'bench' },
      performance: [],
      intendedUse: 'timing',
    },
  });
  // Whole or not at all: a run that was cut off must not leave half a model for the next.
  const making = `${folder}.${process.pid}`;
  await mkdir(making, { recursive: true });
  for (const [file, content] of files) await writeFile(join(making, file), content);
  await rm(folder, { recursive: true, force: true });
  await rename(making, folder);
}
