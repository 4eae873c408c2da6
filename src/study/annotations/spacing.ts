import { millimetre } from '../../base/index.ts';
import { SAME_PLACE, type Series } from '../../dicom/index.ts';
import type { SliceStack } from '../../viewport/index.ts';

/**
 * A slice among those of its series: from each position to the next, with gaps and doubled slices as they are, for those
 * that a hematoma is counted on lie among them. Where a slice has no position, or all have the same, the series is not in
 * spatial order, and the thickness of the slice stands for the spacing; undefined where the file does not give that either.
 */
export function sliceStack({ positions, slices }: Series, sliceId: string): SliceStack | undefined {
  const index = slices.findIndex(({ id }) => id === sliceId);
  if (index < 0) return undefined;
  const known = positions.filter((position) => position !== undefined);
  const [from = 0, to = 0] = [known[0], known.at(-1)];
  // Some exports give every slice the same place: that is no spacing.
  if (known.length === positions.length && Math.abs(to - from) > SAME_PLACE) {
    const steps = known.slice(1).map((position, at) => millimetre(Math.abs(position - (known[at] ?? NaN))));
    return { steps, index };
  }
  const thickness = slices[index]?.geometry.sliceThickness;
  return thickness === undefined ? undefined : { steps: [thickness], index: 0 };
}
