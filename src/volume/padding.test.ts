import { expect, it } from 'vitest';
import { hounsfield, millimetre } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import { axialSlab, isStack, reformat, stackOf } from './index.ts';
import type { StackedSlice } from './stack.ts';

/** Values of 0 and 40 HU, and two columns that the scanner never saw: a frame's least and largest leave them out. */
const frame: HounsfieldFrame = {
  rows: 4,
  columns: 4,
  values: Float32Array.from({ length: 16 }, (_, index) => (index % 4 < 2 ? -3024 : (index % 2) * 40)),
  min: hounsfield(0),
  max: hounsfield(40),
};

it('padding is air in a cut and in a slab, and no part of their range', () => {
  const slices = [0, 2, 4].map((z): StackedSlice => ({
    id: `${z}#1`,
    geometry: {
      position: [0, 0, z],
      orientation: { row: [1, 0, 0], column: [0, 1, 0] },
      pixelSpacing: { row: millimetre(1), column: millimetre(1) },
      sliceThickness: undefined,
    },
  }));
  const stack = stackOf({ slices, rows: 4, columns: 4 }, () => frame);
  if (!isStack(stack)) throw new Error(stack.text);
  const [, middle] = stack.layers;
  if (!middle) throw new Error('no layer');
  const cuts = [undefined, { mode: 'mean', thickness: millimetre(9) } as const].map(
    (slab) => reformat(stack, 'coronal', 2, slab).frame,
  );
  const slab = stack.layers.map((layer) => ({ layer, within: 1 }));
  for (const { values, min, max } of [...cuts, axialSlab(stack, middle, slab, 'mean')]) {
    expect([min, max]).toEqual([0, 40]);
    expect([...values.slice(0, 4)]).toEqual([-1024, -1024, 0, 40]);
  }
});
