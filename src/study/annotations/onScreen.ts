/** Which slices on screen can be drawn on, and where on the screen something drawn lies. */
import type { Series, Slice } from '../../dicom/index.ts';
import type { Annotation } from '../../viewport/index.ts';
import { sliceBeside, stepBeside } from '../link.ts';
import { seriesShownBeside } from '../placement.ts';
import { activeSeries, activeSlice, sliceIndex } from '../selectors.ts';
import type { StudyState, StudyStore } from '../studyTypes.ts';
import type { ViewState, ViewStore } from '../view.ts';
import type { AnnotationStore } from './store.ts';

export interface SliceOnScreen {
  readonly series: Series;
  readonly slice: Slice;
}

export interface AnnotationOnScreen extends SliceOnScreen {
  readonly annotation: Annotation;
}

interface Stores {
  readonly study: StudyStore;
  readonly view: ViewStore;
  readonly annotations: AnnotationStore;
}

/** That of the image. */
export function imageOnScreen(state: StudyState): SliceOnScreen | undefined {
  const [series, slice] = [activeSeries(state), activeSlice(state)];
  return series && slice && { series, slice };
}

/** That of the image, and of two series that of the one beside it. */
export function slicesOnScreen(
  state: StudyState,
  view: Pick<ViewState, 'layout' | 'besideKey' | 'besideOffset'>,
): readonly SliceOnScreen[] {
  const series = seriesShownBeside(state, view);
  const slice = series?.slices[sliceBeside(state, view, series)?.index ?? -1];
  return [imageOnScreen(state), series && slice && { series, slice }].filter((one) => one !== undefined);
}

/** The selected one; undefined where it is on no slice on screen. */
export function selectedOnScreen({ study, view, annotations }: Stores): AnnotationOnScreen | undefined {
  const { slices, selected } = annotations.getState();
  if (selected === undefined) return undefined;
  for (const on of slicesOnScreen(study.getState(), view.getState())) {
    const annotation = slices.get(on.slice.id)?.find(({ id }) => id === selected);
    if (annotation) return { ...on, annotation };
  }
  return undefined;
}

/** What has left the screen is selected no longer, and nothing is typed of it; nor of anything once there is no image. */
export function letGoOfHidden(stores: Stores): void {
  const { study, view, annotations } = stores;
  if (!imageOnScreen(study.getState())) view.setState({ entry: undefined });
  if (selectedOnScreen(stores)) return;
  annotations.select(undefined);
  leaveAnnotation(view);
}

/** What is typed beside an annotation is typed beside the one that was selected, and no other. */
export function leaveAnnotation(view: ViewStore): void {
  if (view.getState().entry === 'annotation') view.setState({ entry: undefined });
}

/**
 * Brings a slice to the screen on which something has changed: a slice of the series beside the image is shown there, with
 * the nearest of the image's own slices that are linked with it, or alone where none is.
 */
export function showChanged({ study, view }: Omit<Stores, 'annotations'>, sliceId: string): void {
  const state = study.getState();
  if (slicesOnScreen(state, view.getState()).some(({ slice }) => slice.id === sliceId)) return;
  const other = seriesShownBeside(state, view.getState());
  const wanted = other?.slices.findIndex(({ id }) => id === sliceId) ?? -1;
  if (!other || wanted < 0) {
    study.showSlice(sliceId);
    return;
  }
  const here = sliceIndex(state);
  const [linked] = (activeSeries(state)?.slices ?? [])
    .map(({ id }, index) => ({ id, away: Math.abs(index - here) }))
    .filter(({ id }) => sliceBeside({ ...state, sliceId: id }, view.getState(), other)?.index === wanted)
    .sort((one, another) => one.away - another.away);
  if (linked) study.showSlice(linked.id);
  else stepBeside({ study, view }, wanted - (sliceBeside(state, view.getState(), other)?.index ?? wanted));
}
