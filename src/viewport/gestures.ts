/** Pointer, wheel and touch events, told as what the hand does; what comes of it is decided elsewhere. */
import { createSliceWheel, dragZoomFactor, wheelWindowDrag, wheelZoomFactor } from './hand.ts';
import { drawnBy, type AnnotationKind } from './annotations/types.ts';
import type { DragTool } from './types.ts';
import type { Point } from './view.ts';

/** All points and distances in CSS pixels, points from the element's top left corner. */
export interface Hand {
  /** What the left button or one finger does; undefined for nothing. */
  dragTool(): DragTool | undefined;
  /** Whether a press there takes hold of a line that lies there, in place of what the tool does. */
  onGrasp(at: Point): boolean;
  /** The line that is held goes there. */
  onLine(to: Point): void;
  onWindowStart(): void;
  /** The whole distance since the start. */
  onWindow(by: Point): void;
  /** The wheel with shift changes the width, with shift and alt the centre: as a drag of so far does. */
  onWindowWheel(by: Point): void;
  onScrollDrag(by: { fromY: number; toY: number }): void;
  /** @param alone  with Alt held */
  onScroll(slices: number, alone: boolean): void;
  onPan(by: Point): void;
  onZoom(factor: number, at: Point): void;
  /** @param finger  a second one may land yet, and make a pinch of it */
  onDrawStart(kind: AnnotationKind, at: Point, finger: boolean): void;
  onDraw(to: Point): void;
  onDrawEnd(): void;
  /**
   * Two fingers zoom and pan from now on: what one alone was drawing or moving is as it was before. A window that one was
   * dragging has been told already, by no distance.
   */
  onPinchStart(): void;
  /** A press that became no drag. */
  onClick(at: Point): void;
  onFit(): void;
  /** Where the pointer is, and whether no button is held; undefined once it is gone. */
  onHover(at: Point | undefined, free: boolean): void;
}

/** What a drag does: `line` moves the line that was under it. */
type Moved = DragTool | 'line' | undefined;

interface Drag {
  readonly pointer: number;
  readonly tool: Moved;
  readonly finger: boolean;
  readonly start: Point;
  last: Point;
  begun: boolean;
}

/** CSS pixels. A click or a double click must change nothing, and no hand holds still: a drag begins after a few. */
export const DEAD_ZONE = 3;

/** Buttons as PointerEvent.button counts them. */
const MIDDLE = 1;
const RIGHT = 2;

