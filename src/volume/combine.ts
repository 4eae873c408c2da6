/** Several planes behind each other as one, and values as a frame like those that files hold. */
import { hounsfield } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import type { SlabMode, Stack } from './types.ts';

/** HU where the stack has no pixel: air, as padding elsewhere. */
const NOTHING = -1024;

/** Mean or maximum of what is there, pixel by pixel; NaN is nothing. */
export function combined(planes: readonly ArrayLike<number>[], mode: SlabMode): Float32Array {
  const [first, second] = planes;
  if (first instanceof Float32Array && !second) return first;
  const length = first?.length ?? 0;
  const result = new Float32Array(length).fill(mode === 'mean' ? 0 : -Infinity);
  const counts = new Uint16Array(length);
  // Plane after plane, as they lie in memory.
  for (const plane of planes) {
    for (let index = 0; index < length; index += 1) {
      const value = plane[index] ?? NaN;
      if (Number.isNaN(value)) continue;
      const before = result[index] ?? 0;
      result[index] = mode === 'mean' ? before + value : Math.max(before, value);
      counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  for (let index = 0; index < length; index += 1) {
    const count = counts[index] ?? 0;
    if (count === 0) result[index] = NaN;
    else if (mode === 'mean') result[index] = (result[index] ?? 0) / count;
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
  };
}
