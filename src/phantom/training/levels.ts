/**
 * Which heights of a head training sees, mm above the ear canals, and how often. Slices that are hard to read (base,
 * cisterns, vertex) come more often than they do in a series.
 */
import type { Random } from '../random.ts';

interface Level {
  readonly share: number;
  readonly from: number;
  readonly to: number;
}

const LEVELS: readonly Level[] = [
  { share: 0.02, from: -34, to: -16 },
  { share: 0.18, from: -14, to: 23 },
  { share: 0.2, from: 23, to: 43 },
  { share: 0.18, from: 43, to: 58 },
  { share: 0.12, from: 58, to: 73 },
  { share: 0.12, from: 73, to: 88 },
  { share: 0.14, from: 88, to: 110 },
  { share: 0.04, from: 110, to: 121 },
];

/** A height in mm. */
export function drawLevel(random: Random): number {
  let rest = random.uniform(0, 1);
  for (const { share, from, to } of LEVELS) {
    if (rest < share) return random.uniform(from, to);
    rest -= share;
  }
  return random.uniform(43, 58);
}
