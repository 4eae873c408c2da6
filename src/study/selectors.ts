/** What is read out of the state: plain functions of it, so that every reader means the same by "the slice on screen". */
import { saidOf, type HemorrhageClass, type Probability, type Sentence } from '../base/index.ts';
import type { Notice, Series, Slice } from '../dicom/index.ts';
import { cautionsOf, isLessThanHead, whyNotScored } from '../inference/index.ts';
import type { FindingsState } from './findingsTypes.ts';
import { extentOf } from './openStudies.ts';
import type { SliceFinding } from './states.ts';
import type { Extent, StudyState } from './studyTypes.ts';
import { say } from './sentences.ts';

export function activeSeries({ series, seriesKey }: StudyState): Series | undefined {
  return series.find(({ key }) => key === seriesKey);
}

/**
 * Whether another series has come on screen. While files arrive, one may get another key (some of its slices turn out to be
 * of a second time point): the slice on screen then stays.
 */
export function isOtherSeries(
  state: Pick<StudyState, 'seriesKey' | 'sliceId'>,
  before: Pick<StudyState, 'seriesKey' | 'sliceId'>,
): boolean {
  return state.seriesKey !== before.seriesKey && state.sliceId !== before.sliceId;
}

/** From 0; −1 where nothing is shown. */
export function sliceIndex(state: StudyState): number {
  return activeSeries(state)?.slices.findIndex(({ id }) => id === state.sliceId) ?? -1;
}

export function activeSlice(state: StudyState): Slice | undefined {
  return activeSeries(state)?.slices[sliceIndex(state)];
}

export function seriesOf(series: readonly Series[], sliceId: string | undefined): Series | undefined {
  return series.find(({ slices }) => slices.some(({ id }) => id === sliceId));
}

/**
 * The series a reader most likely wants first: a head that the model was made for before other CT (an angiography and what was
 * scanned for its timing, a map of perfusion, a scout), that before other modalities, then the one with the most slices. Slices
 * whose pixels did not decode do not count.
 */
export function openingSeries(
  series: readonly Series[],
  undecoded: StudyState['undecoded'],
): Series | undefined {
  const rank = (series: Series) => {
    const shown = series.slices.filter(({ id }) => !undecoded.has(id));
    const [first] = shown;
    if (!first) return 0;
    const readable = !whyNotScored(first) && cautionsOf(series).length === 0;
    return (readable ? 2e6 : 0) + (series.modality === 'CT' ? 1e6 : 0) + shown.length;
  };
  return series.reduce<Series | undefined>(
    (best, next) => (best && rank(best) >= rank(next) ? best : next),
    undefined,
  );
}

/** Whether its slices lie at another angle than a right one to the way from each to the next, or the gantry says so. */
export function isTilted(series: Series | undefined): boolean {
  return series?.notices.some(({ code }) => code === 'dicom/gantry-tilt') ?? false;
}

/** Where a series opens: its middle one, of those that can be shown at all. */
export function middleSlice({ slices }: Series, undecoded: StudyState['undecoded']): Slice | undefined {
  const decoded = slices.filter(({ id }) => !undecoded.has(id));
  const candidates = decoded.length > 0 ? decoded : slices;
  return candidates[Math.floor((candidates.length - 1) / 2)];
}

/** What is concluded from slices that are not there: nothing, as long as some are not read. */
const OF_WHOLE_SERIES = new Set(['dicom/missing-images', 'dicom/uneven-spacing', 'dicom/single-image']);

/** What a reader should know of a series and of the file that is shown of it, each thing once. */
export function notices(
  state: StudyState,
  shown: Series | undefined = activeSeries(state),
  slice: Slice | undefined = activeSlice(state),
): readonly Notice[] {
  const extent = extentOf(state, shown);
  const series = shown?.notices ?? [];
  const whole = extent.phase === 'whole';
  const notCt = series.some(({ code }) => code === 'dicom/series-not-ct');
  const all = [
    ...(extent.phase === 'stopped' ? [readingStopped(extent)] : []),
    ...series.filter(({ code }) => whole || !OF_WHOLE_SERIES.has(code)),
    ...(slice?.instance.notices ?? []).filter(({ code }) => !(notCt && code === 'dicom/not-ct')),
  ];
  return [...new Map(all.map((notice) => [notice.text, notice])).values()];
}

