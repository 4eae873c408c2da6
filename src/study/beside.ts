/** Another series beside the image: the slice that is linked with the one on screen, lying as that one does. */
import type { HounsfieldFrame, Series, Slice } from '../dicom/index.ts';
import type { Viewport } from '../viewport/index.ts';
import { drawOn } from './annotations/drawOn.ts';
import { letGoOfHidden, onScreen } from './annotations/onScreen.ts';
import type { AnnotationStore } from './annotations/store.ts';
import { followView } from './followView.ts';
import { sliceBeside, stepBeside } from './link.ts';
import { lookBeside, type LookGroup } from './looks.ts';
import { keepOwnWindow, sharesWindow, windowOfOther } from './paneWindow.ts';
import type { PlanesStore } from './planes.ts';
import { activeSeries, activeSlice } from './selectors.ts';
import type { StudyStore } from './studyTypes.ts';
import type { ViewStore } from './view.ts';
import { voiOf } from './voi.ts';

interface Stores {
  readonly study: StudyStore;
  readonly view: ViewStore;
  readonly annotations: AnnotationStore;
  readonly planes: PlanesStore;
  readonly looks: LookGroup;
}

/**
 * Shows the slice of another series that is linked with the one on screen; going through it goes through that one too, but
 * for a hand that wants this one alone. Zoom and pan are those of the image, in millimetres; flips and turns are its own.
 * A viewport is of one such series: it stays as it lies while the one on screen changes.
 */
export function showOtherSeries(viewport: Viewport, key: string, stores: Stores): () => void {
  const { study, view, planes, looks } = stores;
  let shown: Slice | undefined;
  let shownFrame: HounsfieldFrame | undefined;
  let shownSeries: Series | undefined;
  let image: Slice | undefined;
  const seriesNow = () => study.getState().series.find((series) => series.key === key);
  const drawing = drawOn(viewport, stores, () => onScreen(shownSeries, shown));
  const show = () => {
    const state = study.getState();
    const other = seriesNow();
    const index = other && sliceBeside(state, view.getState(), other)?.index;
    const slice = index === undefined ? undefined : other?.slices[index];
    const frame = slice && planes.frames.get(slice.id);
    const before = { shown, shownFrame, shownSeries, image };
    image = activeSlice(state);
    shownSeries = other;
    if (!other || !slice || !frame) {
      viewport.clear();
      shown = undefined;
      letGoOfHidden(stores);
      return;
    }
    shown = slice;
    shownFrame = frame;
    const choice = windowOfOther(
      activeSeries(state),
      other,
      state.window,
      view.getState().paneWindows.series,
    );
    viewport.setVoi(voiOf(choice, slice, frame));
    // A slice taken as a slab is another picture of it.
    if (shown !== before.shown || shownFrame !== before.shownFrame) {
      viewport.show({ id: slice.id, frame, geometry: slice.geometry });
      drawing.show();
      letGoOfHidden(stores);
    } else if (shownSeries !== before.shownSeries) drawing.showStack();
    // Of a tilted series beside one that is not, each slice lies elsewhere.
    if (shown !== before.shown || image !== before.image) looks.follow(viewport);
  };
  const hasOwnWindow = () =>
    shownSeries !== undefined && !sharesWindow(activeSeries(study.getState()), shownSeries);
  const ends = [
    keepOwnWindow(viewport, 'series', view, hasOwnWindow, () => show()),
    followView(viewport, { pane: 'series' }, view),
    drawing.end,
    looks.join(viewport, {
      toImage: (look, { view: { attitude } }) => shown && image && lookBeside(look, shown, image, attitude),
      fromImage: (look) => shown && image && lookBeside(look, image, shown, viewport.look().view.attitude),
    }),
    study.subscribe(show),
    view.subscribe((state, before) => {
      if (state.besideOffset !== before.besideOffset || state.slab !== before.slab) show();
    }),
    viewport.subscribe((event) => {
      if (event.kind === 'scroll' && event.alone) stepBeside({ study, view }, event.slices);
      else if (event.kind === 'scroll') study.step(event.slices);
      if (event.kind === 'drawing') study.stay();
      if (event.kind === 'voi' && !hasOwnWindow()) study.setVoi(event.voi);
    }),
  ];
  show();
  return () => {
    ends.forEach((end) => end());
    letGoOfHidden(stores);
  };
}
