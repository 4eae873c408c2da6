import { saidOf, type Sentence } from '../base/index.ts';
import type { Series } from '../dicom/index.ts';
import { cautionsOf } from '../inference/index.ts';
import {
  reportRow,
  unscored,
  type ReportedImage,
  type ReportResult,
  type ReportRow,
  type ReportSource,
} from '../report/index.ts';
import type { FindingsState } from './findingsTypes.ts';
import { extentOf } from './openStudies.ts';
import type { SliceFinding } from './states.ts';
import type { Extent, StudyState } from './studyTypes.ts';
import { say } from './sentences.ts';

/**
 * One row a slice of everything that is open, series after series, each in its spatial order; a slice without
 * probabilities says why in its status.
 * @param annotations  in words, by slice id
 */
export function reportRows(
  state: StudyState,
  { slices: findings }: FindingsState,
  annotations: ReadonlyMap<string, string> = new Map(),
): ReportRow[] {
  return state.series.flatMap((series) => {
    const extent = extentOf(state, series);
    const unread = unreadOf(extent);
    const cautions = [...seriesCautions(series, extent), ...(unread ? [unread] : [])];
    return series.slices.map((slice, index) => {
      const row = reportRow(slice, series.positions[index], resultOf(findings.get(slice.id)), cautions);
      const drawn = annotations.get(slice.id);
      return drawn === undefined ? row : { ...row, annotations: drawn };
    });
  });
}

/** What speaks against the numbers of a series. */
export function seriesCautions(series: Series, { phase }: Extent): readonly Sentence[] {
  return cautionsOf(series, phase === 'reading');
}

/** Why slices may be missing; undefined where all was read. */
export function unreadOf(extent: Extent): Sentence | undefined {
  if (extent.phase === 'reading') return say('stillReading');
  if (extent.phase === 'whole') return undefined;
  return say('stoppedAt', { done: extent.filesDone, found: extent.filesFound });
}

/** The slices of one series in spatial order, numbered as readers count, each with its numbers or why it has none. */
export function reportedImages(
  { slices }: Series,
  { slices: findings }: Pick<FindingsState, 'slices'>,
): ReportedImage[] {
  return slices.map((image, index) => ({
    image,
    number: index + 1,
    result: resultOf(findings.get(image.id)),
  }));
}

function resultOf(finding: SliceFinding | undefined): ReportResult {
  switch (finding?.state) {
    case 'scored':
      return finding.score;
    case 'failed':
      return unscored(saidOf(finding.failure));
    case 'not-scored':
      return unscored(finding.reason);
    case 'waiting':
    case 'scoring':
    case undefined:
      return unscored(say('notScoredYet'));
  }
}

/** What computed the numbers; empty where no model was ever ready, and then there are no numbers either. */
export function reportSource({ manifest, device }: FindingsState, software: string): ReportSource {
  return {
    model: manifest ? `${manifest.id} ${manifest.version}` : '',
    modelSha256: manifest?.weightsSha256 ?? '',
    device: device ? `${device.rung}: ${device.name}` : '',
    software,
  };
}
