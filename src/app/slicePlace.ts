import type { Millimetre } from '../base/index.ts';
import type { Series } from '../dicom/index.ts';

/**
 * How thick a slice is and where it lies. Neither without a spacing of its pixels: one figure in millimetres would make the
 * others look measured.
 * @param index  in the series, from 0
 */
export function slicePlace(
  { slices, positions }: Pick<Series, 'slices' | 'positions'>,
  index: number,
): { readonly thickness: Millimetre | undefined; readonly position: Millimetre | undefined } {
  const geometry = slices[index]?.geometry;
  const measured = geometry?.pixelSpacing !== undefined;
  return {
    thickness: measured ? geometry.sliceThickness : undefined,
    position: measured ? positions[index] : undefined,
  };
}