/** @returns a function that lets go of the element */
export function followHand(element: HTMLElement, hand: Hand): () => void {
  const touches = new Map<number, Point>();
  const sliceWheel = createSliceWheel();
  let drag: Drag | undefined;

  const pointOf = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  // Before what lies over the image hears of it: a finger on an annotation counts, and a second one takes hold of nothing.
  const onTouch = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') return;
    // Of one whose annotation went away under it the end may not have come.
    if (event.isPrimary) touches.clear();
    touches.set(event.pointerId, pointOf(event));
    if (touches.size === 1) return;
    event.stopImmediatePropagation();
    element.setPointerCapture(event.pointerId);
    // What the first of two fingers had begun is as it was: to its beginning a drag gives the window exactly. It is no click.
    if (drag?.begun && drag.tool === 'window') hand.onWindow({ x: 0, y: 0 });
    drag = undefined;
    hand.onPinchStart();
  };

  const onDown = (event: PointerEvent) => {
    const at = pointOf(event);
    // A finger lifted off the page, or a pointer that is gone, leaves nothing behind: capture brings its end here.
    element.setPointerCapture(event.pointerId);
    if (drag) return;
    const left = () => (hand.onGrasp(at) ? 'line' : hand.dragTool());
    const tool = event.button === RIGHT ? 'zoom' : event.button === MIDDLE ? 'pan' : left();
    const finger = event.pointerType === 'touch';
    drag = { pointer: event.pointerId, tool, finger, start: at, last: at, begun: false };
  };

  const onMove = (event: PointerEvent) => {
    const at = pointOf(event);
    hand.onHover(at, drag === undefined);
    const isTouch = touches.has(event.pointerId);
    if (isTouch && touches.size > 1) {
      pinch(touches, event.pointerId, at, hand);
      return;
    }
    // A pinch begins where the fingers are, not where the first one landed.
    if (isTouch) touches.set(event.pointerId, at);
    if (drag?.pointer === event.pointerId) continueDrag(drag, at, hand);
  };

  const onUp = (event: PointerEvent) => {
    touches.delete(event.pointerId);
    if (drag?.pointer === event.pointerId) {
      // A press that the system takes away (a palm, a gesture of its own) is no click either.
      if (drag.begun || event.type === 'pointerup') endDrag(drag, hand);
      drag = undefined;
    }
    if (event.pointerType === 'touch') hand.onHover(undefined, true);
  };

  const onLeave = (event: PointerEvent) => {
    if (!element.hasPointerCapture(event.pointerId)) hand.onHover(undefined, true);
  };

  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const by = wheelWindowDrag(event);
    if (event.shiftKey) hand.onWindowWheel(event.altKey ? { x: 0, y: -by } : { x: by, y: 0 });
    else if (event.ctrlKey) hand.onZoom(wheelZoomFactor(event), pointOf(event));
    else hand.onScroll(sliceWheel(event), event.altKey);
  };

  const onDoubleClick = () => hand.onFit();

  const prevent = (event: Event) => event.preventDefault();
  // The browser's own answer to the middle button is a scrolling compass.
  const preventCompass = (event: MouseEvent) => {
    if (event.button === MIDDLE) event.preventDefault();
  };

  const touchAction = element.style.touchAction;
  element.style.touchAction = 'none';
  const held = new AbortController();
  const { signal } = held;
  element.addEventListener('pointerdown', onTouch, { capture: true, signal });
  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onUp, { signal });
  element.addEventListener('pointercancel', onUp, { signal });
  element.addEventListener('pointerleave', onLeave, { signal });
  element.addEventListener('wheel', onWheel, { passive: false, signal });
  element.addEventListener('dblclick', onDoubleClick, { signal });
  element.addEventListener('contextmenu', prevent, { signal });
  element.addEventListener('mousedown', preventCompass, { signal });
  return () => {
    held.abort();
    element.style.touchAction = touchAction;
  };
}

function continueDrag(drag: Drag, at: Point, hand: Hand): void {
  const { start, last, tool, finger } = drag;
  if (!drag.begun) {
    if (Math.hypot(at.x - start.x, at.y - start.y) < DEAD_ZONE) return;
    drag.begun = true;
    if (tool === 'window') hand.onWindowStart();
    else if (isDrawing(tool)) hand.onDrawStart(tool, start, finger);
  }
  drag.last = at;
  if (isDrawing(tool)) {
    hand.onDraw(at);
    return;
  }
  switch (tool) {
    case 'window':
      hand.onWindow({ x: at.x - start.x, y: at.y - start.y });
      break;
    case 'line':
      hand.onLine(at);
      break;
    case 'pan':
      hand.onPan({ x: at.x - last.x, y: at.y - last.y });
      break;
    case 'zoom':
      hand.onZoom(dragZoomFactor(at.y - last.y), start);
      break;
    case 'scroll':
      hand.onScrollDrag({ fromY: last.y - start.y, toY: at.y - start.y });
      break;
    case undefined:
      break;
  }
}

function endDrag({ begun, tool, start }: Drag, hand: Hand): void {
  if (!begun) hand.onClick(start);
  else if (isDrawing(tool)) hand.onDrawEnd();
}

function isDrawing(tool: Moved): tool is AnnotationKind {
  return tool !== 'line' && drawnBy(tool) !== undefined;
}

/** Two fingers: their middle pans, their distance zooms. */
function pinch(touches: Map<number, Point>, moved: number, to: Point, hand: Hand): void {
  const before = spread(touches);
  touches.set(moved, to);
  const after = spread(touches);
  if (!before || !after) return;
  hand.onPan({ x: after.middle.x - before.middle.x, y: after.middle.y - before.middle.y });
  if (before.distance > 0 && after.distance > 0) hand.onZoom(after.distance / before.distance, after.middle);
}

function spread(touches: Map<number, Point>): { middle: Point; distance: number } | undefined {
  const [a, b] = touches.values();
  if (!a || !b) return undefined;
  return {
    middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
    distance: Math.hypot(a.x - b.x, a.y - b.y),
  };
}
