/** The probability of any hemorrhage over a series as bars of a vector picture, for a printed page. */
import type { ReportResult } from '../row.ts';

/** In units of the picture, y downwards. */
export interface StripBar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** A slice without a number is a low grey mark, told from a low probability by its colour and by its height. */
  readonly state: 'scored' | 'not-scored';
}

/** High enough to be seen in print, lower than a probability of 2 % at the heights used. */
const MARK = 0.8;

/** One bar a slice, from left to right; a probability of 1 is as high as the picture. */
export function stripBars(results: readonly ReportResult[], width: number, height: number): StripBar[] {
  const slot = width / Math.max(1, results.length);
  const bar = Math.min(slot * 0.75, height / 3);
  return results.map((result, index) => {
    const tall = 'probabilities' in result ? Math.max(MARK, result.probabilities.any * height) : MARK;
    return {
      x: (index + 0.5) * slot - bar / 2,
      y: height - tall,
      width: bar,
      height: tall,
      state: 'probabilities' in result ? 'scored' : 'not-scored',
    };
  });
}
