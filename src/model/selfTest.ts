/** The input that every device must answer alike before it may score a slice. */
import type { SelfTest } from './types.ts';

/** The only recipe so far; another gets another name, so that shipped models keep theirs. */
export const SELF_TEST_RECIPE = 'sines-v1';

/** What tolerances are stated in parts of: the largest magnitude of the logits, and 1 where all are smaller. */
export function largestLogit(logits: readonly number[]): number {
  return Math.max(1, ...logits.map(Math.abs));
}

/** Wavelengths and directions in pixels: incommensurable primes, so that no two places of a picture look alike. */
const WAVES = [
  { right: 3, down: 5, period: 97 },
  { right: -7, down: 2, period: 61 },
  { right: 11, down: 13, period: 211 },
] as const;

const CENTRE = 0.25;
const AMPLITUDE = 0.55;
const GRAIN = 0.6;

const RECIPES: Readonly<Record<SelfTest['recipe'], (size: number) => Float32Array>> = {
  [SELF_TEST_RECIPE]: wavesAndGrain,
};

/**
 * The input of a recipe: the same bits in every browser.
 * @param size  side in pixels
 * @returns     `[1, size, size, 3]`, row-major, as if after mean and std
 */
export function selfTestInput(recipe: SelfTest['recipe'], size: number): Float32Array {
  return RECIPES[recipe](size);
}

/**
 * Waves and grain in about [−2, 2.5], the range of a windowed slice after mean and std. Only additions,
 * multiplications, divisions and integer arithmetic, which IEEE 754 rounds alike everywhere, unlike `Math.sin`.
 */
function wavesAndGrain(size: number): Float32Array {
  const input = new Float32Array(size * size * 3);
  let i = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let value = CENTRE + GRAIN * (2 * grain(x, y, channel) - 1);
        for (const { right, down, period } of WAVES) {
          const phase = right * x + down * y + 29 * channel;
          value += AMPLITUDE * wave((((phase % period) + period) % period) / period);
        }
        input[i++] = value;
      }
    }
  }
  return input;
}

/** Bhaskara's rational approximation of sin 2πt, t in [0, 1): off by 0.002 at most. */
function wave(t: number): number {
  const half = t < 0.5 ? 2 * t : 2 * t - 1;
  const bow = half * (1 - half);
  const magnitude = (16 * bow) / (5 - 4 * bow);
  return t < 0.5 ? magnitude : -magnitude;
}

/** An integer hash of a place, in [0, 1). */
function grain(x: number, y: number, channel: number): number {
  let h = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(channel + 1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}
