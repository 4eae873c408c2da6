import { describe, expect, it } from 'vitest';
import type { Preprocessing } from '../../model/index.ts';
import { fitMatrices } from './fitMatrices.ts';
import { modelInput } from './modelInput.ts';
import { goldenCases, GOLDEN_PREPROCESSING, largestDifference, readGolden } from './testing/golden.ts';
import { triangleMatrix } from './triangleFilter.ts';

const brain = { center: 40, width: 80 };
const plain: Preprocessing = {
  windows: [brain, { center: 80, width: 200 }, { center: 600, width: 2800 }],
  size: 4,
  fit: { kind: 'pad-resize' },
  mean: [0, 0, 0],
  std: [1, 1, 1],
};

const frame = (rows: number, columns: number, value: (row: number, column: number) => number) => ({
  rows,
  columns,
  values: Int16Array.from({ length: rows * columns }, (_, i) => value(Math.floor(i / columns), i % columns)),
});

/** The channel of the brain window, which `plain` leaves as resizing makes it. */
const inBrain = (of: ReturnType<typeof frame>, how: Preprocessing) =>
  modelInput(of, how).filter((_, i) => i % 3 === 0);

describe('the model input', () => {
  it('is 0 at and below the window, 1 at and above it, and linear between', () => {
    const picture = inBrain(
      frame(1, 4, (_, x) => [-3024, 0, 20, 400][x] ?? 0),
      { ...plain, size: 4 },
    );
    // One row in the middle of a padded square of four: row 1 of 0..3.
    expect([...picture.slice(4, 8)]).toEqual([0, 0, 0.25, 1]);
    expect([...picture.slice(8)].every((value) => value === 0)).toBe(true);
  });

  it('keeps a picture of the model’s own size as it is', () => {
    const picture = inBrain(
      frame(4, 4, (y, x) => y * 10 + x),
      plain,
    );
    picture.forEach((value, i) => expect(value).toBeCloseTo((Math.floor(i / 4) * 10 + (i % 4)) / 80, 6));
  });

  it('averages what it reduces, so that no pixel is passed over', () => {
    const picture = inBrain(
      frame(64, 64, (_, x) => (x % 2 === 0 ? 0 : 80)),
      plain,
    );
    for (const value of picture) expect(value).toBeCloseTo(0.5, 1);
  });

  it('crops the centre where the model was trained that way', () => {
    const how: Preprocessing = { ...plain, size: 2, fit: { kind: 'resize-crop', resize: 4 } };
    const picture = inBrain(
      frame(4, 6, (y, x) => y * 10 + x),
      how,
    );
    expect([...picture].map((value) => Math.round(value * 80))).toEqual([12, 13, 22, 23]);
  });

  it('crops where torchvision does: the longer side is cut to whole pixels, half an offset goes to the even one', () => {
    const cropped = (rows: number, columns: number, size: number) =>
      fitMatrices({ rows, columns }, { size, fit: { kind: 'resize-crop', resize: 4 } });
    // From 0.5 to 0, from 1.5 to 2; 3 × 5 becomes 4 × 6, not × 7.
    for (const [matrix, whole, offset] of [
      [cropped(4, 4, 3).across, triangleMatrix(4, 4), 0],
      [cropped(4, 6, 3).across, triangleMatrix(6, 6), 2],
      [cropped(3, 5, 2).across, triangleMatrix(5, 6), 2],
      [cropped(5, 3, 2).down, triangleMatrix(5, 6), 2],
    ] as const) {
      const { taps } = whole;
      expect(matrix.first).toEqual(whole.first.slice(offset, offset + matrix.outputs));
      expect(matrix.weights).toEqual(whole.weights.slice(offset * taps, (offset + matrix.outputs) * taps));
    }
  });

  it('puts mean and std on each channel, channels last', () => {
    const input = modelInput(
      frame(4, 4, () => 40),
      { ...plain, mean: [0.5, 0, 0.1], std: [1, 0.5, 2] },
    );
    expect(input[0]).toBeCloseTo(0);
    expect(input[1]).toBeCloseTo(60 / 200 / 0.5);
    expect(input[2]).toBeCloseTo((840 / 2800 - 0.1) / 2);
  });

  it('weights of every output sum to one, whatever the sides', () => {
    for (const [from, to] of [
      [512, 224],
      [768, 224],
      [100, 224],
      [7, 3],
      [1, 5],
    ] as const) {
      const { weights, taps } = triangleMatrix(from, to);
      for (let i = 0; i < to; i++) {
        const sum = weights.slice(i * taps, (i + 1) * taps).reduce((all, weight) => all + weight, 0);
        expect(sum).toBeCloseTo(1, 12);
      }
    }
  });

  it('keeps the shape of a picture that is not square: what is padded is black, and fades in as a padded pixel would', () => {
    const picture = inBrain(
      frame(2, 4, () => 80),
      { ...plain, size: 2 },
    );
    // Padded rows 0, 1, 1, 0 by triangles of weights 3, 3, 1 over 7, cut at the border.
    for (const value of picture) expect(value).toBeCloseTo(4 / 7, 6);
  });

  it.each([
    ['wide', 33, 100],
    ['high', 100, 33],
    ['a line', 1, 7],
  ])('reads no sample outside the picture, however it is padded or cropped: %s', (_, rows, columns) => {
    for (const size of [1, 5, 8, 64]) {
      for (const fit of [{ kind: 'pad-resize' }, { kind: 'resize-crop', resize: size + 1 }] as const) {
        const { across, down } = fitMatrices({ rows, columns }, { size, fit });
        for (const [matrix, samples] of [
          [across, columns],
          [down, rows],
        ] as const) {
          expect(matrix.first.length).toBe(size);
          for (const first of matrix.first) {
            expect(first).toBeGreaterThanOrEqual(0);
            expect(first + matrix.taps).toBeLessThanOrEqual(samples);
          }
        }
      }
    }
  });

  it.each([
    [0, 0],
    [0, 4],
    [4, 0],
  ])('refuses a side of 0: %i × %i', (rows, columns) => {
    expect(() =>
      modelInput(
        frame(rows, columns, () => 0),
        plain,
      ),
    ).toThrow(RangeError);
  });
});

describe.skipIf(goldenCases.length === 0)('on real slices (skipped where ../shared/data is absent)', () => {
  for (const golden of goldenCases) {
    it(`agrees with pydicom and Pillow within 1e-4: ${golden.file}`, async () => {
      const { frame, expected } = await readGolden(golden);
      expect(largestDifference(modelInput(frame, GOLDEN_PREPROCESSING), expected)).toBeLessThan(1e-4);
    });
  }
});
