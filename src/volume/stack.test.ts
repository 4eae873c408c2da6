import { describe, expect, it } from 'vitest';
import { hounsfield, millimetre } from '../base/index.ts';
import type { HounsfieldFrame, Vector3 } from '../dicom/index.ts';
import { isStack, stackOf, type StackedSeries, type StackedSlice } from './stack.ts';
import { COLUMNS, head, ROWS, SPACING } from './testing/head.ts';

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

  it('is none where some slices have pixels of another size, or are turned against the others', () => {
    const { series, stack } = head({ heights: [0, 5, 10, 15] });
    const why = (changes: Partial<StackedSlice['geometry']>, unread: readonly string[] = []) => {
      const slices = series.slices.map((slice, index) =>
        index < 2 ? slice : { ...slice, geometry: { ...slice.geometry, ...changes } },
      );
      const frame = stack.layers[0]?.frame;
      const made = stackOf({ ...series, slices }, ({ id }) => (unread.includes(id) ? undefined : frame));
      return isStack(made) ? '' : made.text;
    };
    const spacing = (times: number) => ({
      pixelSpacing: { row: millimetre(SPACING.y * times), column: millimetre(SPACING.x) },
    });
    expect(why(spacing(1.25))).toContain('another size');
    expect(why(spacing(1.002))).toContain('another size');
    expect(why(spacing(1.0005))).toBe('');
    expect(why({ pixelSpacing: undefined })).toContain('no pixel spacing');
    // What cannot be shown is no part of the volume.
    expect(why(spacing(1.25), ['2#1', '3#1'])).toBe('');
    const turned = (radians: number) => ({
      orientation: {
        row: [Math.cos(radians), Math.sin(radians), 0],
        column: [-Math.sin(radians), Math.cos(radians), 0],
      } satisfies { row: Vector3; column: Vector3 },
    });
    expect(why(turned(0.02))).toContain('turned');
    expect(why(turned(0.002))).toBe('');
  });

  it('takes the first of two slices in the same place', () => {
    const { stack } = head({ heights: [0, 5, 5, 10] });
    expect(stack.layers.map(({ sliceId }) => sliceId)).toEqual(['0#1', '1#1', '3#1']);
    expect(stack.step).toBe(5);
  });
});
