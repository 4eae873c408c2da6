import type { HounsfieldFrame, VoiWindow } from '../dicom/index.ts';
import type { ViewportEvent, ViewportImage, Viewport, WindowPreset } from '../viewport/index.ts';
import { drawOn } from './annotations/drawOn.ts';
import { imageOnScreen, letGoOfHidden } from './annotations/onScreen.ts';
import type { AnnotationStore } from './annotations/store.ts';
import { evidenceOverlay } from './evidence.ts';
import type { FindingsState, FindingsStore } from './findingsTypes.ts';
import { followView } from './followView.ts';
import { keepOwnWindow } from './paneWindow.ts';
import type { PlanesStore } from './planes.ts';
import { resetForSeries } from './resetForSeries.ts';
import { activeSlice } from './selectors.ts';
import type { StudyState, StudyStore } from './studyTypes.ts';
import type { ViewState, ViewStore } from './view.ts';
import { voiOf } from './voi.ts';

interface Stores {
  readonly study: StudyStore;
  readonly findings: FindingsStore;
  readonly view: ViewStore;
  readonly annotations: AnnotationStore;
  readonly planes: PlanesStore;
}

/** A pane beside the image, of the same slice. Its window is changed by a drag there for as long as the pane stands. */
export interface WindowBeside {
  readonly pane: WindowPreset['id'];
  readonly window: VoiWindow;
}

/**
 * Keeps a viewport in step with the stores, and the stores with the hand on the viewport; the only place that knows
 * both. The viewport is told of changes only: it draws for every call.
 * @param beside  where the viewport is not the image's own: annotations and evidence are the slice's, in whichever window
 * @returns what ends it
 */
export function showOnViewport(viewport: Viewport, stores: Stores, beside?: WindowBeside): () => void {
  const { study, findings, view, planes } = stores;
  let shown: string | undefined;
  let shownFrame: HounsfieldFrame | undefined;

  function showImage(state: StudyState): void {
    const slice = activeSlice(state);
    const frame = slice && planes.frames.get(slice.id);
    if (!slice || !frame) {
      if (shown !== undefined) viewport.clear();
      shown = undefined;
      return;
    }
    const image: ViewportImage = { id: slice.id, frame, geometry: slice.geometry };
    const picture = `${state.generation} ${slice.id}`;
    // The window goes first, so that a new image is never drawn in the window of the one before.
    if (!beside) viewport.setVoi(voiOf(state.window, slice, frame));
    // A slice taken as a slab is another picture of it.
    if (picture !== shown || frame !== shownFrame) {
      viewport.show(image);
      drawing.show();
    }
    shown = picture;
    shownFrame = frame;
  }

  function showEvidence(
    { sliceId = '' }: StudyState,
    { slices, manifest }: FindingsState,
    how: ViewState,
  ): void {
    const finding = slices.get(sliceId);
    const frame = study.frames.get(sliceId);
    const wanted = how.evidence === 'shown' && finding?.state === 'scored' && frame && manifest;
    viewport.setEvidence(
      wanted ? evidenceOverlay(finding.score, how.evidenceClass, frame, manifest.preprocessing) : undefined,
    );
  }

  const evidenceNow = () => showEvidence(study.getState(), findings.getState(), view.getState());
  const drawing = drawOn(viewport, stores, () => imageOnScreen(study.getState()));
  const ends = [
    drawing.end,
    resetForSeries(viewport, stores),
    followView(viewport, { pane: beside?.pane ?? 'image' }, view),
    study.subscribe((state, before) => {
      const moved = state.sliceId !== before.sliceId || state.generation !== before.generation;
      if (moved || state.window !== before.window || (shown === undefined && state.series.length > 0)) {
        showImage(state);
      } else if (state.series !== before.series) drawing.showStack();
      if (moved) evidenceNow();
      if (moved) letGoOfHidden(stores);
    }),
    findings.subscribe((state, before) => {
      const id = study.getState().sliceId ?? '';
      if (state.slices.get(id) !== before.slices.get(id)) evidenceNow();
    }),
    planes.subscribe((state, before) => {
      if (state.stack !== before.stack && view.getState().slab) showImage(study.getState());
    }),
    view.subscribe((state, before) => {
      if (state.slab !== before.slab) showImage(study.getState());
      if (state.evidence !== before.evidence || state.evidenceClass !== before.evidenceClass) evidenceNow();
    }),
    viewport.subscribe((event) => {
      if (event.kind === 'scroll') study.step(event.slices);
      if (event.kind === 'drawing') study.stay();
      if (!beside) followLead(event, stores);
    }),
  ];
  if (beside) {
    const { pane, window } = beside;
    const showWindow = () => viewport.setVoi(view.getState().paneWindows[pane] ?? window);
    ends.push(keepOwnWindow(viewport, pane, view, () => true, showWindow));
    showWindow();
  }
  showImage(study.getState());
  evidenceNow();
  return () => ends.forEach((end) => end());
}

/** The page's window, zoom and attitude are those of the image's own pane. */
function followLead(event: ViewportEvent, { study, view }: Stores): void {
  if (event.kind === 'voi') study.setVoi(event.voi);
  if (event.kind === 'view') view.setState({ scale: event.scale, attitude: event.attitude });
}
