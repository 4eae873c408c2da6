import { describe, expect, it } from 'vitest';
import { hounsfield } from '../base/index.ts';
import type { HounsfieldFrame, Vector3 } from '../dicom/index.ts';
import { isStack, stackOf, type StackedSeries, type StackedSlice } from './index.ts';
import { COLUMNS, head, ROWS } from './testing/head.ts';

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
    const change = (geometry: Partial<StackedSlice['geometry']>): StackedSeries => ({
      ...series,
      slices: series.slices.map((slice) => ({ ...slice, geometry: { ...slice.geometry, ...geometry } })),
    });
    const why = (of: StackedSeries, frames: typeof frame | (() => undefined) = frame) => {
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
