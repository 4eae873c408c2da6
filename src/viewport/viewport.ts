/** One viewport: it keeps what is wanted (image, window, zoom, pan, flips and turns), and in a frame tells and draws changes. */
import { isUsableWindow, type HounsfieldFrame, type VoiWindow } from '../dicom/index.ts';
import { createPen } from './annotations/pen.ts';
import { drawnBy } from './annotations/types.ts';
import { upright } from './attitude.ts';
import { followHand } from './gestures.ts';
import { draggedSlices, draggedWindow } from './hand.ts';
import { complain } from './complaint.ts';
import { cursorOf } from './cursor.ts';
import { createCrossLines } from './crossLines.ts';
import { inNextFrame, notInNextFrame } from './nextFrame.ts';
import { createLooking } from './looking.ts';
import { createMagnifier } from './magnifier.ts';
import { createOverlay } from './overlay.ts';
import { followPane } from './pane.ts';
import { windowerOf, type Picture, type Windower } from './picture.ts';
import { createPointer } from './pointer.ts';
import { createPointerCross } from './pointerCross.ts';
import { firstWindow } from './presets.ts';
import { snapshot } from './snapshot.ts';
import { createStage, type ScreenPane } from './stage.ts';
import { createTelling } from './telling.ts';
import type { DragTool, Tell, Viewport, ViewportEvent } from './types.ts';
import * as views from './view.ts';

/**
 * Shows images in an element that has a size of its own; what is put into it is taken out again by `destroy`.
 * @param inWords  in which language the words on the image are; English where left out
 * @throws {HemolensError} `viewport/no-canvas` where the browser gives no canvas
 */
