import { describe, expect, it } from 'vitest';
import { hounsfield, millimetre } from '../../base/index.ts';
import type { HounsfieldFrame } from '../../dicom/index.ts';
import { pointAt } from './geometry.ts';
import { measure } from './measure.ts';
import type { Annotation, AnnotationKind, MeasuredImage } from './types.ts';
import * as words from './words.ts';

const labelOf = (...of: Parameters<typeof words.labelOf>) => words.labelOf(...of).map(({ text }) => text);
const annotationWords = (...of: Parameters<typeof words.annotationWords>) =>
  words.annotationWords(...of).text;

/** 10 columns and 8 rows; a pixel's value is its column, and 100 more a row. */
const frame: HounsfieldFrame = {
  rows: 8,
  columns: 10,
  values: Int16Array.from({ length: 80 }, (_, index) => (index % 10) + 100 * Math.floor(index / 10)),
  min: hounsfield(0),
  max: hounsfield(709),
};

const image = (row?: number, column?: number, ...steps: number[]): MeasuredImage => ({
  frame,
  spacing:
    row === undefined || column === undefined
      ? undefined
      : { row: millimetre(row), column: millimetre(column) },
  stack: steps.length === 0 ? undefined : { steps: steps.map(millimetre), index: 0 },
});

const drawn = (kind: AnnotationKind, points: [number, number][], slices?: number): Annotation => ({
  id: 'one',
  kind,
  points: points.map(([x, y]) => pointAt(x, y)),
  slices,
});

const values = (annotation: Annotation, on: MeasuredImage) =>
  Object.fromEntries(measure(annotation, on).map(({ name, value, unit }) => [name, [value, unit]]));

describe('a length', () => {
  const line = drawn('length', [
    [1, 1],
    [4, 5],
  ]);

  it('is in millimetres, with pixels that are not square', () => {
    // 3 columns of 2 mm and 4 rows of 0.5 mm: √(6² + 2²).
    expect(values(line, image(0.5, 2))).toEqual({ Length: [Math.sqrt(40), 'mm'] });
    expect(labelOf(line, measure(line, image(0.5, 2)))).toEqual(['6.3 mm']);
  });

  it('is in pixels where the file gives no spacing, or a zero', () => {
    expect(values(line, image())).toEqual({ Length: [5, 'px'] });
    expect(values(line, image(0, 1))).toEqual({ Length: [5, 'px'] });
  });
});

describe('an angle', () => {
  const corner = drawn('angle', [
    [3, 1],
    [1, 1],
    [3, 3],
  ]);

  it('is that on the patient, not that among pixels', () => {
    expect(values(corner, image(1, 1)).Angle).toEqual([expect.closeTo(45, 9), '°']);
    // 2 columns of 1 mm against 2 rows of √3 mm.
    expect(values(corner, image(Math.sqrt(3), 1)).Angle).toEqual([expect.closeTo(60, 9), '°']);
  });

  it('is never above 180°, whichever way round it is drawn', () => {
    const wide = drawn('angle', [
      [0, 1],
      [1, 1],
      [3, 3],
    ]);
    const back = drawn('angle', [
      [3, 3],
      [1, 1],
      [0, 1],
    ]);
    for (const one of [wide, back]) expect(values(one, image(1, 1)).Angle?.[0]).toBeCloseTo(135, 9);
  });

  it('has no degrees before its other arm was drawn', () => {
    const laid = { ...corner, guessed: true };
    expect(measure(laid, image(1, 1))).toEqual([]);
    expect(annotationWords(laid, [])).toBe('Angle: Other arm not set: move its end');
  });
});

