/** Draws annotations with the hand on the viewport, and keeps what there is to tell until the next screen frame. */
import { newId } from '../../base/index.ts';
import type { Tell, ViewportEvent, ViewportImage } from '../types.ts';
import { imagePointAt, type ImageShape, type Pane, type Placement, type Point } from '../view.ts';
import { drawnPoints, type Ground } from './geometry.ts';
import { kindFacts } from './kinds.ts';
import { createAnnotationLayer } from './layer.ts';
import type { Annotation, AnnotationKind, ImagePoint, SliceStack } from './types.ts';

export interface Pen {
  readonly element: Element;
  /** All points in CSS pixels of the pane. @param finger  what it draws is told once it lifts */
  start(kind: AnnotationKind, at: Point, finger: boolean): void;
  draw(to: Point): void;
  end(): void;
  /** Draws and moves no further. @returns the gesture of what was being drawn or moved */
  stop(): string | undefined;
  /** What is being drawn or moved is as it was before the hand began. */
  giveUp(): void;
  deselect(): void;
  /** One that no hand has drawn, with a point of the pane in its middle. */
  drawAbout(kind: AnnotationKind, middle: Point): void;
  set(annotations: readonly Annotation[], selected: string | undefined): void;
  setImage(image: ViewportImage | undefined, shape: ImageShape | undefined): void;
  setStack(stack: SliceStack | undefined): void;
  place(placement: Placement, pane: Pane): void;
  retell(): void;
  /** What has come since the last time; of one gesture only where it has led. */
  take(): readonly ViewportEvent[];
}

/** How long a line is that no hand has drawn, of the pane's shorter side. */
const UNDRAWN_LENGTH = 0.2;

const gestureOf = (id: string) => `drawing ${id}`;

/** @param onUntold  there is something to take */
export function createPen(telling: Tell, onUntold: () => void): Pen {
  let untold: ViewportEvent[] = [];
  let image: ViewportImage | undefined;
  let shape: ImageShape | undefined;
  let placement: Placement | undefined;
  let pane: Pane = { width: 0, height: 0 };
  let selected: string | undefined;
  let drawing: { id: string; kind: AnnotationKind; from: ImagePoint; finger: boolean } | undefined;

  const layer = createAnnotationLayer(
    {
      onChange: changed,
      onSelect: (id) => select(id),
      onHold: () => owe({ kind: 'drawing' }),
      untold: (id) => annotationsIn(untold).findLast((one) => one.id === id),
      onEdit: ({ id, kind }) => askForWords(id, kind),
    },
    telling,
  );

  function owe(event: ViewportEvent): void {
    untold.push(event);
    onUntold();
  }

  function forget(gesture: string): void {
    untold = untold.filter((event) => event.kind !== 'annotation' || event.gesture !== gesture);
  }

  function changed(annotation: Annotation, gesture: string): void {
    if (!image) return;
    forget(gesture);
    owe({ kind: 'annotation', image: image.id, annotation, gesture });
  }

  function select(id: string | undefined): void {
    if (id !== selected) owe({ kind: 'annotation-selected', id });
    selected = id;
  }

  function tell(annotation: Annotation): void {
    changed(annotation, gestureOf(annotation.id));
    select(annotation.id);
  }

  function askForWords(id: string, kind: AnnotationKind): void {
    if (kindFacts[kind].typed) owe({ kind: 'annotation-edit', id });
  }

  function stop(): string | undefined {
    const moving = layer.letGo();
    const gesture = drawing ? gestureOf(drawing.id) : moving;
    drawing = undefined;
    if (gesture !== undefined) forget(gesture);
    return gesture;
  }

  function giveUp(): void {
    const gesture = stop();
    if (gesture !== undefined) owe({ kind: 'annotation-taken-back', gesture });
  }

  return {
    element: layer.element,
    start(kind, at, finger) {
      drawing = placement && { id: newId(), kind, from: imagePointAt(placement, at), finger };
      if (drawing) owe({ kind: 'drawing' });
    },
    draw(to) {
      if (!drawing || !placement || !shape) return;
      const { id, kind, from, finger } = drawing;
      const annotation = drawnAnnotation(id, kind, from, imagePointAt(placement, to), shape);
      if (finger) layer.sketch(annotation);
      else tell(annotation);
    },
    end() {
      const sketched = drawing && layer.takeSketch();
      if (sketched) tell(sketched);
      if (drawing) askForWords(drawing.id, drawing.kind);
      drawing = undefined;
    },
    stop,
    giveUp,
    deselect: () => select(undefined),
    drawAbout(kind, middle) {
      if (!placement || !shape) return;
      const id = newId();
      const half = (Math.min(pane.width, pane.height) * UNDRAWN_LENGTH) / 2;
      const corner = (sign: 1 | -1) => ({
        x: middle.x + sign * half,
        y: middle.y + sign * half,
      });
      const [from, to] = [imagePointAt(placement, corner(-1)), imagePointAt(placement, corner(1))];
      tell(drawnAnnotation(id, kind, from, to, shape));
      layer.focus(id, 0);
      askForWords(id, kind);
    },
    set(annotations, chosen) {
      selected = chosen;
      layer.set(annotations, chosen);
    },
    setImage(next, of) {
      // The same one can come as another picture; of any other, nothing of what the hand was at lies on it.
      const same = next !== undefined && next.id === image?.id;
      if (!same) giveUp();
      const sketched = layer.takeSketch();
      image = next;
      shape = of;
      layer.setImage(
        next && {
          frame: next.frame,
          spacing: next.geometry.pixelSpacing,
          pixelAspect: next.geometry.pixelAspect,
          stack: undefined,
        },
        of,
      );
      if (sketched) layer.sketch(sketched);
    },
    setStack: (stack) => layer.setStack(stack),
    place(next, on) {
      placement = next;
      pane = on;
      layer.place(next, on);
    },
    retell: () => layer.retell(),
    take() {
      if (untold.length === 0) return untold;
      const told = untold;
      untold = [];
      return told;
    },
  };
}

function annotationsIn(events: readonly ViewportEvent[]): readonly Annotation[] {
  return events.flatMap((event) => (event.kind === 'annotation' ? [event.annotation] : []));
}

function drawnAnnotation(
  id: string,
  kind: AnnotationKind,
  from: ImagePoint,
  to: ImagePoint,
  ground: Ground,
): Annotation {
  const guessed = kindFacts[kind].partlyLaid || undefined;
  return { id, kind, points: drawnPoints(kind, from, to, ground), guessed };
}
