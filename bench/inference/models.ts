/** The networks of the benchmark: the one that ships, and two of the literature's with seeded weights. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openModelFolder } from '../../cli/modelFolder.ts';
import { convertCheckpoint, DEFAULT_PREPROCESSING, type OpenedModel } from '../../src/model/index.ts';
import { layersOf, type ConvolutionLayer } from '../../src/model/layers.ts';
import { checkpointParts, stateDict, zipCheckpoint } from '../../src/model/testing/checkpoints.ts';
import type { ResNeXtArchitecture } from '../../src/model/types.ts';

export const MODELS = ['default', 'resnext50', 'resnext101'] as const;
export type BenchModel = (typeof MODELS)[number];

const ARCHITECTURES: Record<Exclude<BenchModel, 'default'>, ResNeXtArchitecture> = {
  resnext50: { blocks: [3, 4, 6, 3], groups: 32, widthPerGroup: 4, layers: 50 },
  resnext101: { blocks: [3, 4, 23, 3], groups: 32, widthPerGroup: 8, layers: 101 },
};

/** Converted once: the self-test's reference of the largest takes some twenty seconds. */
const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/hemolens-bench');

export async function benchModel(name: BenchModel): Promise<OpenedModel> {
  if (name === 'default') return openModelFolder(undefined);
  const folder = join(CACHE, name);
  if (!existsSync(join(folder, 'model.json'))) {
    const { files } = await convertCheckpoint(
      zipCheckpoint(checkpointParts(stateDict(ARCHITECTURES[name]))),
      {
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
      },
    );
    await mkdir(folder, { recursive: true });
    for (const [file, content] of files) await writeFile(join(folder, file), content);
  }
  return openModelFolder(folder);
}

/** Multiply-accumulates of one slice: pixels × outputs × inputs a group × taps, summed over the convolutions. */
export function macsOf({ manifest }: OpenedModel): number {
  const { stem, blocks } = layersOf(manifest.architecture);
  const at = (side: number, { kernel, groups, inChannels, outChannels }: ConvolutionLayer) =>
    side * side * outChannels * (inChannels / groups) * kernel * kernel;
  let side = Math.ceil(manifest.preprocessing.size / 2);
  let sum = at(side, stem);
  side = Math.ceil(side / 2);
  for (const { reduce, spatial, expand, downsample } of blocks) {
    sum += at(side, reduce);
    side = Math.ceil(side / spatial.stride);
    sum += at(side, spatial) + at(side, expand) + (downsample ? at(side, downsample) : 0);
  }
  return sum;
}
