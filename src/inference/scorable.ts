/** What the model was made to read: no number is shown for anything else. */
import type { Slice } from '../dicom/index.ts';

/**
 * Least cosine between a slice's normal and the body's axis at which it still counts as axial: 45°. Gantries tilt by 30°
 * at most, localizers and coronal or sagittal reconstructions stand at 90°.
 */
const AXIAL_COSINE = Math.SQRT1_2;

/** Why the model does not read this slice, as a sentence; undefined where it does. */
export function whyNotScored(slice: Slice): string | undefined {
  const { modality, samplesPerPixel } = slice.instance;
  if (modality !== 'CT') {
    return `Not scored: the model reads CT, and this is ${modality === '' ? 'of no stated modality' : modality}.`;
  }
  if (samplesPerPixel !== 1) return 'Not scored: the model reads CT numbers, and this is a colour picture.';
  if (slice.instance.notices.some(({ code }) => code === 'dicom/secondary-capture')) {
    return 'Not scored: the model reads CT numbers, and this is a screenshot or a derived picture.';
  }
  if (!isAxial(slice)) return 'Not scored: the model reads axial slices, and this one is not axial.';
  return undefined;
}

function isAxial(slice: Slice): boolean {
  const { orientation } = slice.geometry;
  // Without an orientation nothing speaks against it: single exported slices often lack one.
  if (!orientation) return true;
  const { row, column } = orientation;
  return Math.abs(row[0] * column[1] - row[1] * column[0]) >= AXIAL_COSINE;
}
