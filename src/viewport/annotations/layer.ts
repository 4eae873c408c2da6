/**
 * Annotations over the image: one SVG group each, with its outline, its words and a handle at every point. Hand and keys
 * on them are told as new annotations; what is shown is only what is given. Elements are kept from one drawing to the
 * next, so that the one that has the focus keeps it.
 */
import { newId } from '../../base/index.ts';
import { DEAD_ZONE } from '../gestures.ts';
import { imagePointAt, panePointOf, type Pane, type Placement, type Point } from '../view.ts';
import { movedPoint, movedWhole, pointAt, type Ground } from './geometry.ts';
import { drawing, svg, type Drawing } from './drawing.ts';
import type { Box } from './labels.ts';
import { measure } from './measure.ts';
import type { Annotation, MeasuredImage, SliceStack } from './types.ts';
import { say } from '../sentences.ts';
import type { Tell } from '../types.ts';
import { annotationWords, labelOf } from './words.ts';

export interface AnnotationListener {
  /** @param gesture  the same as long as one movement lasts */
  onChange(annotation: Annotation, gesture: string): void;
  onSelect(id: string): void;
  /** A hand takes hold of one. */
  onHold(): void;
  /** The one of this id as it was last told, where it is not given back yet: a key may repeat within a frame. */
  untold(id: string): Annotation | undefined;
  /** What is written beside it is to be changed. */
  onEdit(annotation: Annotation): void;
}

export interface AnnotationLayer {
  readonly element: Element;
  set(annotations: readonly Annotation[], selected: string | undefined): void;
  /** What is measured. Annotations belong to one image: those of the next one are set after it. */
  setImage(image: MeasuredImage | undefined, ground: Ground | undefined): void;
  /** The slices around the image, for what is measured across them. */
  setStack(stack: SliceStack | undefined): void;
  place(placement: Placement, pane: Pane): void;
  /** Shows what a finger draws or moves, before it is told: a second finger would make a pinch of it. */
  sketch(annotation: Annotation): void;
  /** Shows it no longer. @returns what it was */
  takeSketch(): Annotation | undefined;
  /** A hand moves it no further; what a finger moved is where it was. @returns the gesture of what was being moved */
  letGo(): string | undefined;
  /** Puts the focus on one of its points as soon as that is there. */
  focus(id: string, point: number): void;
  /** All words anew: they are told in another language from now on. */
  retell(): void;
}

/** Image pixels a key press, and with shift held. */
const STEP = 1;
const LONG_STEP = 10;