export function createViewport(host: HTMLElement, inWords: Tell = ({ text }) => text): Viewport {
  const overlay = createOverlay(inWords);
  const stage = createStage({
    onReady: tellSoon,
    onFailure: (error) => complain(root, error.said ? inWords(error.said) : error.message),
  });
  const root = document.createElement('div');
  root.style.cssText =
    'position:relative;width:100%;height:100%;overflow:hidden;background:#000;user-select:none';
  root.style.cursor = cursorOf('window');
  const magnifier = createMagnifier();
  const cross = createPointerCross();
  const pen = createPen(inWords, tellSoon);
  const crossLines = createCrossLines();
  root.append(
    stage.element,
    ...overlay.elements,
    crossLines.element,
    pen.element,
    magnifier.element,
    cross.element,
  );
  host.append(root);

  const listeners = new Set<(event: ViewportEvent) => void>();
  let pane: ScreenPane = { width: 0, height: 0, deviceWidth: 0, deviceHeight: 0 };
  let frame: HounsfieldFrame | undefined;
  let windower: Windower | undefined;
  let shape: views.ImageShape | undefined;
  let picture: Picture | undefined;
  let voi = firstWindow;
  let dragFrom = voi;
  let tool: DragTool | undefined = 'window';
  /** The line that the hand holds. */
  let line: string | undefined;
  let inverted = false;
  let magnified = false;
  let windowSensitivity = 1;
  let isTelling = false;

  const stale = { pane: false, picture: false, view: false, lens: false };
  const pointer = createPointer(() => drawSoon('lens'));
  const looking = createLooking(() => ({ frame, shape, pane }), looked);
  const telling = createTelling(
    () => ({ frame, shape, ...looking.look(), voi, pane, pointer: pointer.at() }),
    emit,
  );

  function emit(event: ViewportEvent): void {
    for (const listener of listeners) listener(event);
  }

  function tellSoon(): void {
    if (stage.isReady()) inNextFrame(onFrame);
  }

  /** What a listener changes in answer is drawn in the same frame anyway. */
  function drawSoon(...parts: readonly (keyof typeof stale)[]): void {
    for (const part of parts) stale[part] = true;
    if (!isTelling) tellSoon();
  }

  function looked(): void {
    stale.view = true;
    telling.looked(false);
    tellSoon();
  }

  function changeWindow(next: VoiWindow): void {
    if (!frame) return;
    voi = next;
    stale.picture = true;
    telling.windowed();
    tellSoon();
  }

  function dragWindow(from: VoiWindow, { x, y }: views.Point): void {
    changeWindow(draggedWindow(from, x * windowSensitivity, y * windowSensitivity));
  }

  /** A tool that draws begins on a line as well, and what does nothing here does so on a line too. */
  const lineAt = (at: views.Point) => (!tool || drawnBy(tool) ? undefined : crossLines.near(at));

  const windowBy = (by: views.Point) => dragWindow(voi, by);

  function scroll(slices: number, alone = false): void {
    telling.scrolled(slices, alone);
    tellSoon();
  }

  const paneFollower = followPane(root, (next) => {
    pane = next;
    pointer.fit(pane);
    drawSoon('pane', 'view');
    looking.paneChanged();
  });

  const letGo = followHand(root, {
    dragTool: () => tool,
    onGrasp(at) {
      line = lineAt(at)?.name;
      return line !== undefined;
    },
    onLine(to) {
      if (line !== undefined) telling.lineMoved(line, to);
      tellSoon();
    },
    onWindowStart: () => (dragFrom = voi),
    onWindow: (by) => dragWindow(dragFrom, by),
    onWindowWheel: windowBy,
    onScrollDrag: ({ fromY, toY }) => scroll(draggedSlices(toY) - draggedSlices(fromY)),
    onScroll: scroll,
    onPan: (by) => looking.pan(by),
    onZoom: (factor, at) => looking.zoom(factor, at),
    onDrawStart: (kind, at, finger) => pen.start(kind, at, finger),
    onDraw: (to) => pen.draw(to),
    onDrawEnd: () => pen.end(),
    onPinchStart: () => pen.giveUp(),
    onClick(at) {
      pen.deselect();
      telling.clicked(at);
      tellSoon();
    },
    onFit: () => looking.fit(),
    onHover(at, free) {
      if (!pointer.hover(at)) return;
      if (free) root.style.cursor = (at && lineAt(at)?.cursor) ?? cursorOf(tool);
    },
  });

  function onFrame(): void {
    paneFollower.check();
    isTelling = true;
    try {
      // Before drawing, so that the slice a listener shows in answer is drawn within the same frame. First what was drawn, for
      // it belongs to the image that is still shown.
      for (const event of pen.take()) emit(event);
      telling.tell();
    } finally {
      isTelling = false;
    }
    draw();
  }

  function draw(): void {
    // What is not drawn now stays stale until it can be.
    if (!stage.isReady() || !(pane.width > 0 && pane.height > 0)) return;
    if (stale.pane) stage.resize(pane);
    stale.pane = false;
    const { view } = looking.look();
    const placement = shape && views.placementOf(view, pane, shape);
    const drawing = stale.picture || stale.view;
    if (windower && shape && placement && drawing) {
      if (stale.picture) picture = windower(voi, inverted);
      stage.draw(shape, view, stale.picture ? picture : undefined);
      overlay.place(placement, view.attitude);
      if (stale.view) pen.place(placement, pane);
      crossLines.place(placement);
      stale.picture = false;
      stale.view = false;
    }
    if (placement && (drawing || stale.lens)) {
      magnifier.draw(magnified ? picture : undefined, placement, pointer.at());
      cross.place(frame && pointer.byKeys());
    }
    stale.lens = false;
  }

  return {
    show(image) {
      const next = views.shapeOf(image.frame, image.geometry);
      const fresh = !shape || !views.sameShape(shape, next);
      shape = next;
      if (image.frame !== frame) windower = windowerOf(image.frame);
      frame = image.frame;
      overlay.setShape(next);
      pen.setImage(image, next);
      if (fresh) looking.fit(upright);
      drawSoon('picture', 'view');
    },
    clear() {
      frame = undefined;
      windower = undefined;
      picture = undefined;
      drawSoon('lens');
      stage.clear();
      pen.setImage(undefined, undefined);
      overlay.setShape(undefined);
      crossLines.set([]);
    },
    setVoi(next) {
      if (!isUsableWindow(next)) return;
      stale.picture ||= next.center !== voi.center || next.width !== voi.width || next.shape !== voi.shape;
      voi = next;
      drawSoon();
    },
    voi: () => voi,
    setDragTool(next) {
      tool = next;
      root.style.cursor = cursorOf(next);
    },
    zoomBy: (factor) => looking.zoom(factor, pointer.meant(pane)),
    panBy: (by) => looking.pan(by),
    windowBy,
    fit: () => looking.fit(),
    turn: (turn) => looking.turn(turn),
    resetView: () => looking.fit(upright),
    look: () => looking.look(),
    setLook(look) {
      looking.set(look);
      telling.looked(true);
    },
    setCrossLines: (lines) => crossLines.set(lines),
    setInverted(next) {
      stale.picture ||= next !== inverted;
      inverted = next;
      drawSoon();
    },
    setMagnifier(shown) {
      magnified = shown;
      drawSoon('lens');
    },
    setWindowSensitivity: (next) => (windowSensitivity = next),
    setEvidence: (evidence) => overlay.setEvidence(evidence),
    retell() {
      overlay.retell();
      pen.retell();
      drawSoon('view');
    },
    draw() {
      paneFollower.check();
      draw();
    },
    picture() {
      // What was shown since the last frame is not on the canvas yet.
      draw();
      return snapshot(root);
    },
    setAnnotations: (annotations, selected) => pen.set(annotations, selected),
    setStack: (stack) => pen.setStack(stack),
    placeAnnotation: (kind) => pen.drawAbout(kind, pointer.meant(pane)),
    stopDrawing: () => pen.stop(),
    pointBy(by) {
      if (!frame) return;
      pointer.moveBy(by, pane);
    },
    stopPointing() {
      if (!pointer.byKeys()) return false;
      pointer.giveBack();
      return frame !== undefined;
    },
    forgetPointer: () => pointer.forget(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      listeners.clear();
      letGo();
      notInNextFrame(onFrame);
      paneFollower.stop();
      stage.destroy();
      root.remove();
    },
  };
}
