/** Several planes behind each other as one, and values as a frame like those that files hold. */
import { hounsfield } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import type { SlabMode, Stack } from './types.ts';

/** HU where the stack has no pixel: air, as padding elsewhere. */
const NOTHING = -1024;

/** Values of which those beyond `min` and `max`, and NaN, are nothing: a frame of a file leaves its padding out that way. */
export type Sheet = Pick<HounsfieldFrame, 'values'> & { readonly min: number; readonly max: number };

/** What was sampled here has NaN where there is nothing. */
export function sampled(values: Float32Array): Sheet {
  return { values, min: -Infinity, max: Infinity };
}

/** Reads a sheet by index: NaN where there is nothing. */
export function readerOf({ values, min, max }: Sheet): (index: number) => number {
  return (index) => {
    const value = values[index] ?? NaN;
    return value >= min && value <= max ? value : NaN;
  };
}

/**
 * Mean or maximum of what is there, pixel by pixel; NaN where there is nothing.
 * @param weights  of the sheets in a mean, above 0; all the same where there are none
 */
export function combined(
  sheets: readonly Sheet[],
  mode: SlabMode,
  weights?: readonly number[],
): Float32Array {
  const length = sheets[0]?.values.length ?? 0;
  const result = new Float32Array(length).fill(mode === 'mean' ? 0 : -Infinity);
  const weighed = new Float32Array(length);
  // Sheet after sheet, as they lie in memory.
  sheets.forEach(({ values, min, max }, sheet) => {
    const weight = weights?.[sheet] ?? 1;
    for (let index = 0; index < length; index += 1) {
      const value = values[index] ?? NaN;
      if (!(value >= min && value <= max)) continue;
      const before = result[index] ?? 0;
      result[index] = mode === 'mean' ? before + value * weight : Math.max(before, value);
      weighed[index] = (weighed[index] ?? 0) + weight;
    }
  });
  for (let index = 0; index < length; index += 1) {
    const weight = weighed[index] ?? 0;
    if (weight === 0) result[index] = NaN;
    else if (mode === 'mean') result[index] = (result[index] ?? 0) / weight;
  }
  return result;
}

/** @param values  are kept; NaN among them becomes air */
export function frameOf(
  values: Float32Array,
  { columns, rows }: Pick<HounsfieldFrame, 'columns' | 'rows'>,
  { layers }: Stack,
): HounsfieldFrame {
  let min = Infinity;
  let max = -Infinity;
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) {
      values[index] = NOTHING;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const some = min <= max;
  return {
    rows,
    columns,
    values,
    min: hounsfield(some ? min : NOTHING),
    max: hounsfield(some ? max : NOTHING),
    // A cut through such slices looks as they do; slices of both kinds in one series would be a writer's mistake.
    ...(layers.some(({ frame }) => frame.lowIsBright) && { lowIsBright: true }),
    ...(layers.some(({ frame }) => frame.otherUnit) && { otherUnit: true }),
  };
}
