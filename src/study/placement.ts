/** Where a series is put: in the image, or beside it. */
import { studyKey, type Series } from '../dicom/index.ts';
import { comparePatients } from './openStudies.ts';
import { activeSeries } from './selectors.ts';
import type { StudyState, StudyStore } from './studyTypes.ts';
import type { ViewState, ViewStore } from './view.ts';

interface Stores {
  readonly study: StudyStore;
  readonly view: ViewStore;
}

/** Series that can stand beside the one on screen: of its own study first, then of its patient, then the others. */
export function seriesToCompare(state: StudyState): readonly Series[] {
  const active = activeSeries(state);
  if (!active) return [];
  const distance = (series: Series) =>
    studyKey(series) === studyKey(active)
      ? 0
      : comparePatients(series.patient, active.patient) === 'same'
        ? 1
        : 2;
  return state.series
    .filter(({ key }) => key !== active.key)
    .map((series, index) => ({ series, index, distance: distance(series) }))
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .map(({ series }) => series);
}

/** The one the reader chose, else the nearest of its study or patient; undefined where there is no other. */
export function seriesBeside(
  state: StudyState,
  { besideKey }: Pick<ViewState, 'besideKey'>,
): Series | undefined {
  const others = seriesToCompare(state);
  return others.find(({ key }) => key === besideKey) ?? others[0];
}

/** The one that stands beside the image now; undefined where there are not two panes. */
export function seriesShownBeside(
  state: StudyState,
  view: Pick<ViewState, 'layout' | 'besideKey'>,
): Series | undefined {
  return view.layout === 'two' ? seriesBeside(state, view) : undefined;
}

/** Into the image; what stood there goes beside it, where this one stood there. */
export function putOnScreen({ study, view }: Stores, key: string): void {
  const state = study.getState();
  if (seriesShownBeside(state, view.getState())?.key === key) view.setState({ besideKey: state.seriesKey });
  study.selectSeries(key);
}

/**
 * Beside the image, in two panes from now on. The one on screen changes places with the one beside it.
 * @returns  whether there is another series to stand beside this one
 */
export function putBeside({ study, view }: Stores, key: string): boolean {
  const state = study.getState();
  const other = seriesBeside(state, view.getState());
  if (!other || !state.series.some((series) => series.key === key)) return false;
  if (key === state.seriesKey) study.selectSeries(other.key);
  view.setState({ layout: 'two', besideKey: key });
  return true;
}

/** The next of those that can stand beside the image; the first where two panes are not shown yet. */
export function putNextBeside({ study, view }: Stores): boolean {
  const state = study.getState();
  const others = seriesToCompare(state);
  const now = seriesShownBeside(state, view.getState());
  const next = others[(others.findIndex(({ key }) => key === now?.key) + 1) % Math.max(1, others.length)];
  return next !== undefined && putBeside({ study, view }, next.key);
}
