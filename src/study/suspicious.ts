import type { Probabilities } from '../base/index.ts';
import type { Series, Slice } from '../dicom/index.ts';
import type { FindingsState } from './findings.ts';

/** A scored slice with its place in its series, from 0. */
export interface SuspiciousSlice {
  readonly slice: Slice;
  readonly index: number;
  readonly probabilities: Probabilities;
}

/** The slices of a series that are likeliest to show any hemorrhage, the likeliest first; fewer where fewer are scored. */
export function mostSuspicious(
  series: Series | undefined,
  findings: FindingsState['slices'],
  most: number,
): SuspiciousSlice[] {
  const scored = (series?.slices ?? []).flatMap((slice, index) => {
    const finding = findings.get(slice.id);
    return finding?.state === 'scored' ? [{ slice, index, probabilities: finding.score.probabilities }] : [];
  });
  return scored
    .sort((one, other) => other.probabilities.any - one.probabilities.any || one.index - other.index)
    .slice(0, most);
}
