import { describe, expect, it } from 'vitest';
import { hounsfield, millimetre } from '../base/index.ts';
import type { HounsfieldFrame, Series, Slice, Vector3 } from '../dicom/index.ts';
import {
  axialSlab,
  cutAtPixel,
  cutCount,
  cutShape,
  layerAtRow,
  layersOfSlab,
  reformat,
  rowOfLayer,
  isStack,
  type Reformat,
  stackOf,
  throughAxis,
  type Stack,
} from './index.ts';

const COLUMNS = 6;
const ROWS = 5;
const SPACING = { x: 2, y: 3 };
/** Linear in the patient, so that linear interpolation is exact wherever a pixel comes to lie. */
const field = ([x, y, z]: Vector3) => 10 * x - 4 * y + 7 * z + 100;

interface Wanted {
  readonly heights: readonly number[];
  readonly tilt?: number;
  /** Every other slice moved to the patient's left, mm. */
  readonly aside?: number;
  /** As the files state it, from the lowest slice on. */
  readonly thickness?: readonly number[];
  /** Where rows and columns run, in place of the tilt. */
  readonly orientation?: { readonly row: Vector3; readonly column: Vector3 };
}

/** Slices of a gantry tilted about the patient's left-right axis, moved along the patient's axis as a table moves. */
function head({ heights, tilt = 0, aside = 0, thickness = [], orientation }: Wanted): {
  series: Series;
  stack: Stack;
} {
  const row = orientation?.row ?? [1, 0, 0];
  const column = orientation?.column ?? [0, Math.cos(tilt), Math.sin(tilt)];
  const frames = new Map<string, HounsfieldFrame>();
  const slices = heights.map((z, index) => {
    const position: Vector3 = [-5 + (index % 2) * aside, 8, z];
    const values = new Float32Array(COLUMNS * ROWS);
    for (let y = 0; y < ROWS; y += 1) {
      for (let x = 0; x < COLUMNS; x += 1) {
        const place = [0, 1, 2].map(
          (axis) =>
            (position[axis] ?? 0) + x * SPACING.x * (row[axis] ?? 0) + y * SPACING.y * (column[axis] ?? 0),
        );
        values[y * COLUMNS + x] = field(place as unknown as Vector3);
      }
    }
    const id = `${index}#1`;
    frames.set(id, { rows: ROWS, columns: COLUMNS, values, min: hounsfield(-1e4), max: hounsfield(1e4) });
    return {
      id,
      frame: 1,
      geometry: {
        position,
        orientation: { row, column },
        pixelSpacing: { row: millimetre(SPACING.y), column: millimetre(SPACING.x) },
        sliceThickness: thickness[index] === undefined ? undefined : millimetre(thickness[index]),
      },
    } as Slice;
  });
  const series = { slices, rows: ROWS, columns: COLUMNS } as unknown as Series;
  const stack = stackOf(series, ({ id }) => frames.get(id));
  if (!isStack(stack)) throw new Error(stack.text);
  return { series, stack };
}

/** Every pixel that is not empty against the field at the place the geometry states for it. */
function largestError(stack: Stack, plane: 'coronal' | 'sagittal', cut: number): number {
  const { frame, geometry } = reformat(stack, plane, cut);
  const { position, orientation, pixelSpacing } = geometry;
  if (!position || !orientation || !pixelSpacing) throw new Error('no geometry');
  let most = 0;
  let seen = 0;
  for (let y = 0; y < frame.rows; y += 1) {
    for (let x = 0; x < frame.columns; x += 1) {
      const value = frame.values[y * frame.columns + x] ?? NaN;
      if (value === -1024) continue;
      const place = [0, 1, 2].map(
        (axis) =>
          (position[axis] ?? 0) +
          x * pixelSpacing.column * (orientation.row[axis] ?? 0) +
          y * pixelSpacing.row * (orientation.column[axis] ?? 0),
      );
      most = Math.max(most, Math.abs(value - field(place as unknown as Vector3)));
      seen += 1;
    }
  }
  expect(seen).toBeGreaterThan(frame.rows * 2);
  return most;
}

