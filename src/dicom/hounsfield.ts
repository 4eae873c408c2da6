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
 * @param stored  row-major, rows × columns
 * @param frame   from 1; chooses the rescale where the instance has one a frame
 * @returns       every value as the file has it, padding included; `min` and `max` leave padding out (Pixel Padding Value,
 *                and below −1024 what is in HU). Int16Array where every value is a whole number of that range, else
 *                Float32Array.
 * @see DICOM PS3.3 C.11.1.1.2 and C.7.5.1.1.2 (padding)
 */
export function toHounsfield(stored: StoredFrame, instance: DicomInstance, frame = 1): HounsfieldFrame {
  const { rows, columns, padding } = instance;
  const rescale = instance.frameRescale?.[frame - 1] ?? instance.rescale;
  const values = rescaled(stored, rescale, instance.wrapped12Bit);
  const otherUnit = !isInHounsfield(instance);
  const lowest = otherUnit ? -Infinity : PADDING_BELOW;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value < lowest || (value >= min && value <= max)) continue;
    if (padding) {
      const cell = stored[i] ?? 0;
      if (cell >= padding.from && cell <= padding.to) continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min > max) min = max = PADDING_BELOW;
  const lowIsBright = instance.photometricInterpretation === 'MONOCHROME1';
  return {
    rows,
    columns,
    values,
    min: hounsfield(min),
    max: hounsfield(max),
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

function rescaled(
  stored: StoredFrame,
  { slope, intercept }: Rescale,
  wrapped: boolean,
): Int16Array | Float32Array {
  const [low, high] = wrapped ? [0, WRAP.modulus - 1] : extremes(stored);
  const ends = [low * slope + intercept, high * slope + intercept];
  const fits =
    Number.isInteger(slope) &&
    Number.isInteger(intercept) &&
    ends.every((end) => end >= -0x8000 && end <= 0x7fff);
  const values = fits ? new Int16Array(stored.length) : new Float32Array(stored.length);
  for (let i = 0; i < values.length; i++) {
    const cell = stored[i] ?? 0;
    values[i] = (wrapped ? unwrapped(cell) : cell) * slope + intercept;
  }
  return values;
}

function unwrapped(cell: number): number {
  const shifted = cell + WRAP.add;
  return shifted >= WRAP.modulus ? shifted - WRAP.modulus : shifted;
}

function extremes(stored: StoredFrame): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  // By index: an iterator takes four times as long.
  const { length } = stored;
  for (let i = 0; i < length; i++) {
    const cell = stored[i] ?? 0;
    low = Math.min(low, cell);
    high = Math.max(high, cell);
  }
  return [low, high];
}
