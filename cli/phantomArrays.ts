/** `hemolens phantom --arrays`: slices to train on, as shards of NumPy arrays that `training/phantoms` reads. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HemolensError } from '../src/base/index.ts';
import { MASK_SIDE, TRAINING_SIDE, writeNpz, type TrainingSlice } from '../src/phantom/index.ts';
import { EXIT, type ExitCode, type Terminal } from './command.ts';
import { writeWhole } from './output.ts';
import { trainingSlices, type PairsOptions } from './phantomPairs.ts';

const SHARD = 512;
const KINDS = 5;

export async function writeArrays(options: PairsOptions, terminal: Terminal): Promise<ExitCode> {
  const { out, count, from } = options;
  await mkdir(out, { recursive: true }).catch((cause: unknown) => {
    throw new HemolensError('cli/cannot-write', 'The folder for the result could not be made.', {
      file: out,
      cause,
    });
  });
  let start = from;
  let shard = createShard(Math.min(SHARD, count));
  for await (const { image, pair, slice } of trainingSlices(options, terminal)) {
    shard.put(image - start, slice, pair);
    if (image + 1 - start < shard.size) continue;
    const file = join(out, `slices-${String(start).padStart(7, '0')}.npz`);
    await writeWhole(file, shard.bytes());
    terminal.out(`${JSON.stringify({ file, slices: shard.size })}\n`);
    start += shard.size;
    shard = createShard(Math.min(SHARD, from + count - start));
  }
  return EXIT.done;
}

function createShard(size: number) {
  const pixels = TRAINING_SIDE * TRAINING_SIDE;
  const cells = KINDS * MASK_SIDE * MASK_SIDE;
  const hu = new Int16Array(size * pixels);
  const masks = new Uint8Array(size * cells);
  const labels = new Uint8Array(size * (KINDS + 1));
  const pixelMm = new Float32Array(size);
  const level = new Float32Array(size);
  const pairOf = new Int32Array(size);
  return {
    size,
    put(index: number, slice: TrainingSlice, pair: number): void {
      hu.set(slice.hounsfield, index * pixels);
      masks.set(slice.masks, index * cells);
      labels.set(slice.labels.map(Number), index * (KINDS + 1));
      pixelMm[index] = slice.pixel;
      level[index] = slice.level;
      pairOf[index] = pair;
    },
    bytes: () =>
      writeNpz({
        hu: { shape: [size, TRAINING_SIDE, TRAINING_SIDE], values: hu },
        masks: { shape: [size, KINDS, MASK_SIDE, MASK_SIDE], values: masks },
        labels: { shape: [size, KINDS + 1], values: labels },
        pixel_mm: { shape: [size], values: pixelMm },
        level: { shape: [size], values: level },
        pair: { shape: [size], values: pairOf },
      }),
  };
}
