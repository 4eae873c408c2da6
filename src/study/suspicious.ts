/** Which slices of a series are worth a look first: plain functions of findings and thresholds. */
import { HEMORRHAGE_CLASSES, type HemorrhageClass, type Probabilities } from '../base/index.ts';
import type { Series, Slice } from '../dicom/index.ts';
import type { FindingsState } from './findingsTypes.ts';
import type { SliceFinding } from './states.ts';
import type { Thresholds } from './thresholds.ts';

/** Whether a class's probability on this slice reaches its threshold. */
export function isSuspicious(
  finding: SliceFinding | undefined,
  of: HemorrhageClass,
  thresholds: Thresholds | undefined,
): boolean {
  return (
    finding?.state === 'scored' &&
    thresholds !== undefined &&
    finding.score.probabilities[of] >= thresholds[of]
  );
}

/** A scored slice with its place in its series, from 0. */
export interface RankedSlice {
  readonly slice: Slice;
  readonly index: number;
  readonly probabilities: Probabilities;
}

/** A series' scored slices with the highest probability of a class, highest first; ties by position. */
export function mostSuspicious(
  series: Series | undefined,
  findings: FindingsState['slices'],
  of: HemorrhageClass,
  count: number,
): readonly RankedSlice[] {
  const ranked = (series?.slices ?? []).flatMap((slice, index): RankedSlice[] => {
    const finding = findings.get(slice.id);
    return finding?.state === 'scored' ? [{ slice, index, probabilities: finding.score.probabilities }] : [];
  });
  return ranked
    .sort((a, b) => b.probabilities[of] - a.probabilities[of] || a.index - b.index)
    .slice(0, count);
}

/**
 * The nearest suspicious slice beyond the present one; undefined where there is none.
 * @param from  index of the present slice
 * @param direction  1 onward, −1 back
 */
export function nextSuspicious(
  series: Series | undefined,
  findings: FindingsState['slices'],
  of: HemorrhageClass,
  thresholds: Thresholds | undefined,
  from: number,
  direction: 1 | -1,
): number | undefined {
  const slices = series?.slices ?? [];
  for (let index = from + direction; index >= 0 && index < slices.length; index += direction) {
    if (isSuspicious(findings.get(slices[index]?.id ?? ''), of, thresholds)) return index;
  }
  return undefined;
}

/** The kind of bleed that a slice shows most likely; undefined where it is not scored. */
export function leadingKind(finding: SliceFinding | undefined): HemorrhageClass | undefined {
  return finding?.state === 'scored' ? likeliestKind(finding.score.probabilities) : undefined;
}

/** Of the five kinds. */
export function likeliestKind(probabilities: Probabilities): HemorrhageClass {
  return HEMORRHAGE_CLASSES.filter((name) => name !== 'any').reduce((best, name) =>
    probabilities[name] > probabilities[best] ? name : best,
  );
}
