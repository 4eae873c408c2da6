import { expect, it } from 'vitest';
import type { SliceFinding } from './states.ts';
import { mostSuspicious } from './suspicious.ts';
import { groupByName, score, slice } from './testing/fakes.ts';

const [series] = groupByName([1, 2, 3, 4].map((z) => slice(`s${z}`, { z })));
const scored = (any: number): SliceFinding => ({ state: 'scored', score: score(any) });

it('the most suspicious slices come likeliest first, equals in spatial order, unscored ones never', () => {
  const findings = new Map([
    ['s1#1', scored(0.2)],
    ['s2#1', scored(0.9)],
    ['s3#1', { state: 'waiting' } as const],
    ['s4#1', scored(0.2)],
  ]);
  expect(mostSuspicious(series, findings, 5).map(({ index }) => index)).toEqual([1, 0, 3]);
  expect(mostSuspicious(series, findings, 2).map(({ index }) => index)).toEqual([1, 0]);
});

it('without a series there are none', () => {
  expect(mostSuspicious(undefined, new Map(), 5)).toEqual([]);
});
