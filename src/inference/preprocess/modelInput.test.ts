import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInstance } from '../../dicom/index.ts';
import type { Preprocessing } from '../../model/index.ts';
import { modelInput, windowedPicture } from './modelInput.ts';
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

describe('the model input', () => {
  it('is 0 at and below the window, 1 at and above it, and linear between', () => {
    const picture = windowedPicture(
      frame(1, 4, (_, x) => [-3024, 0, 20, 400][x] ?? 0),
      brain,
      { ...plain, size: 4 },
    );
    // One row in the middle of a padded square of four: rows 1 of 0..3.
    expect([...picture.slice(4, 8)]).toEqual([0, 0, 0.25, 1]);
    expect([...picture.slice(8)].every((value) => value === 0)).toBe(true);
  });

  it('keeps a picture of the model’s own size as it is', () => {
    const picture = windowedPicture(
      frame(4, 4, (y, x) => y * 10 + x),
      brain,
      plain,
    );
    picture.forEach((value, i) => expect(value).toBeCloseTo((Math.floor(i / 4) * 10 + (i % 4)) / 80, 6));
  });

  it('averages what it reduces, so that no pixel is passed over', () => {
    const picture = windowedPicture(
      frame(64, 64, (_, x) => (x % 2 === 0 ? 0 : 80)),
      brain,
      plain,
    );
    for (const value of picture) expect(value).toBeCloseTo(0.5, 1);
  });

  it('crops the centre where the model was trained that way', () => {
    const how: Preprocessing = { ...plain, size: 2, fit: { kind: 'resize-crop', resize: 4 } };
    const picture = windowedPicture(
      frame(4, 6, (y, x) => y * 10 + x),
      brain,
      how,
    );
    expect([...picture].map((value) => Math.round(value * 80))).toEqual([12, 13, 22, 23]);
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

  it('refuses a side of 0', () => {
    expect(() =>
      modelInput(
        frame(0, 0, () => 0),
        plain,
      ),
    ).toThrow(RangeError);
  });
});

const data = process.env.HEAD_CT_DATA ?? '../shared/data';
const golden = join(data, 'golden/golden.json');

describe.skipIf(!existsSync(golden))('on real slices (skipped where ../shared/data is absent)', () => {
  const { cases } = existsSync(golden)
    ? (JSON.parse(readFileSync(golden, 'utf8')) as { cases: { file: string; input: string }[] })
    : { cases: [] };
  for (const { file, input } of cases) {
    it(`agrees with pydicom and Pillow within 1e-4: ${file}`, async () => {
      const { slices } = await readInstance(new Uint8Array(readFileSync(join(data, file))), file);
      const read = slices[0]?.frame;
      if (!read || 'reason' in read) throw new Error('the frame did not load');
      const bytes = readFileSync(join(data, 'golden', input));
      const expected = new Float32Array(
        bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
      );
      const computed = modelInput(read, { ...plain, size: 224 });
      let worst = 0;
      for (let i = 0; i < computed.length; i++) {
        const reference = expected[(i % 3) * 224 * 224 + Math.floor(i / 3)] ?? NaN;
        worst = Math.max(worst, Math.abs((computed[i] ?? NaN) - reference));
      }
      expect(worst).toBeLessThan(1e-4);
    });
  }
});