function readingStopped({ filesDone, filesFound }: { filesDone: number; filesFound: number }): Notice {
  return { code: 'study/reading-stopped', ...say('readingStopped', { done: filesDone, found: filesFound }) };
}

/** How far scoring is over all that is open; slices the model does not read are not counted. */
export interface ScoringProgress {
  readonly scored: number;
  readonly failed: number;
  readonly total: number;
  readonly notScored: number;
}

export function scoringProgress(slices: Iterable<SliceFinding>): ScoringProgress {
  const count = { waiting: 0, scoring: 0, scored: 0, failed: 0, 'not-scored': 0 };
  for (const { state } of slices) count[state]++;
  return {
    scored: count.scored,
    failed: count.failed,
    total: count.waiting + count.scoring + count.scored + count.failed,
    notScored: count['not-scored'],
  };
}

/** Whether a series' maximum may still rise: slices of it are missing, or to be scored. */
export function maximumMayRise(
  series: Series | undefined,
  findings: FindingsState['slices'],
  { phase }: Extent,
): boolean {
  if (series && phase === 'whole' && isLessThanHead(series)) return false;
  const open = series?.slices.some(({ id }) => {
    const state = findings.get(id)?.state;
    return state === 'waiting' || state === 'scoring' || state === 'failed';
  });
  return phase !== 'whole' || (open ?? false);
}

/**
 * The highest probability of a class over a series' scored slices, and the slice it stands on; none of what is less than a
 * head, once no more of it may come.
 */
export function seriesMaximum(
  series: Series | undefined,
  findings: FindingsState['slices'],
  of: HemorrhageClass,
  { phase }: Pick<Extent, 'phase'>,
): { readonly probability: Probability; readonly sliceId: string; readonly index: number } | undefined {
  if (!series || (phase !== 'reading' && isLessThanHead(series))) return undefined;
  let best: ReturnType<typeof seriesMaximum>;
  series.slices.forEach(({ id }, index) => {
    const finding = findings.get(id);
    if (finding?.state !== 'scored') return;
    const probability = finding.score.probabilities[of];
    if (!best || probability > best.probability) best = { probability, sliceId: id, index };
  });
  return best;
}

/** The status line: reading first, then scoring, as sentences. */
export function statusLine(
  study: Pick<StudyState, 'intake' | 'series'>,
  findings: FindingsState,
): readonly Sentence[] {
  const parts = [readingStatus(study), scoringStatus(study, findings)].filter((part) => part !== undefined);
  return parts.length > 0 ? parts : [say('noStudy')];
}

function readingStatus({ intake, series }: Pick<StudyState, 'intake' | 'series'>): Sentence | undefined {
  if (intake.phase === 'reading') {
    const { filesDone: done, filesFound: found, waiting: behind } = intake;
    if (found === 0) return say('lookingForFiles');
    return behind === undefined
      ? say('readingFile', { done, found })
      : say('readingFileBefore', { done, found, waiting: behind });
  }
  if (intake.phase === 'cancelled') {
    return say('stoppedReading', { done: intake.filesDone, found: intake.filesFound });
  }
  return intake.phase === 'failed' && series.length === 0 ? saidOf(intake.failure) : undefined;
}

function scoringStatus(
  { series }: Pick<StudyState, 'series'>,
  { slices, run }: FindingsState,
): Sentence | undefined {
  if (series.length === 0) return undefined;
  const { scored, failed, total } = scoringProgress(slices.values());
  if (total === 0) return say('nothingToScore');
  const also = failed === 0 ? '' : say('someFailed', { failed });
  const state = { paused: say('paused'), failed: say('modelNotRunning') };
  const why = run.phase === 'paused' || run.phase === 'failed' ? state[run.phase] : '';
  return say('analysed', { scored, total, failed: also, state: why });
}
