/** Stored values to Hounsfield units, once and for everybody: display and inference use the same frame. */
import { hounsfield } from '../base/index.ts';
import type { StoredFrame } from './stored.ts';
import type { DicomInstance, HounsfieldFrame, Rescale } from './types.ts';

/** Below it no tissue and no air lies: scanners fill the corners outside the field of view with such values. */
const PADDING_BELOW = -1024;

/** Offset and modulus by which scanners of the RSNA set wrapped signed values into 12 unsigned bits. */
const WRAP = { add: 1000, modulus: 4096 } as const;

/** Values 3 and 4 of Image Type that name maps computed from several CT images (DICOM PS3.3 C.8.15.3.1). */
const DERIVED_MAPS = new Set([
  'PERFUSION',
  'RCBF',
  'RCBV',
  'MTT',
  'TTP',
  'TMAX',
  'PBV',
  'PERM',
  'ELECTRON_DENSITY',
]);

/** Rescale types under which values are Hounsfield units; absent or unspecified they are, for CT (PS3.3 C.11.1.1.2). */
const HOUNSFIELD_TYPES = new Set(['', 'HU', 'US']);

/**
 * `HU = stored × slope + intercept`, the 12-bit wrap of the RSNA set undone first where `instance.wrapped12Bit`.
 * @param stored     row-major, rows × columns
 * @param frame      from 1; chooses the rescale where the instance has one a frame
 * @param overwrite  values of 16 bits take the place of stored ones: fresh memory costs as much as the arithmetic
 * @returns          every value as the file has it, padding included; `min` and `max` leave padding out (Pixel Padding Value,
 *                   and below −1024 what is in HU). Int16Array where every value is a whole number of that range, else
 *                   Float32Array.
 * @see DICOM PS3.3 C.11.1.1.2 and C.7.5.1.1.2 (padding)
 */
export function toHounsfield(
  stored: StoredFrame,
  instance: DicomInstance,
  { frame = 1, overwrite = false } = {},
): HounsfieldFrame {
  const { rows, columns, padding, wrapped12Bit } = instance;
  const rescale = instance.frameRescale?.[frame - 1] ?? instance.rescale;
  const otherUnit = !isInHounsfield(instance);
  const lowest = otherUnit ? -Infinity : PADDING_BELOW;
  const cells = wrapped12Bit ? stored.map(unwrapped) : stored;
  const span = spanOf(cells, (cell, index) => {
    if (cell * rescale.slope + rescale.intercept < lowest) return true;
    const own = stored[index] ?? 0;
    return padding !== undefined && own >= padding.from && own <= padding.to;
  });
  const values = rescaled(cells, span.all, rescale, overwrite || wrapped12Bit);
  const [min, max] = span.seen ? valuesAt(span.seen, rescale) : [PADDING_BELOW, PADDING_BELOW];
  const lowIsBright = instance.photometricInterpretation === 'MONOCHROME1';
  return {
    rows,
    columns,
    values,
    min: hounsfield(Math.fround(min)),
    max: hounsfield(Math.fround(max)),
    ...(lowIsBright && { lowIsBright }),
    ...(otherUnit && { otherUnit }),
  };
}

/** Whether the rescaled values of an image are Hounsfield units: those of CT, unless it is a map or says otherwise. */
export function isInHounsfield({
  modality,
  imageType,
  rescaleType,
}: Pick<DicomInstance, 'modality' | 'imageType' | 'rescaleType'>): boolean {
  return (
    modality === 'CT' &&
    !imageType.some((value) => DERIVED_MAPS.has(value)) &&
    HOUNSFIELD_TYPES.has(rescaleType)
  );
}

type Ends = readonly [low: number, high: number];

/** Extremes of all cells, and of those that are no padding (undefined where every one is). */
function spanOf(
  cells: StoredFrame,
  isPadding: (cell: number, index: number) => boolean,
): { readonly all: Ends; readonly seen: Ends | undefined } {
  // By index, and whole numbers from the first: an iterator, or infinities to begin with, take twice as long.
  const { length } = cells;
  let start = 0;
  while (start < length && isPadding(cells[start] ?? 0, start)) start++;
  const nothingSeen = start === length;
  let low = cells[nothingSeen ? 0 : start] ?? 0;
  let high = low;
  let least = low;
  let most = low;
  for (let i = 0; i < length; i++) {
    const cell = cells[i] ?? 0;
    if (cell >= low && cell <= high) continue;
    if (cell < least) least = cell;
    if (cell > most) most = cell;
    if (isPadding(cell, i)) continue;
    if (cell < low) low = cell;
    if (cell > high) high = cell;
  }
  return { all: [least, most], seen: nothingSeen ? undefined : [low, high] };
}

function valuesAt([low, high]: Ends, { slope, intercept }: Rescale): Ends {
  const [one, other] = [low * slope + intercept, high * slope + intercept];
  return [Math.min(one, other), Math.max(one, other)];
}

function rescaled(
  cells: StoredFrame,
  all: Ends,
  rescale: Rescale,
  overwrite: boolean,
): Int16Array | Float32Array {
  const { slope, intercept } = rescale;
  const [min, max] = valuesAt(all, rescale);
  const whole = Number.isInteger(slope) && Number.isInteger(intercept);
  const fits = whole && min >= -0x8000 && max <= 0x7fff;
  const { buffer, byteOffset, length } = cells;
  const asWide = cells.BYTES_PER_ELEMENT === Int16Array.BYTES_PER_ELEMENT;
  const inPlace = overwrite && asWide ? new Int16Array(buffer, byteOffset, length) : undefined;
  // Many scanners write Hounsfield units as they are.
  if (fits && slope === 1 && intercept === 0) return inPlace ?? new Int16Array(cells);
  const values = fits ? (inPlace ?? new Int16Array(length)) : new Float32Array(length);
  for (let i = 0; i < values.length; i++) values[i] = (cells[i] ?? 0) * slope + intercept;
  return values;
}

function unwrapped(cell: number): number {
  const shifted = cell + WRAP.add;
  return shifted >= WRAP.modulus ? shifted - WRAP.modulus : shifted;
}