describe('a reformat', () => {
  it.each([
    ['even slices', { heights: [0, 5, 10, 15] }],
    ['unevenly spaced ones', { heights: [0, 4, 9, 12, 17] }],
    ['slices in the opposite order', { heights: [15, 10, 5, 0] }],
    ['a tilted gantry', { heights: [0, 5, 10, 15], tilt: 0.32 }],
  ])('shows what lies where its geometry says: %s', (_, wanted) => {
    const { stack } = head(wanted);
    for (const plane of ['coronal', 'sagittal'] as const) {
      const middle = Math.floor(cutCount(stack, plane) / 2);
      expect(largestError(stack, plane, middle)).toBeLessThan(1e-3);
    }
  });

  it('is as tall as the patient, with the head on top and the front at the left', () => {
    const { stack } = head({ heights: [0, 5, 10, 15] });
    expect(cutShape(stack, 'coronal')).toEqual({ columns: COLUMNS, rows: 8, across: 2, down: 2 });
    expect(cutShape(stack, 'sagittal')).toMatchObject({ columns: ROWS, across: 3 });
    const { geometry } = reformat(stack, 'sagittal', 0);
    expect(geometry.orientation).toEqual({ row: [0, 1, 0], column: [-0, -0, -1] });
    expect(geometry.position).toEqual([-5, 8, 15]);
  });

  const LYING = [
    ['with the feet first', [-1, 0, 0], [0, 1, 0]],
    ['prone', [-1, 0, 0], [0, -1, 0]],
    ['prone with the feet first', [1, 0, 0], [0, -1, 0]],
    ['on the left side', [0, 1, 0], [-1, 0, 0]],
    ['on the right side', [0, -1, 0], [1, 0, 0]],
    ['with the chin raised', [1, 0, 0], [0, 0.8, 0.6]],
  ] satisfies [string, Vector3, Vector3][];

  it.each(LYING)('is what its plane is called, head up, of a patient who lay %s', (_, row, column) => {
    for (const heights of [
      [0, 5, 10, 15],
      [15, 10, 5, 0],
    ]) {
      const { stack } = head({ heights, orientation: { row, column } });
      for (const [plane, axis] of [
        ['coronal', 0],
        ['sagittal', 1],
      ] as const) {
        const { orientation } = reformat(stack, plane, 1).geometry;
        expect(Math.abs(orientation?.row[axis] ?? 0)).toBeGreaterThan(Math.SQRT1_2);
        expect(orientation?.column[2]).toBeLessThan(-Math.SQRT1_2);
        expect(largestError(stack, plane, Math.floor(cutCount(stack, plane) / 2))).toBeLessThan(1e-3);
      }
    }
  });

  it('leaves out what no slice covers instead of making it up', () => {
    const { stack } = head({ heights: [0, 5, 10, 30, 35] });
    const { frame } = reformat(stack, 'coronal', 2);
    const without = Array.from({ length: frame.rows }, (_, row) => row).filter(
      (row) => frame.values[row * frame.columns] === -1024,
    );
    // From 12.5 to 27.5 mm: rows are 2 mm apart, counted from 35 mm.
    expect(without).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
  });

  const rowsWithout = ({ frame }: Reformat) =>
    [...frame.values].filter((value, index) => index % frame.columns === 0 && value === -1024).length;

  it('goes on through slices that lie further apart, as the notices do not call them missing', () => {
    const apart = [0, 5, 10, 15, 20, 25, 35, 45, 55];
    expect(rowsWithout(reformat(head({ heights: apart }).stack, 'coronal', 2))).toBe(0);
    // Thicker ones fill what lies between them, be they few.
    const thick = { heights: [0, 5, 10, 15, 20, 30], thickness: [5, 5, 5, 5, 5, 10] };
    expect(rowsWithout(reformat(head(thick).stack, 'coronal', 2))).toBe(0);
    const thin = { ...thick, thickness: [5, 5, 5, 5, 5, 5] };
    expect(rowsWithout(reformat(head(thin).stack, 'coronal', 2))).toBeGreaterThan(1);
  });

  it('shows nothing where slices could not be read, however many', () => {
    const { series, stack } = head({ heights: [0, 5, 10, 15, 20, 25, 30] });
    const unread = stackOf(series, ({ id }) =>
      ['1#1', '3#1', '5#1'].includes(id)
        ? undefined
        : stack.layers.find(({ sliceId }) => sliceId === id)?.frame,
    );
    if (!isStack(unread)) throw new Error(unread.text);
    expect(rowsWithout(reformat(unread, 'coronal', 2))).toBeGreaterThan(3);
  });

  it('keeps every column where positions differ by rounding', () => {
    const empty = (aside: number) => {
      const { stack } = head({ heights: [0, 4, 8, 12], aside });
      return [...reformat(stack, 'coronal', 2).frame.values].filter((value) => value === -1024).length;
    };
    for (const noise of [1e-13, 1e-9]) {
      expect(empty(noise)).toBe(empty(0));
      expect(empty(SPACING.x - noise)).toBe(empty(SPACING.x));
    }
  });

  it('of a slab is the mean or the maximum of the cuts in it', () => {
    const { stack } = head({ heights: [0, 5, 10] });
    const at = (cut: number) => reformat(stack, 'coronal', cut).frame.values[0] ?? NaN;
    const slab = (mode: 'mean' | 'maximum') =>
      reformat(stack, 'coronal', 2, { mode, thickness: millimetre(6) }).frame.values[0];
    expect(slab('mean')).toBeCloseTo((at(1) + at(2) + at(3)) / 3, 3);
    expect(slab('maximum')).toBeCloseTo(Math.max(at(1), at(2), at(3)), 3);
  });

  it('shows low values bright, and names no unit, where its slices do so', () => {
    const { stack } = head({ heights: [0, 2, 4] });
    const layers = stack.layers.map((layer) => ({
      ...layer,
      frame: { ...layer.frame, lowIsBright: true as const, otherUnit: true as const },
    }));
    const slab = { mode: 'mean', thickness: millimetre(2) } as const;
    expect(reformat(stack, 'coronal', 1).frame.lowIsBright).toBeUndefined();
    expect(reformat({ ...stack, layers }, 'coronal', 1).frame).toMatchObject({
      lowIsBright: true,
      otherUnit: true,
    });
    const [lowest] = layers;
    if (!lowest) throw new Error('no layer');
    expect(axialSlab({ ...stack, layers }, lowest, layers, slab.mode)).toMatchObject({
      lowIsBright: true,
      otherUnit: true,
    });
  });

  it('finds slices by row and cuts by pixel, and back', () => {
    const { stack } = head({ heights: [0, 5, 10, 15], tilt: 0.2 });
    for (const layer of stack.layers) {
      expect(layerAtRow(stack, 'coronal', rowOfLayer(stack, 'coronal', layer))).toBe(layer);
    }
    const [layer] = stack.layers;
    if (!layer) throw new Error('no layer');
    expect(cutAtPixel(stack, 'sagittal', 3, layer)).toBe(3);
    expect(cutAtPixel(stack, 'sagittal', -9, layer)).toBe(0);
    expect(cutAtPixel(stack, 'sagittal', 99, layer)).toBe(COLUMNS - 1);
  });

  it('lies across the rows of a patient who lay on a side, and along those of others', () => {
    const across = (row: Vector3, column: Vector3) =>
      throughAxis(head({ heights: [0, 5], orientation: { row, column } }).stack, 'coronal');
    expect(across([1, 0, 0], [0, 1, 0])).toBe('y');
    expect(across([0, 1, 0], [-1, 0, 0])).toBe('x');
  });
});