const STEPS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export function createAnnotationLayer(listener: AnnotationListener, tell: Tell): AnnotationLayer {
  const element = svg('svg');
  element.dataset.layer = 'annotations';
  element.setAttribute('role', 'group');
  // Chromium stops the Tab key at any SVG that listens for the focus, even where it is empty.
  element.setAttribute('tabindex', '-1');
  const name = () => element.setAttribute('aria-label', tell(say('annotations')));
  name();
  element.style.cssText =
    'position:absolute;inset:0;width:100%;height:100%;overflow:hidden;pointer-events:none';

  const drawings = new Map<string, Drawing>();
  let annotations: readonly Annotation[] = [];
  let selected: string | undefined;
  let image: MeasuredImage | undefined;
  let ground: Ground | undefined;
  let placement: Placement | undefined;
  let pane: Pane = { width: 0, height: 0 };
  let sketched: Annotation | undefined;
  let held: { readonly end: AbortController; readonly gesture: string; begun: boolean } | undefined;
  let wanted: { id: string; point: number } | undefined;
  let keyGesture = '';

  const annotationOf = (id: string) => listener.untold(id) ?? annotations.find((one) => one.id === id);
  // Panes of one slice tell the same store: what one began the other must not go on with.
  const gesture = newId;

  /** From here to there on the screen, as image pixels. */
  function imageStep(from: Point, to: Point): Point {
    if (!placement) return { x: 0, y: 0 };
    const start = imagePointAt(placement, from);
    const end = imagePointAt(placement, to);
    return { x: end.x - start.x, y: end.y - start.y };
  }

  function sketch(next: Annotation | undefined): void {
    if (next === sketched) return;
    sketched = next;
    draw();
  }

  function takeSketch(): Annotation | undefined {
    const taken = sketched;
    sketch(undefined);
    return taken;
  }

  /** Follows the pointer from a press on until it lets go. @param point  undefined for the whole annotation */
  function drag(id: string, point: number | undefined, press: PointerEvent, target: Element): void {
    const began = annotationOf(id);
    if (press.button !== 0 || !began) return;
    press.stopPropagation();
    listener.onSelect(id);
    target.setPointerCapture(press.pointerId);
    listener.onHold();
    const mine = { end: new AbortController(), gesture: gesture(), begun: false };
    held = mine;
    const { signal } = mine.end;
    const from = { x: press.clientX, y: press.clientY };
    const onMove = (event: Event) => {
      if (!(event instanceof PointerEvent) || event.pointerId !== press.pointerId || !ground) return;
      const to = { x: event.clientX, y: event.clientY };
      mine.begun ||= Math.hypot(to.x - from.x, to.y - from.y) >= DEAD_ZONE;
      if (!mine.begun) return;
      const now = moved(began, point, imageStep(from, to), ground);
      if (press.pointerType === 'touch') sketch(now);
      else listener.onChange(now, mine.gesture);
    };
    const onEnd = () => {
      const last = takeSketch();
      if (last) listener.onChange(last, mine.gesture);
      letGo();
    };
    target.addEventListener('pointermove', onMove, { signal });
    target.addEventListener('pointerup', onEnd, { signal });
    target.addEventListener('pointercancel', onEnd, { signal });
  }

  function letGo(): string | undefined {
    const moving = held?.begun ? held.gesture : undefined;
    held?.end.abort();
    held = undefined;
    takeSketch();
    return moving;
  }

  function onKey(event: KeyboardEvent): void {
    const focus = focusOf(event.target);
    const step = STEPS[event.key];
    const annotation = focus && annotationOf(focus.id);
    if (annotation && event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      listener.onEdit(annotation);
    }
    if (!step || !annotation || !ground || !placement || event.ctrlKey || event.altKey || event.metaKey)
      return;
    event.preventDefault();
    event.stopPropagation();
    // The screen's directions, whichever way the image is turned; a whole pixel of the image in each.
    const { x, y } = imageStep({ x: 0, y: 0 }, step);
    const far = (event.shiftKey ? LONG_STEP : STEP) / Math.hypot(x, y);
    listener.onChange(moved(annotation, focus.point, { x: x * far, y: y * far }, ground), keyGesture);
  }

  element.addEventListener('keydown', onKey);
  element.addEventListener('focusin', (event) => {
    const focus = focusOf(event.target);
    keyGesture = gesture();
    if (focus) listener.onSelect(focus.id);
  });

  function draw(): void {
    const shown = image ? withSketch(annotations, sketched) : [];
    for (const [id, { group }] of drawings) {
      if (shown.some((one) => one.id === id)) continue;
      group.remove();
      drawings.delete(id);
    }
    const taken: Box[] = [];
    for (const annotation of shown) {
      const one = drawings.get(annotation.id) ?? add(annotation);
      if (!image || !placement) continue;
      const to = placement;
      if (one.of !== annotation || one.on !== image) {
        const quantities = measure(annotation, image);
        const of = annotation.points.length;
        const names = annotation.points.map((_, index) =>
          say('point', { kind: say(annotation.kind), number: index + 1, of }),
        );
        const lines = labelOf(annotation, quantities);
        one.write(tell(annotationWords(annotation, quantities)), lines.map(tell), names.map(tell));
        one.of = annotation;
        one.on = image;
      }
      const points = annotation.points.map((point) => panePointOf(to, point));
      const chosen = annotation.id === selected || annotation === sketched;
      taken.push(one.place(points, chosen, pane, taken));
    }
    const target = wanted && drawings.get(wanted.id);
    // A point shows, and can have the focus, once its annotation is selected.
    if (!wanted || !target || wanted.id !== selected) return;
    target.handles[wanted.point]?.focus();
    wanted = undefined;
  }

  function add({ id, kind, points }: Annotation): Drawing {
    const one = drawing(id, kind, points.length, {
      onPress: (point, event, target) => drag(id, point, event, target),
      onDoubleClick: () => {
        const annotation = annotationOf(id);
        if (annotation) listener.onEdit(annotation);
      },
    });
    drawings.set(id, one);
    element.append(one.group);
    return one;
  }

  return {
    element,
    set(next, chosen) {
      annotations = next;
      selected = chosen;
      draw();
    },
    setImage(next, on) {
      image = next;
      ground = on;
      annotations = [];
      sketched = undefined;
      draw();
    },
    setStack(stack) {
      image = image && { ...image, stack };
      draw();
    },
    place(next, on) {
      placement = next;
      pane = on;
      draw();
    },
    sketch,
    takeSketch,
    letGo,
    focus(id, point) {
      wanted = { id, point };
      draw();
    },
    retell() {
      name();
      for (const one of drawings.values()) one.of = undefined;
      draw();
    },
  };
}

function withSketch(
  annotations: readonly Annotation[],
  sketched: Annotation | undefined,
): readonly Annotation[] {
  if (!sketched) return annotations;
  const known = annotations.some(({ id }) => id === sketched.id);
  return known
    ? annotations.map((one) => (one.id === sketched.id ? sketched : one))
    : [...annotations, sketched];
}

function moved(annotation: Annotation, point: number | undefined, by: Point, ground: Ground): Annotation {
  if (point === undefined) return movedWhole(annotation, by, ground);
  const from = annotation.points[point];
  return from ? movedPoint(annotation, point, pointAt(from.x + by.x, from.y + by.y), ground) : annotation;
}

/** Which annotation, and which of its points, has the focus. */
function focusOf(target: EventTarget | null): { id: string; point: number | undefined } | undefined {
  if (!(target instanceof SVGElement)) return undefined;
  const id = target.closest<SVGElement>('[data-annotation]')?.dataset.annotation;
  const { point } = target.dataset;
  return id === undefined ? undefined : { id, point: point === undefined ? undefined : Number(point) };
}
