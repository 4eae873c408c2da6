import { describe, expect, it } from 'vitest';
import { millimetre } from '../base/index.ts';
import { LONGEST_BAR, scaleBarOf } from './scaleBar.ts';

const spaced = (row: number, column = row) => ({ row: millimetre(row), column: millimetre(column) });
const MOST = LONGEST_BAR.alone;

describe('the scale bar', () => {
  it('is the longest of a round length that has room', () => {
    expect(scaleBarOf(spaced(0.5), 1.5, MOST)).toEqual({ length: 20, unit: 'mm', width: 60 });
    expect(scaleBarOf(spaced(0.5), 1, MOST)).toEqual({ length: 50, unit: 'mm', width: 100 });
    expect(scaleBarOf(spaced(0.5), 1, LONGEST_BAR.beside)).toEqual({ length: 20, unit: 'mm', width: 40 });
  });

  it('may be just as long as there is room', () => {
    expect(scaleBarOf(spaced(0.5), 5.5, MOST)).toMatchObject({ length: 10 });
    expect(scaleBarOf(spaced(0.5), 5.6, MOST)).toMatchObject({ length: 5 });
  });

  it('is as long as its millimetres are along the shorter side of a pixel, which the scale is of', () => {
    const bar = { length: 20, unit: 'mm', width: 80 };
    expect(scaleBarOf(spaced(0.5, 1), 2, MOST)).toEqual(bar);
    expect(scaleBarOf(spaced(1, 0.5), 2, MOST)).toEqual(bar);
  });

  it('counts pixels where the file states no spacing', () => {
    expect(scaleBarOf(undefined, 1.5, MOST)).toEqual({ length: 50, unit: 'px', width: 75 });
    expect(scaleBarOf(undefined, 0.2, MOST)).toEqual({ length: 500, unit: 'px', width: 100 });
  });

  it('is none where not even the shortest has room', () => {
    expect(scaleBarOf(spaced(0.5), 55, MOST)).toMatchObject({ length: 1, width: 110 });
    expect(scaleBarOf(spaced(0.5), 56, MOST)).toBeUndefined();
    expect(scaleBarOf(undefined, 23, MOST)).toBeUndefined();
  });
});
