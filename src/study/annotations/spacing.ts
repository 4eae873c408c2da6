import { millimetre, type Millimetre } from '../../base/index.ts';
import type { Series } from '../../dicom/index.ts';

/** Slices closer than this lie in the same place, mm. */
const SAME_PLACE = 0.01;

/**
 * From a slice of a series to the next: the median of the distances between neighbours' positions, so that one gap or one
 * doubled slice does not count; the slice thickness where the files give no positions.
 */
export function sliceSpacing({ positions, slices }: Series): Millimetre | undefined {
  const distances = positions
    .flatMap((position, index) => {
      const before = positions[index - 1];
      return position === undefined || before === undefined ? [] : [Math.abs(position - before)];
    })
    .filter((distance) => distance > SAME_PLACE)
    .sort((one, other) => one - other);
  const median = distances[Math.floor(distances.length / 2)];
  return median === undefined ? slices[0]?.geometry.sliceThickness : millimetre(median);
}
