import { describe, expect, it } from 'vitest';
import { maximumMayRise, seriesMaximum } from './selectors.ts';
import type { SliceFinding } from './states.ts';
import { groupByName, score, slice } from './testing/fakes.ts';

/** A series of slices every so many millimetres, and what was found on them. */
function scored(
  apart: number,
  probabilities: readonly (number | undefined)[],
  phase: 'reading' | 'whole' = 'whole',
) {
  const [series] = groupByName(probabilities.map((_, index) => slice(`s${index}`, { z: index * apart })));
  const findings = new Map<string, SliceFinding>(
    probabilities.map((any, index) => [
      `s${index}#1`,
      any === undefined ? { state: 'waiting' } : { state: 'scored', score: score(any) },
    ]),
  );
  return {
    maximum: seriesMaximum(series, findings, 'any', { phase }),
    mayRise: maximumMayRise(series, findings, { phase }),
  };
}

describe('the maximum of a series', () => {
  it('is the highest of its slices that have a number, the first of equals', () => {
    expect(scored(20, [0.1, undefined, 0.9, 0.9])).toEqual({
      maximum: { probability: 0.9, sliceId: 's2#1', index: 2 },
      mayRise: true,
    });
    expect(scored(20, [undefined, undefined, undefined, undefined]).maximum).toBeUndefined();
  });

  it('is none where there is less than a head, and none that may rise', () => {
    expect(scored(10, [0.1, 0.2, 0.9])).toEqual({ maximum: undefined, mayRise: false });
    expect(scored(10, [0.1, undefined])).toEqual({ maximum: undefined, mayRise: false });
    expect(scored(5, [0.9]).maximum).toBeUndefined();
  });

  it('is that so far while more of the series may come', () => {
    const { maximum, mayRise } = scored(10, [0.1, 0.2, 0.9], 'reading');
    expect(maximum?.index).toBe(2);
    expect(mayRise).toBe(true);
  });
});
