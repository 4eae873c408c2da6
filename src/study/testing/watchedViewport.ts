/** A viewport that writes down what it is told, and a hand on it. */
import type { HounsfieldFrame } from '../../dicom/index.ts';
import { upright, type Viewport, type ViewportEvent } from '../../viewport/index.ts';

export function watchedViewport() {
  const told: string[] = [];
  const frames: HounsfieldFrame[] = [];
  const listeners = new Set<(event: ViewportEvent) => void>();
  const viewport: Viewport = {
    show({ id, frame }) {
      told.push(`show ${id}`);
      frames.push(frame);
    },
    clear: () => told.push('clear'),
    setVoi: ({ center, width }) => told.push(`window ${center}/${width}`),
    voi: () => ({ center: 40, width: 80, shape: 'LINEAR', name: undefined }),
    setDragTool: (tool) => told.push(`drag ${tool ?? 'nothing'}`),
    setWindowSensitivity: (factor) => told.push(`sensitivity ${factor}`),
    setInverted: (inverted) => told.push(inverted ? 'inverted' : 'not inverted'),
    setMagnifier: (wanted) => told.push(wanted ? 'magnifier' : 'no magnifier'),
    zoomBy: () => undefined,
    panBy: () => undefined,
    windowBy: () => undefined,
    turn: () => undefined,
    resetView: () => told.push('as stored'),
    look: () => ({ view: { scale: 1, pan: { x: 0, y: 0 }, attitude: upright }, fits: true }),
    setLook: ({ view }) => told.push(`scale ${view.scale}${view.attitude.mirrored ? ' mirrored' : ''}`),
    setCrossLines: () => undefined,
    fit: () => undefined,
    retell: () => undefined,
    draw: () => undefined,
    setAnnotations: (annotations) => told.push(`${annotations.length} annotations`),
    setStack: (stack) => told.push(stack ? `slice ${stack.index} of ${stack.steps.length + 1}` : 'no stack'),
    placeAnnotation: () => undefined,
    stopDrawing: () => undefined,
    pointBy: () => undefined,
    stopPointing: () => false,
    forgetPointer: () => undefined,
    setEvidence: (overlay) => told.push(overlay ? 'evidence' : 'no evidence'),
    picture: () => Promise.reject(new Error('nothing is drawn here')),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy: () => undefined,
  };
  const hand = (event: ViewportEvent) => listeners.forEach((listener) => listener(event));
  return { viewport, told, frames, hand };
}
