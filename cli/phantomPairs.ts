/** The slices of `hemolens phantom --arrays` and `--images`, one by one, however they are written. */
import {
  createPairs,
  createSheet,
  type Background,
  type Feature,
  type TrainingSlice,
} from '../src/phantom/index.ts';
import type { Terminal } from './command.ts';
import { readBackground } from './phantomBackground.ts';

export interface PairsOptions {
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

export interface NumberedSlice {
  /** From 0, of the whole set; even without a bleed. */
  readonly image: number;
  readonly pair: number;
  readonly slice: TrainingSlice;
}

/** @throws {HemolensError} as `readBackground` does */
export async function* trainingSlices(
  { seed, count, from, backgrounds: folders, share, without }: PairsOptions,
  terminal: Terminal,
): AsyncGenerator<NumberedSlice, void, undefined> {
  const backgrounds: Background[] = [];
  for (const folder of folders) {
    const { background, said } = await readBackground(folder);
    terminal.message(said);
    backgrounds.push(background);
  }
  const draw = createPairs(createSheet(), { seed, backgrounds, backgroundShare: share, without });
  const began = performance.now();
  let pair = -1;
  let last: readonly TrainingSlice[] = [];
  for (let done = 1; done <= count; done += 1) {
    const image = from + done - 1;
    if (pair !== Math.floor(image / 2)) {
      pair = Math.floor(image / 2);
      last = draw(pair);
    }
    const slice = last[image % 2];
    if (slice) yield { image, pair, slice };
    const rate = (done * 1000) / (performance.now() - began);
    terminal.progress(`${done} of ${count} slices, ${rate.toFixed(0)} a second`);
  }
}
