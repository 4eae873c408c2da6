/** The probability of any hemorrhage over a series as bars of a vector picture, for a printed page. */
import type { ReportResult } from '../row.ts';

/** In units of the picture, y downwards. */
export interface StripBar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** A slice without a number has a mark below the ground line: on paper, colours may be greys. */
  readonly state: 'scored' | 'not-scored';
}

/** The lowest bar that is seen in print. */
const LEAST = 0.8;
/** Of a mark, and how far below the ground it hangs. */
const MARK = { height: 3, below: 1.5 };

/** One bar a slice, from left to right; a probability of 1 is as high as the picture, whose ground is at `height`. */
export function stripBars(results: readonly ReportResult[], width: number, height: number): StripBar[] {
  const slot = width / Math.max(1, results.length);
  const bar = Math.min(slot * 0.75, height / 3);
  return results.map((result, index) => {
    const place = { x: (index + 0.5) * slot - bar / 2, width: bar };
    if (!('probabilities' in result)) {
      return { ...place, y: height + MARK.below, height: MARK.height, state: 'not-scored' };
    }
    const tall = Math.max(LEAST, result.probabilities.any * height);
    return { ...place, y: height - tall, height: tall, state: 'scored' };
  });
}
