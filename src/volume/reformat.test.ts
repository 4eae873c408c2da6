import { describe, expect, it } from 'vitest';
import { millimetre } from '../base/index.ts';
import type { Vector3 } from '../dicom/index.ts';
import {
  cutAtPixel,
  cutCount,
  cutShape,
  isStack,
  layerAtRow,
  reformat,
  rowOfLayer,
  stackOf,
  throughAxis,
  type Reformat,
  type Stack,
} from './index.ts';
import { COLUMNS, field, head, placeAt, ROWS, SPACING } from './testing/head.ts';

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
      const place = placeAt(position, orientation, [x * pixelSpacing.column, y * pixelSpacing.row]);
      most = Math.max(most, Math.abs(value - field(place)));
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

  it('shows nothing at each of several places where slices are missing', () => {
    const heights = Array.from({ length: 31 }, (_, index) => index * 5);
    const lost = [25, 70, 110];
    const { stack } = head({ heights: heights.filter((z) => !lost.includes(z)) });
    const { frame } = reformat(stack, 'coronal', 2);
    const top = 150;
    const empty = Array.from({ length: frame.rows }, (_, row) => row)
      .filter((row) => frame.values[row * frame.columns] === -1024)
      .map((row) => top - 2 * row);
    // Within half a step of what is there is that; rows are 2 mm apart.
    expect(empty).toEqual([112, 110, 108, 72, 70, 68, 26, 24]);
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

  it('of a slab is the mean of as many mm as it says, or the maximum of the cuts whose middles are in it', () => {
    const { stack } = head({ heights: [0, 5, 10] });
    // One coronal cut in front of the middle one is bright; a cut is 3 mm deep.
    const layers = stack.layers.map((layer) => {
      const values = layer.frame.values.map((_, pixel) => (Math.floor(pixel / COLUMNS) === 1 ? 900 : 0));
      return { ...layer, frame: { ...layer.frame, values } };
    });
    const slab = (mode: 'mean' | 'maximum', thickness: number) =>
      reformat({ ...stack, layers }, 'coronal', 2, { mode, thickness: millimetre(thickness) }).frame
        .values[0];
    expect(slab('mean', 2)).toBe(0);
    expect(slab('mean', 5)).toBeCloseTo((900 * 1) / 5, 3);
    expect(slab('mean', 6)).toBeCloseTo((900 * 1.5) / 6, 3);
    expect(slab('mean', 9)).toBeCloseTo((900 * 3) / 9, 3);
    expect(slab('maximum', 5)).toBe(0);
    expect(slab('maximum', 6)).toBe(900);
  });

  it('of a slab at the edge is the mean of what is there', () => {
    const { stack } = head({ heights: [0, 5, 10] });
    const at = (cut: number) => reformat(stack, 'coronal', cut).frame.values[0] ?? NaN;
    const slab = reformat(stack, 'coronal', 0, { mode: 'mean', thickness: millimetre(9) }).frame.values[0];
    expect(slab).toBeCloseTo((at(0) + at(1)) / 2, 3);
  });

  it('shows low values bright, and names no unit, where its slices do so', () => {
    const { stack } = head({ heights: [0, 2, 4] });
    const layers = stack.layers.map((layer) => ({
      ...layer,
      frame: { ...layer.frame, lowIsBright: true as const, otherUnit: true as const },
    }));
    expect(reformat(stack, 'coronal', 1).frame.lowIsBright).toBeUndefined();
    expect(reformat({ ...stack, layers }, 'coronal', 1).frame).toMatchObject({
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