describe('a rectangle', () => {
  it('counts the pixels whose centres lie in it, and has the area of what is drawn', () => {
    // Columns 2 and 3 of rows 1 and 2: 102, 103, 202, 203.
    const box = drawn('rectangle', [
      [4, 3],
      [1.8, 0.9],
    ]);
    expect(values(box, image(2, 0.5))).toEqual({
      Mean: [152.5, 'HU'],
      SD: [expect.closeTo(Math.sqrt(2500.25), 9), 'HU'],
      Min: [102, 'HU'],
      Max: [203, 'HU'],
      Area: [expect.closeTo(2.2 * 0.5 * (2.1 * 2), 9), 'mm²'],
    });
  });

  it('says its values in few lines, pixels as they are and means in tenths', () => {
    const cold = { ...frame, values: frame.values.map((value) => -value), min: hounsfield(-709) };
    const box = drawn('rectangle', [
      [2, 1],
      [4, 3],
    ]);
    expect(labelOf(box, measure(box, { ...image(1, 1), frame: cold }))).toEqual([
      'Mean −152.5, SD 50.0 HU',
      'Min −203, Max −102 HU',
      'Area 4.0 mm²',
    ]);
  });

  it('names no unit of values whose unit is not known', () => {
    const box = drawn('rectangle', [
      [2, 1],
      [4, 3],
    ]);
    const other = measure(box, { ...image(1, 1), frame: { ...frame, otherUnit: true } });
    expect(labelOf(box, other)).toEqual(['Mean 152.5, SD 50.00', 'Min 102, Max 203', 'Area 4.0 mm²']);
  });

  it('says of small values, whose unit is not known, as many digits as of large ones', () => {
    const box = drawn('rectangle', [
      [2, 1],
      [4, 3],
    ]);
    const values = Float32Array.from(frame.values, (value) => value / 1e5);
    const [min, max] = [hounsfield(0), hounsfield(1)];
    const small = measure(box, { ...image(1, 1), frame: { ...frame, values, min, max, otherUnit: true } });
    expect(labelOf(box, small).slice(0, 2)).toEqual([
      'Mean 0.001525, SD 0.0005000',
      'Min 0.001020, Max 0.002030',
    ]);
  });

  it('leaves padding out, and has no statistics where it holds no pixel', () => {
    const padded = {
      ...image(),
      frame: { ...frame, values: frame.values.map((v) => (v === 102 ? -3024 : v)) },
    };
    const box = drawn('rectangle', [
      [2, 1],
      [4, 2],
    ]);
    expect(values(box, padded)).toMatchObject({ Mean: [103, 'HU'], SD: [0, 'HU'], Min: [103, 'HU'] });
    const thin = drawn('rectangle', [
      [2.6, 1],
      [3.4, 2],
    ]);
    expect(Object.keys(values(thin, image()))).toEqual(['Area']);
  });
});

describe('an ellipse', () => {
  it('leaves out the corners of its box', () => {
    // Around the 3 × 3 pixels from column 2, row 1: a radius of 1.5 leaves √2 inside, 1.2 does not.
    const round = (r: number) =>
      drawn('ellipse', [
        [3.5 - r, 2.5 - r],
        [3.5 + r, 2.5 + r],
      ]);
    expect(values(round(1.5), image())).toMatchObject({ Min: [102, 'HU'], Max: [304, 'HU'] });
    expect(values(round(1.2), image())).toMatchObject({
      Mean: [expect.closeTo(203, 9), 'HU'],
      Min: [103, 'HU'],
      Max: [303, 'HU'],
      Area: [expect.closeTo(Math.PI * 1.44, 9), 'px²'],
    });
  });
});

