import { describe, expect, it } from 'vitest';
import { suspiciousSlice } from './selectors.ts';
import type { SliceFinding } from './states.ts';
import { groupByName, score, slice } from './testing/fakes.ts';

describe('the next suspicious slice', () => {
  const [series] = groupByName(['a', 'b', 'c', 'd', 'e'].map((name, z) => slice(name, { z })));
  const findings = new Map<string, SliceFinding>([
    ['a#1', { state: 'scored', score: score(0.9) }],
    ['b#1', { state: 'scored', score: score(0.2) }],
    ['c#1', { state: 'waiting' }],
    ['d#1', { state: 'scored', score: score(0.5) }],
    ['e#1', { state: 'scored', score: score(0.49) }],
  ]);
  const next = (from: number, threshold = 0.5) => suspiciousSlice(series, findings, threshold, from, 1);
  const previous = (from: number, threshold = 0.5) => suspiciousSlice(series, findings, threshold, from, -1);

  it('is the nearest at or above the threshold in the direction asked for, never the present one', () => {
    expect([next(0), next(1), previous(4), previous(3)]).toEqual([3, 3, 3, 0]);
  });

  it('follows the threshold', () => {
    expect([next(0, 0.2), next(3, 0.49), previous(4, 0.51)]).toEqual([1, 4, 0]);
  });

  it('is none beyond the last, and none without a series', () => {
    expect([next(3), previous(0)]).toEqual([undefined, undefined]);
    expect(suspiciousSlice(undefined, findings, 0.5, 0, 1)).toBeUndefined();
  });
});
