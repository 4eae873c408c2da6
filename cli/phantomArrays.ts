/** `hemolens phantom --arrays`: slices to train on, as shards of NumPy arrays that `training/phantoms` reads. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HemolensError } from '../src/base/index.ts';
import {
  createPairs,
  createSheet,
  MASK_SIDE,
  TRAINING_SIDE,
  writeNpz,
  type Background,
  type Feature,
  type TrainingSlice,
} from '../src/phantom/index.ts';
import { EXIT, type ExitCode, type Terminal } from './command.ts';
import { writeWhole } from './output.ts';
import { readBackground } from './phantomBackground.ts';

export interface ArraysOptions {
  readonly out: string;
  readonly seed: string;
  /** Images in all; each background is two. */
  readonly count: number;
  /** Number of the first image, so that several processes can make parts of one set. */
  readonly from: number;
  /** Folders, each of one real series without a bleed. */
  readonly backgrounds: readonly string[];
  readonly share: number;
  readonly without: readonly Feature[];
}

const SHARD = 512;
const KINDS = 5;

export async function writeArrays(options: ArraysOptions, terminal: Terminal): Promise<ExitCode> {
  const { out, seed, count, from, share, without } = options;
  await mkdir(out, { recursive: true }).catch((cause: unknown) => {
    throw new HemolensError('cli/cannot-write', 'The folder for the result could not be made.', {
      file: out,
      cause,
    });
  });
  const backgrounds: Background[] = [];
  for (const folder of options.backgrounds) {
    const { background, said } = await readBackground(folder);
    terminal.message(said);
    backgrounds.push(background);
  }
  const pairs = createPairs(createSheet(), { seed, backgrounds, backgroundShare: share, without });
  const began = performance.now();
  let last: readonly TrainingSlice[] = [];
  for (let start = 0; start < count; start += SHARD) {
    const size = Math.min(SHARD, count - start);
    const shard = createShard(size);
    for (let index = 0; index < size; index += 1) {
      const image = from + start + index;
      const pair = Math.floor(image / 2);
      if (image % 2 === 0 || index === 0) last = pairs(pair);
      const slice = last[image % 2];
      if (slice) shard.put(index, slice, pair);
      const rate = ((start + index + 1) * 1000) / (performance.now() - began);
      terminal.progress(`${start + index + 1} of ${count} slices, ${rate.toFixed(0)} a second`);
    }
    const file = join(out, `slices-${String(from + start).padStart(7, '0')}.npz`);
    await writeWhole(file, shard.bytes());
    terminal.out(`${JSON.stringify({ file, slices: size })}\n`);
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
