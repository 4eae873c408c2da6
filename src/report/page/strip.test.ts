import { expect, it } from 'vitest';
import { probability } from '../../base/index.ts';
import type { ReportResult } from '../row.ts';
import { stripBars } from './strip.ts';

const scored = (any: number): ReportResult => {
  const none = probability(0);
  return {
    probabilities: {
      epidural: none,
      intraparenchymal: none,
      intraventricular: none,
      subarachnoid: none,
      subdural: none,
      any: probability(any),
    },
  };
};

it('a bar is as high as its probability, stands on the ground, and keeps to its slice’s place', () => {
  const bars = stripBars([scored(1), scored(0.25), { status: 'not scored yet' }], 300, 40);
  const [full, quarter] = bars;
  expect([full?.y, full?.height, quarter?.y, quarter?.height]).toEqual([0, 40, 30, 10]);
  expect(bars.map(({ x, width }) => x + width / 2)).toEqual([50, 150, 250]);
  expect(bars.map(({ state }) => state)).toEqual(['scored', 'scored', 'not-scored']);
});

it('a slice without a number hangs below the ground, where the lowest probability does not reach', () => {
  const [low, none] = stripBars([scored(0.0001), { status: 'not scored yet' }], 300, 40);
  expect((low?.y ?? NaN) + (low?.height ?? NaN)).toBeCloseTo(40);
  expect(low?.height).toBeGreaterThan(0.5);
  expect(none?.y).toBeGreaterThan(40);
});
