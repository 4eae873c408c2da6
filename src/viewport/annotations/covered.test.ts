import { describe, expect, it } from 'vitest';
import { millimetre } from '../../base/index.ts';
import { covered } from './covered.ts';

const stack = (index: number, ...steps: number[]) => ({ index, steps: steps.map(millimetre) });

describe('what slices cover', () => {
  it('is their number times an even spacing, wherever they lie and in halves too', () => {
    for (const index of [0, 2, 4]) {
      for (const slices of [0.5, 1, 2.5, 5]) {
        const { length, uneven } = covered(stack(index, 5, 5, 5, 5), slices);
        expect(length).toBeCloseTo(5 * slices, 9);
        expect(uneven).toBeUndefined();
      }
    }
  });

  it('is the thickness of a slice that is alone', () => {
    expect(covered(stack(0, 4), 3)).toEqual({ length: 12, uneven: undefined });
  });

  it('lies around the slice, half way to its neighbours', () => {
    expect(covered(stack(2, 5, 5, 10, 10), 1)).toEqual({ length: 7.5, uneven: { least: 5, most: 10 } });
    expect(covered(stack(3, 5, 5, 10, 10), 1)).toEqual({ length: 10, uneven: undefined });
  });

  it('lies on one side where the series ends on the other', () => {
    expect(covered(stack(0, 5, 5, 5, 10), 3)).toEqual({ length: 15, uneven: undefined });
    expect(covered(stack(3, 5, 5, 10), 3)).toMatchObject({ length: 2.5 + 5 + 15 });
  });

  it('is uneven across a lost slice and across a doubled one, and not for noise', () => {
    expect(covered(stack(2, 5, 5, 10, 5), 4)).toEqual({ length: 25, uneven: { least: 5, most: 10 } });
    expect(covered(stack(2, 5, 0, 5, 5), 3)).toEqual({ length: 10, uneven: { least: 0, most: 5 } });
    expect(covered(stack(1, 5, 5.01), 2).uneven).toBeUndefined();
  });
});