function slabAbout(
  stack: Stack,
  index: number,
  mode: 'mean' | 'maximum',
  thickness: number,
): HounsfieldFrame {
  const middle = stack.layers[index];
  if (!middle) throw new Error('no layer');
  return axialSlab(stack, middle, layersOfSlab(stack, middle.sliceId, thickness), mode);
}

describe('an axial slab', () => {
  it('takes the neighbours within its thickness', () => {
    const { stack } = head({ heights: [0, 1, 2, 3, 10] });
    const first = (index: number) => stack.layers[index]?.frame.values[0] ?? NaN;
    const slab = (mode: 'mean' | 'maximum') => slabAbout(stack, 1, mode, 2).values[0];
    expect(slab('mean')).toBeCloseTo((first(0) + first(1) + first(2)) / 3, 3);
    expect(slab('maximum')).toBeCloseTo(Math.max(first(0), first(1), first(2)), 3);
    expect(layersOfSlab(stack, 'none', 2)).toEqual([]);
  });

  it.each([
    ['tilted', { tilt: 0.32 }],
    ['moved aside', { aside: 3 }],
  ])('puts over each other what lies over each other, also of %s slices', (_, how) => {
    const { stack } = head({ heights: [0, 1, 4], ...how });
    const { values } = slabAbout(stack, 1, 'mean', 9);
    const own = stack.layers[1]?.frame.values ?? [];
    const [x, y, z] = stack.axes.z;
    const upwards = field([x, y, z]) - field([0, 0, 0]);
    const heights = stack.layers.map(({ height }) => height - (stack.layers[1]?.height ?? 0));
    const more = (upwards * heights.reduce((sum, height) => sum + height)) / heights.length;
    // Where all three slices have the pixel.
    const inside = [...values.keys()].filter((at) => {
      const [x, y] = [at % COLUMNS, Math.floor(at / COLUMNS)];
      return x > 1 && x < COLUMNS - 2 && y > 0 && y < ROWS - 1;
    });
    expect(inside.length).toBeGreaterThan(3);
    for (const at of inside) expect(values[at]).toBeCloseTo((own[at] ?? NaN) + more, 2);
  });
});

