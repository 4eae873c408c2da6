import { expect, it } from 'vitest';
import { affordableLanes } from './lanes.ts';

it('scores on all cores but one, on both of two, and keeps copies of the weights within bounds', () => {
  const small = 32 * 1024 * 1024;
  expect(affordableLanes(small, 1)).toBe(1);
  expect(affordableLanes(small, 2)).toBe(2);
  expect(affordableLanes(small, 4)).toBe(3);
  expect(affordableLanes(small, 64)).toBe(4);
  const resnext101 = 348 * 1024 * 1024;
  expect(affordableLanes(resnext101, 64)).toBe(1);
});
