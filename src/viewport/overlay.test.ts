import { expect, it } from 'vitest';
import { heatMatrix } from './overlay.ts';

const asStored = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/** Where the corners of the heat's canvas of 128 pixels come to lie. */
const corners = ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]) => [
  [e, f],
  [a * 128 + c * 128 + e, b * 128 + d * 128 + f],
];

it('the evidence map covers what the model saw: more than the image where it is padded, less where it is cropped', () => {
  const shape = { rows: 300, columns: 512 };
  expect(corners(heatMatrix(asStored, shape, 512))).toEqual([
    [0, -106],
    [512, 406],
  ]);
  expect(corners(heatMatrix(asStored, shape, 262.5))).toEqual([
    [124.75, 18.75],
    [387.25, 281.25],
  ]);
});
