/** Coronal and sagittal cuts in viewports of their own, and the lines by which they and the axial image find each other. */
import type { HounsfieldFrame } from '../dicom/index.ts';
import {
  drawnBy,
  kindFacts,
  type CrossLine,
  type DragTool,
  type Viewport,
  type ViewportEvent,
} from '../viewport/index.ts';
import {
  cutAtPixel,
  cutShape,
  isStack,
  layerAtRow,
  pixelOfCut,
  rowOfLayer,
  throughAxis,
  type Layer,
  type Plane,
  type Stack,
} from '../volume/index.ts';
import { drawOn } from './annotations/drawOn.ts';
import { cutOnScreen, letGoOfHidden } from './annotations/onScreen.ts';
import type { AnnotationStore } from './annotations/store.ts';
import { followView } from './followView.ts';
import { PLANES, type PlanesState, type PlanesStore } from './planes.ts';
import { resetForSeries } from './resetForSeries.ts';
import { activeSlice } from './selectors.ts';
import type { StudyState, StudyStore } from './studyTypes.ts';
import type { ViewStore } from './view.ts';
import { voiOf } from './voi.ts';

const COLOURS: Readonly<Record<Plane | 'axial', string>> = {
  axial: '#6cb2eb',
  coronal: '#7fd38a',
  sagittal: '#f0a36c',
};

interface Stores {
  readonly study: StudyStore;
  readonly view: ViewStore;
  readonly planes: PlanesStore;
  readonly annotations: AnnotationStore;
}

/**
 * What a tool does on a cut. A hematoma's volume is counted on slices; while files come, the cuts are of other slices from
 * one moment to the next, and what is drawn would stay with those before. The pointer says where a drag does nothing.
 */
export function toolOnCut(tool: DragTool, { intake }: Pick<StudyState, 'intake'>): DragTool | undefined {
  const kind = drawnBy(tool);
  return kind && (!kindFacts[kind].onCuts || intake.phase === 'reading') ? undefined : tool;
}

/**
 * Keeps a viewport on a cut: wheel goes through the cuts, a click or a dragged line goes to slice and cut, the window is the
 * study's, and what is drawn stays with the cut.
 */
export function showPlane(viewport: Viewport, plane: Plane, stores: Stores): () => void {
  const { study, view, planes } = stores;
  const drawing = drawOn(viewport, stores, () => cutOnScreen(plane, stores));
  let shown: { readonly id: string; readonly frame: HounsfieldFrame } | undefined;
  const show = () => {
    const slice = activeSlice(study.getState());
    const cut = planes.image(plane);
    const on = cutOnScreen(plane, stores);
    if (!cut || !slice || !on) {
      viewport.clear();
      shown = undefined;
      letGoOfHidden(stores);
      return;
    }
    const { frame, geometry } = cut;
    setWindow();
    // The other plane may have moved: what is drawn here keeps focus and grip.
    if (shown?.id !== on.id || shown.frame !== frame) {
      viewport.show({ id: on.id, frame, geometry });
      shown = { id: on.id, frame };
      drawing.show();
    }
    letGoOfHidden(stores);
    lines();
  };
  const setWindow = () => {
    const { window } = study.getState();
    const slice = activeSlice(study.getState());
    const cut = planes.image(plane);
    if (cut && slice) viewport.setVoi(voiOf(window, slice, cut.frame));
  };
  const lines = () => {
    const { stack, cuts } = planes.getState();
    viewport.setCrossLines(isStack(stack) ? linesOnCut(stack, plane, cuts, layerOf(stack, study)) : []);
  };
  const followHand = (event: ViewportEvent) => {
    const { stack, cuts } = planes.getState();
    if (event.kind === 'scroll') planes.goTo(plane, cuts[plane] + event.slices);
    if (event.kind === 'voi') study.setVoi(event.voi);
    if (event.kind === 'drawing') study.stay();
    if (!isStack(stack)) return;
    const other = plane === 'coronal' ? 'sagittal' : 'coronal';
    if (event.kind === 'click' || (event.kind === 'line' && event.line === 'axial')) {
      const layer = layerAtRow(stack, plane, event.at.y - 0.5);
      if (layer) study.showSlice(layer.sliceId);
    }
    if (event.kind === 'click' || (event.kind === 'line' && event.line === other)) {
      planes.goTo(other, event.at.x - 0.5);
    }
  };
  const toolHere = (tool: DragTool) => toolOnCut(tool, study.getState());
  const ends = [
    resetForSeries(viewport, { study, view }),
    followView(viewport, { pane: plane, toolHere }, view),
    drawing.end,
    planes.subscribe(show),
    study.subscribe((state, before) => {
      // The file's own window can be another with each slice.
      if (state.window !== before.window || state.sliceId !== before.sliceId) setWindow();
      if (state.sliceId !== before.sliceId) lines();
      if (state.intake.phase !== before.intake.phase)
        viewport.setDragTool(toolHere(view.getState().dragTool));
    }),
    view.subscribe((state, before) => {
      if (state.slab !== before.slab) show();
    }),
    viewport.subscribe(followHand),
  ];
  show();
  return () => {
    ends.forEach((end) => end());
    letGoOfHidden(stores);
  };
}