describe('a stack', () => {
  it('is none without spacing, places or two slices, and says so', () => {
    const { series } = head({ heights: [0, 5] });
    const frame = (): HounsfieldFrame => ({
      rows: ROWS,
      columns: COLUMNS,
      values: new Int16Array(COLUMNS * ROWS),
      min: hounsfield(0),
      max: hounsfield(0),
    });
    const change = (geometry: Partial<Slice['geometry']>): Series => ({
      ...series,
      slices: series.slices.map((slice) => ({ ...slice, geometry: { ...slice.geometry, ...geometry } })),
    });
    const why = (of: Series, frames: typeof frame | (() => undefined) = frame) => {
      const stack = stackOf(of, frames);
      return isStack(stack) ? '' : stack.text;
    };
    expect(why(change({ pixelSpacing: undefined }))).toContain('no pixel spacing');
    expect(why(change({ position: undefined }))).toContain('not two slices');
    expect(why(change({ position: [0, 0, 1] }))).toContain('same place');
    expect(why(series, () => undefined)).toContain('not two slices');
    for (const column of [
      [0, 0, -1],
      [0, 0.6, -0.8],
      [0, -0.6, 0.8],
    ] satisfies Vector3[]) {
      expect(why(change({ orientation: { row: [1, 0, 0], column } }))).toContain('not axial');
    }
    expect(why(change({ orientation: { row: [0, 1, 0], column: [0, 0, -1] } }))).toContain('not axial');
  });

  it('takes the first of two slices in the same place', () => {
    const { stack } = head({ heights: [0, 5, 5, 10] });
    expect(stack.layers.map(({ sliceId }) => sliceId)).toEqual(['0#1', '1#1', '3#1']);
    expect(stack.step).toBe(5);
  });
});
