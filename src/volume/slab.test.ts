import { describe, expect, it } from 'vitest';
import type { HounsfieldFrame } from '../dicom/index.ts';
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

  it('shows low values bright, and names no unit, where its slices do so', () => {
    const { stack } = head({ heights: [0, 2, 4] });
    const layers = stack.layers.map((layer) => ({
      ...layer,
      frame: { ...layer.frame, lowIsBright: true as const, otherUnit: true as const },
    }));
    const [lowest] = layers;
    if (!lowest) throw new Error('no layer');
    expect(axialSlab({ ...stack, layers }, lowest, layers, 'mean')).toMatchObject({
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
