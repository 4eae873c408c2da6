import { describe, expect, it } from 'vitest';
import { frame, groupByName, slice } from '../testing/fakes.ts';
import { millimetre } from '../../base/index.ts';
import { createFrameRepository } from '../frames.ts';
import { cutOf, presentCuts } from './cuts.ts';

describe('the id of a cut', () => {
  it('tells plane, number and the slices that its stack ends with, and the id of a slice none of it', () => {
    expect(cutOf('sagittal 12 1.2.3#1 1.2.9#4')).toEqual({
      plane: 'sagittal',
      cut: 12,
      ends: ['1.2.3#1', '1.2.9#4'],
    });
    expect(cutOf('1.2.3#1')).toBeUndefined();
    expect(cutOf('axial 12 1.2.3#1 1.2.9#4')).toBeUndefined();
  });

  it('holds identifiers that no standard allows', () => {
    expect(cutOf('coronal 3 a b#1 coronal 4#2')?.ends).toEqual(['a b#1', 'coronal 4#2']);
  });
});

describe('cuts that can be shown', () => {
  it('are those of a stack with the same ends, as far as it reaches, once its ends are decoded', () => {
    const spacing = { row: millimetre(1), column: millimetre(1) };
    const slices = ['a', 'b', 'c'].map((name, step) => {
      const one = slice(name, { z: 5 * step });
      return { ...one, geometry: { ...one.geometry, pixelSpacing: spacing } };
    });
    const series = groupByName(slices);
    const frames = createFrameRepository();
    const ids = [
      'coronal 1 a#1 c#1',
      'coronal 999 a#1 c#1',
      'coronal 1 a#1 b#1',
      'sagittal 2 a#1 x#1',
      'b#1',
    ];
    const present = () => presentCuts(ids, series, frames).map(({ id }) => id);
    expect(present()).toEqual([]);
    for (const id of ['a#1', 'b#1']) frames.set(id, frame());
    expect(present()).toEqual(['coronal 1 a#1 b#1']);
    frames.set('c#1', frame());
    expect(present()).toEqual(['coronal 1 a#1 c#1']);
    expect(presentCuts(ids, [], frames)).toEqual([]);
  });
});
