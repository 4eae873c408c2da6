/**
 * The VOI transformation, our own for all three functions of DICOM: cornerstone-core has one linear function, half a
 * grey level off the standard's, and none that is sigmoid.
 */
import type { VoiWindow } from '../dicom/index.ts';

/**
 * The grey level of a value, in [0, 255], not rounded.
 * @param voi  window in the value's unit; a LINEAR one narrower than 1 counts as 1 wide
 * @see DICOM PS3.3 C.11.2.1.2 (LINEAR), C.11.2.1.3.1 (SIGMOID), C.11.2.1.3.2 (LINEAR_EXACT)
 */
export function greyLevel({ center, width, shape }: VoiWindow, value: number): number {
  switch (shape) {
    case 'LINEAR':
      return ramp(value, center - 0.5, Math.max(width, 1) - 1);
    case 'LINEAR_EXACT':
      return ramp(value, center, width);
    case 'SIGMOID':
      return 255 / (1 + Math.exp((-4 * (value - center)) / width));
  }
}

function ramp(value: number, middle: number, span: number): number {
  if (value <= middle - span / 2) return 0;
  if (value > middle + span / 2) return 255;
  return ((value - middle) / span + 0.5) * 255;
}

/**
 * Grey levels, rounded, of consecutive whole numbers from `lowest` on.
 * @param table  one entry a value; filled and returned
 */
export function fillGreyTable(voi: VoiWindow, lowest: number, table: Uint8ClampedArray): Uint8ClampedArray {
  for (let index = 0; index < table.length; index++) table[index] = greyLevel(voi, lowest + index);
  return table;
}
