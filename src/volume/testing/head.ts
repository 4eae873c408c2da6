/** Slices for the tests of this folder whose values are known wherever they lie. */
import { hounsfield, millimetre } from '../../base/index.ts';
import type { HounsfieldFrame, Vector3 } from '../../dicom/index.ts';
import { isStack, stackOf, type Stack } from '../index.ts';
import type { StackedSeries, StackedSlice } from '../stack.ts';

export const COLUMNS = 6;
export const ROWS = 5;
export const SPACING = { x: 2, y: 3 };

/** Linear in the patient, so that linear interpolation is exact wherever a pixel comes to lie. */
export const field = ([x, y, z]: Vector3) => 10 * x - 4 * y + 7 * z + 100;

/** From a place some way along rows and some along columns, mm. */
export function placeAt(
  from: Vector3,
  { row, column }: { readonly row: Vector3; readonly column: Vector3 },
  [along, down]: readonly [number, number],
): Vector3 {
  const at = (axis: 0 | 1 | 2) => from[axis] + along * row[axis] + down * column[axis];
  return [at(0), at(1), at(2)];
}

interface Wanted {
  readonly heights: readonly number[];
  readonly tilt?: number;
  /** Every other slice moved to the patient's left, mm. */
  readonly aside?: number;
  /** As the files state it, from the lowest slice on. */
  readonly thickness?: readonly number[];
  /** Where rows and columns run, in place of the tilt. */
  readonly orientation?: { readonly row: Vector3; readonly column: Vector3 };
}

/** Slices of a gantry tilted about the patient's left-right axis, moved along the patient's axis as a table moves. */
export function head({ heights, tilt = 0, aside = 0, thickness = [], orientation }: Wanted): {
  series: StackedSeries;
  stack: Stack;
} {
  const axes = orientation ?? { row: [1, 0, 0], column: [0, Math.cos(tilt), Math.sin(tilt)] };
  const frames = new Map<string, HounsfieldFrame>();
  const slices = heights.map((z, index): StackedSlice => {
    const position: Vector3 = [-5 + (index % 2) * aside, 8, z];
    const values = Float32Array.from({ length: COLUMNS * ROWS }, (_, pixel) => {
      const [x, y] = [pixel % COLUMNS, Math.floor(pixel / COLUMNS)];
      return field(placeAt(position, axes, [x * SPACING.x, y * SPACING.y]));
    });
    const id = `${index}#1`;
    frames.set(id, { rows: ROWS, columns: COLUMNS, values, min: hounsfield(-1e4), max: hounsfield(1e4) });
    return {
      id,
      geometry: {
        position,
        orientation: axes,
        pixelSpacing: { row: millimetre(SPACING.y), column: millimetre(SPACING.x) },
        sliceThickness: thickness[index] === undefined ? undefined : millimetre(thickness[index]),
      },
    };
  });
  const series = { slices, rows: ROWS, columns: COLUMNS };
  const stack = stackOf(series, ({ id }) => frames.get(id));
  if (!isStack(stack)) throw new Error(stack.text);
  return { series, stack };
}
