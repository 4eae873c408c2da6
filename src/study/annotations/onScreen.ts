/** Which images on screen can be drawn on, and where on the screen something drawn lies. */
import type { Series, Slice } from '../../dicom/index.ts';
import type { Annotation } from '../../viewport/index.ts';
import { isStack, type Plane } from '../../volume/index.ts';
import { sliceBeside, stepBeside } from '../link.ts';
import { seriesShownBeside } from '../placement.ts';
import { PLANES, type PlanesStore } from '../planes.ts';
import { activeSeries, activeSlice, seriesOf, sliceIndex } from '../selectors.ts';
import type { StudyState, StudyStore } from '../studyTypes.ts';
import type { ViewState, ViewStore } from '../view.ts';
import { cutId, cutOf, type CutId } from './cuts.ts';
import type { AnnotationStore } from './store.ts';

export interface SliceOnScreen {
  /** The slice's own. */
  readonly id: string;
  readonly series: Series;
  readonly slice: Slice;
}

export interface CutOnScreen {
  readonly id: string;
  readonly series: Series;
  readonly plane: Plane;
}

export type ImageOnScreen = SliceOnScreen | CutOnScreen;

export type AnnotationOnScreen = ImageOnScreen & { readonly annotation: Annotation };

interface Stores {
  readonly study: StudyStore;
  readonly view: ViewStore;
  readonly planes: Pick<PlanesStore, 'getState' | 'goTo'>;
  readonly annotations: AnnotationStore;
}

/** That of the image. */
export function imageOnScreen(state: StudyState): SliceOnScreen | undefined {
  return onScreen(activeSeries(state), activeSlice(state));
}

export function onScreen(series: Series | undefined, slice: Slice | undefined): SliceOnScreen | undefined {
  return series && slice && { id: slice.id, series, slice };
}

/** That of the image, and of two series that of the one beside it. */
function slicesOnScreen(
  state: StudyState,
  view: Pick<ViewState, 'layout' | 'besideKey' | 'besideOffset'>,
): readonly SliceOnScreen[] {
  const series = seriesShownBeside(state, view);
  const slice = series?.slices[sliceBeside(state, view, series)?.index ?? -1];
  return [imageOnScreen(state), onScreen(series, slice)].filter((one) => one !== undefined);
}

/** The cut of a plane that is looked at; undefined where there is no volume. */
export function cutOnScreen(
  plane: Plane,
  { study, planes }: Pick<Stores, 'study' | 'planes'>,
): CutOnScreen | undefined {
  const { stack, cuts } = planes.getState();
  const series = activeSeries(study.getState());
  return isStack(stack) && series ? { id: cutId(stack, plane, cuts[plane]), series, plane } : undefined;
}

/** Slices first. */
export function imagesOnScreen(stores: Omit<Stores, 'annotations'>): readonly ImageOnScreen[] {
  const view = stores.view.getState();
  const cuts = view.layout === 'planes' ? PLANES.map((plane) => cutOnScreen(plane, stores)) : [];
  return [...slicesOnScreen(stores.study.getState(), view), ...cuts.filter((one) => one !== undefined)];
}

/** The selected one; undefined where it is on no image on screen. */
export function selectedOnScreen(stores: Stores): AnnotationOnScreen | undefined {
  const { drawn, selected } = stores.annotations.getState();
  if (selected === undefined) return undefined;
  for (const on of imagesOnScreen(stores)) {
    const annotation = drawn.get(on.id)?.find(({ id }) => id === selected);
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
 * Brings an image to the screen on which something has changed: a slice of the series beside the image is shown there, with
 * the nearest of the image's own slices that are linked with it, or alone where none is; a cut beside its series.
 */
export function showChanged(stores: Omit<Stores, 'annotations'>, id: string): void {
  const { study, view } = stores;
  if (imagesOnScreen(stores).some((on) => on.id === id)) return;
  const cut = cutOf(id);
  if (cut) {
    showCut(stores, cut);
    return;
  }
  const state = study.getState();
  const other = seriesShownBeside(state, view.getState());
  const wanted = other?.slices.findIndex((slice) => slice.id === id) ?? -1;
  if (!other || wanted < 0) {
    study.showSlice(id);
    return;
  }
  const here = sliceIndex(state);
  const [linked] = (activeSeries(state)?.slices ?? [])
    .map((slice, index) => ({ id: slice.id, away: Math.abs(index - here) }))
    .filter((slice) => sliceBeside({ ...state, sliceId: slice.id }, view.getState(), other)?.index === wanted)
    .sort((one, another) => one.away - another.away);
  if (linked) study.showSlice(linked.id);
  else stepBeside({ study, view }, wanted - (sliceBeside(state, view.getState(), other)?.index ?? wanted));
}

/** The layout is the reader's from now on, as if chosen by hand. */
function showCut({ study, view, planes }: Omit<Stores, 'annotations'>, { plane, cut, ends }: CutId): void {
  const state = study.getState();
  const series = seriesOf(state.series, ends[0]);
  if (series && series.key !== state.seriesKey) study.selectSeries(series.key);
  view.setState({ layout: 'planes' });
  planes.goTo(plane, cut);
}
