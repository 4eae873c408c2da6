/** How far some slices of a series reach, where the step from one to the next need not be the same everywhere. */
import type { SliceStack } from './types.ts';

/** Steps within this part of the greatest one are one spacing, as the notices of a series have it. */
const TOLERANCE = 0.05;

export interface Covered {
  /** Millimetres. */
  readonly length: number;
  /** The least and the greatest step in it, mm; undefined where the spacing is even. */
  readonly uneven: { readonly least: number; readonly most: number } | undefined;
}

/**
 * What a number of slices covers along the series, the one of the stack in their middle: A and B are drawn where the
 * hemorrhage is largest, and the ellipsoid that ABC/2 takes it for is largest in its middle. A slice reaches half way to its
 * neighbours, the first and the last one as far outwards. Where there is no room on one side, the slices lie on the other.
 */
export function covered({ steps, index }: SliceStack, slices: number): Covered {
  const last = steps.length - 1;
  const from = Math.max(Math.min(index - slices / 2, last + 1.5 - slices), -0.5);
  const to = from + slices;
  let length = 0;
  let least = Infinity;
  let most = 0;
  steps.forEach((step, at) => {
    const begins = at === 0 ? -Infinity : at;
    const ends = at === last ? Infinity : at + 1;
    const part = Math.min(to, ends) - Math.max(from, begins);
    if (part <= 0) return;
    length += part * step;
    least = Math.min(least, step);
    most = Math.max(most, step);
  });
  return { length, uneven: most - least > most * TOLERANCE ? { least, most } : undefined };
}
