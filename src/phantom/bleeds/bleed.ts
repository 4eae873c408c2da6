/** What every kind of bleed has in common, and how one is drawn into a slice. */
import { at, cover, forEachPixel, type Canvas } from '../canvas.ts';
import type { Head, Push } from '../head.ts';
import type { Noise } from '../noise.ts';
import type { Random } from '../random.ts';
import type { BleedKind } from '../types.ts';

/** One bleed of a head, in all its slices. */
export interface Bleed {
  readonly kind: BleedKind;
  /** Hounsfield units of its blood, and how much they wander through it. */
  readonly hounsfield: number;
  readonly wander: number;
  /** Heights between which it lies, mm: slices elsewhere need not look. */
  readonly heights: readonly [low: number, high: number];
  /** How it pushes the brain sideways, mm in head coordinates; and the most it does. */
  readonly push: Push;
  readonly pushLimit: number;
  /** Writes the fraction of blood of each pixel into `blood`, which is 0; `canvas` holds the drawn anatomy. */
  lay(canvas: Canvas, blood: Float32Array, radiusAt: (angle: number) => number): void;
  /** Lowers the tissue round the blood, where the kind does that. */
  oedema?(canvas: Canvas): void;
}

/** Draws a bleed of its kind; `heights` are the slices' heights, so that it can be where a slice shows it. */
export type BleedPlan = (random: Random, head: Head, heights: readonly number[]) => Bleed;

export const noPush: Push = () => 0;

/** A height between two limits, moved to the nearest slice. */
export function heightIn(random: Random, heights: readonly number[], low: number, high: number): number {
  const wanted = random.uniform(low, high);
  return heights.reduce((best, z) => (Math.abs(z - wanted) < Math.abs(best - wanted) ? z : best), Infinity);
}

/** Less than this in a slice is neither drawn nor labelled: nobody would see it. mm² */
const VISIBLE = 8;

/** What a tilted head adds to a slice's height at its rim, and half a slice, mm. */
const TILT = 8;

/** Draws one bleed; returns its mask, or undefined where the slice does not show it. */
export function drawBleed(
  canvas: Canvas,
  bleed: Bleed,
  noise: Noise,
  radiusAt: (angle: number) => number,
): Uint8Array | undefined {
  const middle = at(canvas.z, (canvas.size * (canvas.size + 1)) / 2);
  if (middle < bleed.heights[0] - TILT || middle > bleed.heights[1] + TILT) return undefined;
  const blood = canvas.scratch;
  blood.fill(0);
  bleed.lay(canvas, blood, radiusAt);
  let pixels = 0;
  forEachPixel(canvas, (index) => {
    if (at(blood, index) >= 0.5) pixels += 1;
  });
  if (pixels * canvas.pixel * canvas.pixel < VISIBLE) return undefined;
  bleed.oedema?.(canvas);
  const mask = new Uint8Array(canvas.size * canvas.size);
  forEachPixel(canvas, (index) => {
    const fraction = at(blood, index);
    if (fraction === 0) return;
    const clots = noise.at(at(canvas.x, index) / 9 + 200, at(canvas.y, index) / 9, at(canvas.z, index) / 9);
    cover(canvas.hounsfield, index, bleed.hounsfield + bleed.wander * clots, fraction);
    if (fraction >= 0.5) mask[index] = 1;
  });
  return mask;
}
