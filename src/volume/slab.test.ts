import { describe, expect, it } from 'vitest';
import type { HounsfieldFrame } from '../dicom/index.ts';
import { millimetre } from '../base/index.ts';
import { axialSlab, layersOfSlab, type Stack } from './index.ts';
import { COLUMNS, field, head, ROWS } from './testing/head.ts';

function slabAbout(
  stack: Stack,
  index: number,
  mode: 'mean' | 'maximum',
  thickness: number,
): HounsfieldFrame {
  const middle = stack.layers[index];
  if (!middle) throw new Error('no layer');
  const layers = layersOfSlab(stack, middle.sliceId, { mode, thickness: millimetre(thickness) });
  return axialSlab(stack, middle, layers, mode);
}

/** The same stack with one value in all of a layer. */
function valued(stack: Stack, values: readonly number[]): Stack {
  const layers = stack.layers.map((layer, index) => ({
    ...layer,
    frame: { ...layer.frame, values: layer.frame.values.map(() => values[index] ?? NaN) },
  }));
  return { ...stack, layers };
}

describe('an axial slab', () => {
  it('takes the neighbours within its thickness', () => {
    const { stack } = head({ heights: [0, 1, 2, 3, 10] });
    const first = (index: number) => stack.layers[index]?.frame.values[0] ?? NaN;
    const slab = (mode: 'mean' | 'maximum') => slabAbout(stack, 1, mode, 2).values[0];
    expect(slab('mean')).toBeCloseTo((first(0) + first(1) + first(2)) / 3, 3);
    expect(slab('maximum')).toBeCloseTo(Math.max(first(0), first(1), first(2)), 3);
    expect(layersOfSlab(stack, 'none', { mode: 'mean', thickness: millimetre(2) })).toEqual([]);
  });

  it('is a mean of as many mm as it says, whatever the distance of the slices', () => {
    const thick = valued(head({ heights: [0, 5, 10, 15, 20] }).stack, [0, 0, 100, 40, 0]);
    // Half of each neighbour lies within 10 mm, all of it within 15.
    expect(slabAbout(thick, 2, 'mean', 10).values[0]).toBeCloseTo((50 * 0 + 100 * 5 + 40 * 2.5) / 10, 4);
    expect(slabAbout(thick, 2, 'mean', 15).values[0]).toBeCloseTo((0 + 100 + 40) / 3, 4);
    const uneven = valued(head({ heights: [0, 3, 6, 12, 18] }).stack, [0, 0, 100, 40, 0]);
    // Of 10 mm about the third: half a millimetre of the first, 3 of the second, 4.5 of its own, 2 of the fourth.
    expect(slabAbout(uneven, 2, 'mean', 10).values[0]).toBeCloseTo((100 * 4.5 + 40 * 2) / 10, 4);
    const alone = layersOfSlab(thick, '2#1', { mode: 'mean', thickness: millimetre(5) });
    expect(alone.map(({ layer }) => layer.sliceId)).toEqual(['2#1']);
  });

  it('takes nothing from beyond a gap that lies outside of it, nor makes its neighbour deeper', () => {
    const gap = valued(head({ heights: [0, 5, 10, 30, 35, 40, 45, 50] }).stack, [0, 0, 100, 900, 0, 0, 0, 0]);
    expect(gap.layers[3]?.gapBelow).toBe(true);
    expect(slabAbout(gap, 2, 'mean', 10).values[0]).toBeCloseTo((100 * 5 + 0 * 2.5) / 7.5, 4);
  });

  it('shows low values bright, and names no unit, where its slices do so', () => {
    const { stack } = head({ heights: [0, 2, 4] });
    const layers = stack.layers.map((layer) => ({
      ...layer,
      frame: { ...layer.frame, lowIsBright: true as const, otherUnit: true as const },
    }));
    const [lowest] = layers;
    if (!lowest) throw new Error('no layer');
    const deep = layers.map((layer) => ({ layer, within: 2 }));
    expect(axialSlab({ ...stack, layers }, lowest, deep, 'mean')).toMatchObject({
      lowIsBright: true,
      otherUnit: true,
    });
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
    // Of 9 mm about the second: 2 of the first, 2 of its own, 3 of the third.
    const [below, above] = [0, 2].map(
      (index) => (stack.layers[index]?.height ?? NaN) - (stack.layers[1]?.height ?? NaN),
    );
    const more = (upwards * (2 * (below ?? NaN) + 3 * (above ?? NaN))) / 7;
    // Where all three slices have the pixel.
    const inside = [...values.keys()].filter((at) => {
      const [x, y] = [at % COLUMNS, Math.floor(at / COLUMNS)];
      return x > 1 && x < COLUMNS - 2 && y > 0 && y < ROWS - 1;
    });
    expect(inside.length).toBeGreaterThan(3);
    for (const at of inside) expect(values[at]).toBeCloseTo((own[at] ?? NaN) + more, 2);
  });
});