describe('the volume of a hematoma', () => {
  // A 40 mm, B 30 mm at half a millimetre a pixel; 4 slices of 5 mm make C 20 mm.
  const bleed = drawn(
    'volume',
    [
      [0, 0],
      [80, 0],
      [40, 0],
      [40, 60],
    ],
    4,
  );

  it('is ABC/2 in millilitres', () => {
    expect(values(bleed, image(0.5, 0.5, 5))).toEqual({
      A: [40, 'mm'],
      B: [30, 'mm'],
      C: [20, 'mm'],
      Volume: [12, 'mL'],
    });
    expect(annotationWords(bleed, measure(bleed, image(0.5, 0.5, 5)))).toBe(
      'Hematoma volume: A 40.0, B 30.0, C 20.0 mm, ABC/2 12.0 mL on 4 slices',
    );
  });

  it('takes the spacing from around its slice, not from elsewhere in the series', () => {
    const head = image(0.5, 0.5, ...Array<number>(12).fill(5), ...Array<number>(6).fill(10));
    const on = (index: number) => ({ ...head, stack: head.stack && { ...head.stack, index } });
    expect(values(bleed, on(15))).toMatchObject({ C: [40, 'mm'], Volume: [24, 'mL'] });
    expect(values(bleed, on(4))).toMatchObject({ C: [20, 'mm'], Volume: [12, 'mL'] });
    expect(annotationWords(bleed, measure(bleed, on(15)))).toMatch(/ABC\/2 24\.0 mL on 4 slices$/);
  });

  it('adds up uneven steps and says so, in words and among the values', () => {
    const head = image(0.5, 0.5, 5, 5, 5, 10, 10, 10);
    const border = { ...head, stack: head.stack && { ...head.stack, index: 4 } };
    expect(values(bleed, border)).toEqual({
      A: [40, 'mm'],
      B: [30, 'mm'],
      C: [35, 'mm'],
      Volume: [21, 'mL'],
      'Least slice spacing': [5, 'mm'],
      'Greatest slice spacing': [10, 'mm'],
    });
    const said = 'Uneven spacing: slices 5.0 to 10.0 mm apart';
    expect(labelOf(bleed, measure(bleed, border)).at(-1)).toBe(said);
    expect(annotationWords(bleed, measure(bleed, border))).toContain(`on 4 slices, ${said}`);
  });

  it('is not given before B was drawn, nor before the slices were counted', () => {
    const head = image(0.5, 0.5, 5);
    const laid = { ...bleed, guessed: true };
    expect(values(laid, head)).toEqual({ A: [40, 'mm'] });
    expect(annotationWords(laid, measure(laid, head))).toBe(
      'Hematoma volume: A 40.0 mm, B not set: move the ends of the shorter line',
    );
    const uncounted = { ...bleed, slices: undefined };
    expect(values(uncounted, head)).toEqual({ A: [40, 'mm'], B: [30, 'mm'] });
    expect(labelOf(uncounted, measure(uncounted, head)).at(-1)).toBe('Number of slices not set');
  });

  it('is known not to come from the start where pixels have no size', () => {
    const unsized = image(undefined, undefined, 5);
    const laid = { ...bleed, guessed: true, slices: undefined };
    const said = (of: Annotation) => labelOf(of, measure(of, unsized));
    expect(said(laid).slice(-2)).toEqual([
      'B not set: move the ends of the shorter line',
      'No volume: spacing unknown',
    ]);
    expect(said({ ...laid, guessed: undefined }).at(-1)).toBe('No volume: spacing unknown');
  });

  it('is not given where a spacing is unknown', () => {
    expect(Object.keys(values(bleed, image(0.5, 0.5)))).toEqual(['A', 'B']);
    expect(values(bleed, image(undefined, undefined, 5))).toEqual({ A: [80, 'px'], B: [60, 'px'] });
    expect(labelOf(bleed, measure(bleed, image())).at(-1)).toBe('No volume: spacing unknown');
  });
});

it('an arrow has its text and no numbers', () => {
  const arrow = { ...drawn('arrow', [[0, 0], [1, 1]]), text: 'tentorium' }; // prettier-ignore
  expect(measure(arrow, image(1, 1))).toEqual([]);
  expect(annotationWords(arrow, [])).toBe('Arrow: tentorium');
  expect(annotationWords({ ...arrow, text: '' }, [])).toBe('Arrow');
});

describe('pixels that are not square, without a spacing', () => {
  const stretched: MeasuredImage = { ...image(), pixelAspect: 2 };
  const line = (x: number, y: number) =>
    drawn('length', [
      [1, 1],
      [1 + x, 1 + y],
    ]);

  it('are measured by their shorter side, so that what is as long on the screen has the same length', () => {
    expect(values(line(4, 0), stretched)).toEqual({ Length: [4, 'px'] });
    expect(values(line(0, 2), stretched)).toEqual({ Length: [4, 'px'] });
    expect(values(line(0, 4), { ...image(), pixelAspect: 0.5 })).toEqual({ Length: [4, 'px'] });
  });

  it('have no say where there is a spacing', () => {
    expect(values(line(0, 2), { ...image(1, 1), pixelAspect: 2 })).toEqual({ Length: [2, 'mm'] });
  });
});
