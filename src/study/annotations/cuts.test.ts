import { describe, expect, it } from 'vitest';
import { groupByName, slice } from '../testing/fakes.ts';
import { cutOf, cutsThrough, slicesOf } from './cuts.ts';

describe('the id of a cut', () => {
  it('tells plane, number and the slices that its stack ends with, and the id of a slice none of it', () => {
    expect(cutOf('sagittal 12 1.2.3#1 1.2.9#4')).toEqual({
      plane: 'sagittal',
      cut: 12,
      ends: ['1.2.3#1', '1.2.9#4'],
    });
    expect(cutOf('1.2.3#1')).toBeUndefined();
    expect(cutOf('axial 12 1.2.3#1 1.2.9#4')).toBeUndefined();
    expect(slicesOf('coronal 0 1.2.3#1 1.2.9#4')).toEqual(['1.2.3#1', '1.2.9#4']);
    expect(slicesOf('1.2.3#1')).toEqual(['1.2.3#1']);
  });

  it('holds identifiers that no standard allows', () => {
    expect(cutOf('coronal 3 a b#1 coronal 4#2')?.ends).toEqual(['a b#1', 'coronal 4#2']);
  });
});

describe('cuts through a series', () => {
  it('are those drawn on between slices of its own, and no other series’, though they share an end', () => {
    const [series] = groupByName([slice('a', { z: 0 }), slice('b', { z: 5 }), slice('c', { z: 10 })]);
    const drawn = new Map([
      ['coronal 1 a#1 c#1', [1]],
      ['coronal 1 a#1 b#1', [1]],
      ['sagittal 1 a#1 c#1', []],
      ['sagittal 2 a#1 x#1', [1]],
      ['b#1', [1]],
    ]);
    expect(series && cutsThrough(series, drawn)).toEqual(['coronal 1 a#1 c#1', 'coronal 1 a#1 b#1']);
  });
});
