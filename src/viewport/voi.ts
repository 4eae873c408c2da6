/**
 * The VOI transformation, our own for all three functions of DICOM: cornerstone-core has one linear function, half a
 * grey level off the standard's, and none that is sigmoid.
 */
import type { VoiWindow } from '../dicom/index.ts';

/**
 * How a window turns values into grey levels.
 * @param voi  in the unit of the values; a LINEAR one narrower than 1 counts as 1 wide
 * @returns a function to levels of which 0 is black and 255 white, neither rounded nor clamped: a Uint8ClampedArray does
 *   both, and takes the NaN in the middle of a step for black as the standard does
 * @see DICOM PS3.3 C.11.2.1.2 (LINEAR), C.11.2.1.3.1 (SIGMOID), C.11.2.1.3.2 (LINEAR_EXACT)
 */
export function greyScale({ center, width, shape }: VoiWindow): (value: number) => number {
  switch (shape) {
    case 'LINEAR':
      return ramp(center - 0.5, Math.max(width, 1) - 1);
    case 'LINEAR_EXACT':
      return ramp(center, width);
    case 'SIGMOID':
      return (value) => 255 / (1 + Math.exp((-4 * (value - center)) / width));
  }
}

/** From black to white over `span` around `middle`; a step where that is 0. */
function ramp(middle: number, span: number): (value: number) => number {
  const gain = 255 / span;
  return (value) => (value - middle) * gain + 127.5;
}

/**
 * Grey levels of consecutive whole numbers.
 * @param lowest  the number that the first entry stands for
 * @param table   one entry a number; filled and returned
 */
export function fillGreyTable(voi: VoiWindow, lowest: number, table: Uint8ClampedArray): Uint8ClampedArray {
  const grey = greyScale(voi);
  for (let index = 0; index < table.length; index++) table[index] = grey(lowest + index);
  return table;
}