/** Draws where the cuts lie into the axial image, and moves them there with a click or by their lines. */
export function crossAxial(
  viewport: Viewport,
  { study, planes }: Pick<Stores, 'study' | 'planes'>,
): () => void {
  const draw = () => {
    const { stack, cuts } = planes.getState();
    const layer = isStack(stack) ? layerOf(stack, study) : undefined;
    viewport.setCrossLines(isStack(stack) && layer ? linesOnLayer(stack, cuts, layer) : []);
  };
  const ends = [
    planes.subscribe(draw),
    study.subscribe((state: StudyState, before) => {
      if (state.sliceId !== before.sliceId) draw();
    }),
    viewport.subscribe((event) => {
      const { stack } = planes.getState();
      if ((event.kind !== 'click' && event.kind !== 'line') || !isStack(stack)) return;
      const layer = layerOf(stack, study);
      if (!layer) return;
      for (const plane of PLANES) {
        if (event.kind === 'line' && event.line !== plane) continue;
        const pixel = event.at[throughAxis(stack, plane)] - 0.5;
        planes.goTo(plane, cutAtPixel(stack, plane, pixel, layer));
      }
    }),
  ];
  draw();
  return () => {
    ends.forEach((end) => end());
    viewport.setCrossLines([]);
  };
}

function layerOf({ layers }: Stack, study: StudyStore): Layer | undefined {
  const { sliceId } = study.getState();
  return layers.find((layer) => layer.sliceId === sliceId);
}

function linesOnLayer(stack: Stack, cuts: PlanesState['cuts'], layer: Layer): CrossLine[] {
  return PLANES.map((plane) => {
    const through = throughAxis(stack, plane);
    const at = { [through]: pixelOfCut(stack, plane, cuts[plane], layer) + 0.5 };
    return {
      name: plane,
      from: { x: 0, y: 0, ...at },
      to: { x: stack.columns, y: stack.rows, ...at },
      colour: COLOURS[plane],
    };
  });
}

function linesOnCut(
  stack: Stack,
  plane: Plane,
  cuts: PlanesState['cuts'],
  layer: Layer | undefined,
): CrossLine[] {
  const { columns, rows } = cutShape(stack, plane);
  const other: Plane = plane === 'coronal' ? 'sagittal' : 'coronal';
  const x = cuts[other] + 0.5;
  const y = layer && rowOfLayer(stack, plane, layer) + 0.5;
  return [
    { name: other, from: { x, y: 0 }, to: { x, y: rows }, colour: COLOURS[other] },
    ...(y === undefined
      ? []
      : [{ name: 'axial', from: { x: 0, y }, to: { x: columns, y }, colour: COLOURS.axial }]),
  ];
}
