/**
 * One viewport: it keeps what is wanted (image, window, zoom, pan), and once a screen frame tells what the hand did and
 * draws what has changed.
 */
import { hounsfield, type Hounsfield, type ImagePixel } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import { followHand } from './gestures.ts';
import { draggedSlices, draggedWindow } from './hand.ts';
import { createOverlay } from './overlay.ts';
import { followPane } from './pane.ts';
import { windowerOf, type Windower } from './picture.ts';
import { firstWindow, isUsableWindow } from './presets.ts';
import { snapshot } from './snapshot.ts';
import { createStage, type ScreenPane } from './stage.ts';
import type { DragTool, Viewport, ViewportEvent } from './types.ts';
import * as views from './view.ts';

const CURSORS: Record<DragTool, string> = {
  window: 'crosshair',
  pan: 'grab',
  zoom: 'zoom-in',
  scroll: 'ns-resize',
};

/**
 * Shows images in an element that has a size of its own; what is put into it is taken out again by `destroy`.
 * @throws {HemolensError} `viewport/no-canvas` where the browser gives no canvas
 */
export function createViewport(host: HTMLElement): Viewport {
  const overlay = createOverlay();
  const stage = createStage({ onFrame, onFailure: (error) => complain(root, error.message) });
  const root = document.createElement('div');
  root.style.cssText =
    'position:relative;width:100%;height:100%;overflow:hidden;background:#000;user-select:none';
  root.style.cursor = CURSORS.window;
  root.append(stage.element, ...overlay.elements);
  host.append(root);

  const listeners = new Set<(event: ViewportEvent) => void>();
  let pane: ScreenPane = { width: 0, height: 0, deviceWidth: 0, deviceHeight: 0 };
  let frame: HounsfieldFrame | undefined;
  let windower: Windower | undefined;
  let shape: views.ImageShape | undefined;
  let view: views.View = { scale: 1, pan: { x: 0, y: 0 } };
  let fitting = true;
  let voi = firstWindow;
  let dragFrom = voi;
  let tool: DragTool = 'window';
  let pointer: views.Point | undefined;

  const stale = { pane: false, picture: false, view: false };
  const untold = { voi: false, slices: 0 };
  const told: { scale: number | undefined; probe: Probe } = { scale: undefined, probe: nothing };

  function look(next: views.View, fits = false): void {
    view = next;
    fitting = fits;
    stale.view = true;
  }

  function refit(): void {
    fitting = true;
    if (shape && pane.width > 0 && pane.height > 0) look(views.fitView(pane, shape), true);
  }

  function zoom(factor: number, at: views.Point): void {
    if (frame) look(views.zoomView(view, pane, factor, at));
  }

  function pan(by: views.Point): void {
    if (frame && shape) look(views.panView(view, pane, shape, by));
  }

  const paneFollower = followPane(root, (next) => {
    pane = next;
    stale.pane = true;
    stale.view = true;
    if (fitting) refit();
  });

  const letGo = followHand(root, {
    dragTool: () => tool,
    onWindowStart: () => (dragFrom = voi),
    onWindow({ x, y }) {
      if (!frame) return;
      voi = draggedWindow(dragFrom, x, y);
      stale.picture = true;
      untold.voi = true;
    },
    onScrollDrag: ({ fromY, toY }) => (untold.slices += draggedSlices(toY) - draggedSlices(fromY)),
    onScroll: (slices) => (untold.slices += slices),
    onPan: pan,
    onZoom: zoom,
    onFit: refit,
    onHover: (at) => (pointer = at),
  });

  function emit(event: ViewportEvent): void {
    for (const listener of listeners) listener(event);
  }

  /** Before drawing, so that the slice a listener shows in answer is drawn within the same frame. */
  function tell(): void {
    if (untold.slices !== 0) {
      const slices = untold.slices;
      untold.slices = 0;
      emit({ kind: 'scroll', slices });
    }
    if (untold.voi) {
      untold.voi = false;
      emit({ kind: 'voi', voi });
    }
    if (frame && pane.width > 0 && view.scale !== told.scale) {
      told.scale = view.scale;
      emit({ kind: 'view', scale: view.scale });
    }
    const probe = frame && shape && pointer ? probeAt(frame, shape, pointer) : nothing;
    if (!sameProbe(probe, told.probe)) {
      told.probe = probe;
      emit({ kind: 'probe', ...probe });
    }
  }

  function probeAt(image: HounsfieldFrame, of: views.ImageShape, at: views.Point): Probe {
    const { x, y } = views.imagePointAt(views.placementOf(view, pane, of), at);
    const inside = x >= 0 && y >= 0 && x < image.columns && y < image.rows;
    const value = inside ? image.values[Math.floor(y) * image.columns + Math.floor(x)] : undefined;
    return value === undefined ? nothing : { at: { x, y }, value: hounsfield(value) };
  }

  function onFrame(): void {
    paneFollower.check();
    tell();
    if (!(pane.width > 0 && pane.height > 0)) return;
    if (stale.pane) stage.resize(pane);
    stale.pane = false;
    if (!windower || !shape || !(stale.picture || stale.view)) return;
    stage.draw(shape, view, stale.picture ? windower(voi) : undefined);
    overlay.place(views.placementOf(view, pane, shape));
    stale.picture = false;
    stale.view = false;
  }

  return {
    show(image) {
      const next = views.shapeOf(image.frame, image.geometry);
      const fresh = !shape || !views.sameShape(shape, next);
      shape = next;
      if (image.frame !== frame) windower = windowerOf(image.frame);
      frame = image.frame;
      stale.picture = true;
      stale.view = true;
      overlay.setShape(next);
      if (fresh) refit();
    },
    clear() {
      frame = undefined;
      windower = undefined;
      stage.clear();
      overlay.setShape(undefined);
    },
    setVoi(next) {
      if (!isUsableWindow(next)) return;
      stale.picture ||= next.center !== voi.center || next.width !== voi.width || next.shape !== voi.shape;
      voi = next;
    },
    setDragTool(next) {
      tool = next;
      root.style.cursor = CURSORS[next];
    },
    zoomBy: (factor) => zoom(factor, { x: pane.width / 2, y: pane.height / 2 }),
    fit: refit,
    setEvidence: (evidence) => overlay.setEvidence(evidence),
    picture: () => snapshot(root),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      listeners.clear();
      letGo();
      paneFollower.stop();
      stage.destroy();
      root.remove();
    },
  };
}

interface Probe {
  readonly at: { x: ImagePixel; y: ImagePixel } | undefined;
  readonly value: Hounsfield | undefined;
}

const nothing: Probe = { at: undefined, value: undefined };

function sameProbe(a: Probe, b: Probe): boolean {
  return a.at?.x === b.at?.x && a.at?.y === b.at?.y && a.value === b.value;
}

function complain(root: HTMLElement, sentence: string): void {
  const line = document.createElement('p');
  line.setAttribute('role', 'alert');
  line.textContent = sentence;
  line.style.cssText =
    'position:absolute;inset:0;margin:auto;height:3em;padding:0 2em;text-align:center;color:#fff';
  root.append(line);
}
