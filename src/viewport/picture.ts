/**
 * From a Hounsfield frame and a window to what cornerstone draws: indices into a table of grey levels.
 *
 * Whole Hounsfield units index the table themselves, so that a new window costs a few thousand entries, not 262,144
 * pixels. Floats are windowed pixel by pixel, exactly, instead of being squeezed into 16 bits: beside metal a width of 40
 * would lose grey levels, and 512 × 512 pixels cost half a millisecond more (`bench/viewport.ts`).
 */
import type { HounsfieldFrame, VoiWindow } from '../dicom/index.ts';
import { fillGreyTable, greyScale } from './voi.ts';

/** `grey = table[pixels[i] − lowest]`; `lowest` is never above 0, for cornerstone counts from 0 where it would be. */
export interface Picture {
  readonly rows: number;
  readonly columns: number;
  readonly pixels: Int16Array | Uint8ClampedArray;
  readonly lowest: number;
  readonly table: Uint8ClampedArray;
}

/** Windows one frame again and again, without allocating for each window; inverted, black is white and white black. */
export type Windower = (voi: VoiWindow, inverted: boolean) => Picture;

/** Whether low values are bright on the screen: a frame that asks for it (MONOCHROME1) is so until it is inverted. */
export function isNegative({ lowIsBright }: HounsfieldFrame, inverted: boolean): boolean {
  return inverted !== (lowIsBright ?? false);
}

/**
 * The frame's own array is shown, never copied; padding has its place in the table like every other value.
 */
export function windowerOf(frame: HounsfieldFrame): Windower {
  const { rows, columns, values } = frame;
  if (values instanceof Float32Array) {
    const pixels = new Uint8ClampedArray(values.length);
    return (voi, inverted) => ({
      rows,
      columns,
      pixels: windowFloats(voi, values, pixels),
      lowest: 0,
      table: isNegative(frame, inverted) ? negativeTable : identityTable,
    });
  }
  const { lowest, highest } = extremesOf(values);
  const table = new Uint8ClampedArray(highest - lowest + 1);
  return (voi, inverted) => {
    fillGreyTable(voi, lowest, table);
    if (isNegative(frame, inverted)) table.forEach((grey, index) => (table[index] = 255 - grey));
    return { rows, columns, pixels: values, lowest, table };
  };
}

interface Extremes {
  readonly lowest: number;
  readonly highest: number;
}

/** Of frames that are still in use: three panes show the same one, and a reader goes back and forth. */
const known = new WeakMap<Int16Array, Extremes>();

/** `frame.min` and `frame.max` leave padding out, and a pixel outside the table would turn black. */
function extremesOf(values: Int16Array): Extremes {
  const extremes = known.get(values) ?? findExtremes(values);
  known.set(values, extremes);
  return extremes;
}

function findExtremes(values: Int16Array): Extremes {
  let lowest = 0;
  let highest = 0;
  // By index: an iterator over a quarter of a million pixels takes four times as long, and a slice is shown in a frame.
  const { length } = values;
  for (let index = 0; index < length; index++) {
    const value = values[index] ?? 0;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return { lowest, highest };
}

const identityTable = Uint8ClampedArray.from({ length: 256 }, (_, grey) => grey);
const negativeTable = identityTable.toReversed();

function windowFloats(voi: VoiWindow, values: Float32Array, levels: Uint8ClampedArray): Uint8ClampedArray {
  const grey = greyScale(voi);
  for (let index = 0; index < levels.length; index++) levels[index] = grey(values[index] ?? 0);
  return levels;
}
