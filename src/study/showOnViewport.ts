import type { HounsfieldFrame } from '../dicom/index.ts';
import type { ViewportEvent, ViewportImage, Viewport } from '../viewport/index.ts';
import { sliceSpacing } from './annotations/spacing.ts';
import type { AnnotationStore } from './annotations/store.ts';
import { evidenceOverlay } from './evidence.ts';
import type { FindingsState, FindingsStore } from './findingsTypes.ts';
import type { PlanesStore } from './planes.ts';
import { activeSeries, activeSlice } from './selectors.ts';
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

/**
 * Keeps a viewport in step with the stores, and the stores with the hand on the viewport; the only place that knows
 * both. The viewport is told of changes only: it draws for every call.
 * @returns what ends it
 */
export function showOnViewport(viewport: Viewport, stores: Stores): () => void {
  const { study, findings, view, annotations, planes } = stores;
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
    const series = activeSeries(state);
    const image: ViewportImage = {
      id: slice.id,
      frame,
      geometry: slice.geometry,
      sliceSpacing: series && sliceSpacing(series),
    };
    const picture = `${state.generation} ${slice.id}`;
    // The window goes first, so that a new image is never drawn in the window of the one before.
    viewport.setVoi(voiOf(state.window, slice, frame));
    // A slice taken as a slab is another picture of it.
    if (picture !== shown || frame !== shownFrame) {
      viewport.show(image);
      showAnnotations();
    }
    shown = picture;
    shownFrame = frame;
  }

  function showAnnotations(): void {
    const { slices, selected } = annotations.getState();
    viewport.setAnnotations(slices.get(study.getState().sliceId ?? '') ?? [], selected);
  }

  function showEvidence(state: StudyState, { slices }: FindingsState, how: ViewState): void {
    const finding = slices.get(state.sliceId ?? '');
    const wanted = how.evidence === 'shown' && finding?.state === 'scored';
    viewport.setEvidence(wanted ? evidenceOverlay(finding.score, how.evidenceClass) : undefined);
  }

  /** It is gone from the screen, and with it what was being typed of it. */
  function letGoOfAnnotation(): void {
    annotations.select(undefined);
    if (view.getState().entry === 'annotation') view.setState({ entry: undefined });
  }

  const evidenceNow = () => showEvidence(study.getState(), findings.getState(), view.getState());
  const ends = [
    study.subscribe((state, before) => {
      const moved = state.sliceId !== before.sliceId || state.generation !== before.generation;
      if (moved || state.window !== before.window || (shown === undefined && state.series.length > 0)) {
        showImage(state);
      }
      if (moved) evidenceNow();
      if (moved) letGoOfAnnotation();
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
      if (state.dragTool !== before.dragTool) viewport.setDragTool(state.dragTool);
      if (state.windowSensitivity !== before.windowSensitivity) {
        viewport.setWindowSensitivity(state.windowSensitivity);
      }
      if (state.inverted !== before.inverted) viewport.setInverted(state.inverted);
      if (state.magnifier !== before.magnifier) viewport.setMagnifier(state.magnifier === 'shown');
      if (state.evidence !== before.evidence || state.evidenceClass !== before.evidenceClass) evidenceNow();
    }),
    annotations.subscribe((state, before) => {
      if (state.slices !== before.slices || state.selected !== before.selected) showAnnotations();
    }),
    viewport.subscribe((event) => followHand(event, stores)),
  ];
  const { dragTool, windowSensitivity, inverted, magnifier } = view.getState();
  viewport.setDragTool(dragTool);
  viewport.setWindowSensitivity(windowSensitivity);
  viewport.setInverted(inverted);
  viewport.setMagnifier(magnifier === 'shown');
  showImage(study.getState());
  evidenceNow();
  return () => ends.forEach((end) => end());
}

function followHand(event: ViewportEvent, { study, view, annotations }: Stores): void {
  switch (event.kind) {
    case 'voi':
      study.setVoi(event.voi);
      break;
    case 'scroll':
      study.step(event.slices);
      break;
    case 'view':
      view.setState({ scale: event.scale, attitude: event.attitude });
      break;
    case 'annotation':
      annotations.put(event.image, event.annotation, event.gesture);
      break;
    case 'annotation-selected':
      annotations.select(event.id);
      break;
    case 'annotation-edit':
      annotations.select(event.id);
      view.setState({ entry: 'annotation' });
      break;
    case 'look':
    case 'click':
      // Of use to what stands beside: `beside.ts`, `planes.ts`.
      break;
    case 'probe':
      view.setState({ probe: event.at && { ...event.at, value: event.value } });
      break;
  }
}
