/** How annotations come into being and change: plain functions of image points. */
import { imagePixel } from '../../base/index.ts';
import type { Annotation, AnnotationKind, ImagePoint } from './types.ts';

/** Sides of the image and of its pixels. */
export interface Ground {
  readonly rows: number;
  readonly columns: number;
  /** Width and height of a pixel in units of its shorter side. */
  readonly aspect: { readonly x: number; readonly y: number };
}

/** What the second line of a hematoma is of the first until the hand moves it. */
const FIRST_GUESS_OF_B = 0.6;
const FIRST_GUESS_OF_ANGLE = -Math.PI / 4;
/** The first of the points that a drag does not give. */
const FIRST_LAID = 2;

/** The points of an annotation that one drag has drawn. An arm or a line that it cannot give is laid beside it. */
export function drawnPoints(
  kind: AnnotationKind,
  from: ImagePoint,
  to: ImagePoint,
  ground: Ground,
): ImagePoint[] {
  switch (kind) {
    case 'length':
    case 'arrow':
    case 'ellipse':
    case 'rectangle':
      return [from, to].map((point) => within(point, ground));
    case 'angle':
      return [
        to,
        from,
        along(from, turnedBy(between(from, to, ground), FIRST_GUESS_OF_ANGLE), 1, ground),
      ].map((point) => within(point, ground));
    case 'volume': {
      const middle = pointAt((from.x + to.x) / 2, (from.y + to.y) / 2);
      const across = turnedBy(between(from, to, ground), Math.PI / 2);
      const half = FIRST_GUESS_OF_B / 2;
      return [from, to, along(middle, across, -half, ground), along(middle, across, half, ground)].map(
        (point) => within(point, ground),
      );
    }
  }
}

/** One point elsewhere, within the image. What was laid and is moved has been drawn. */
export function movedPoint(
  annotation: Annotation,
  index: number,
  to: ImagePoint,
  ground: Ground,
): Annotation {
  const points = annotation.points.map((point, at) => (at === index ? within(to, ground) : point));
  return { ...annotation, points, guessed: annotation.guessed && index < FIRST_LAID ? true : undefined };
}

/** All of it elsewhere; it keeps its shape, and stops where a point would leave the image. */
export function movedWhole(
  annotation: Annotation,
  by: { x: number; y: number },
  { rows, columns }: Ground,
): Annotation {
  const held = (values: readonly number[], distance: number, most: number) =>
    Math.min(Math.max(distance, -Math.min(...values)), most - Math.max(...values));
  const x = held(
    annotation.points.map((point) => point.x),
    by.x,
    columns,
  );
  const y = held(
    annotation.points.map((point) => point.y),
    by.y,
    rows,
  );
  return { ...annotation, points: annotation.points.map((point) => pointAt(point.x + x, point.y + y)) };
}

export function pointAt(x: number, y: number): ImagePoint {
  return { x: imagePixel(x), y: imagePixel(y) };
}

function within({ x, y }: ImagePoint, { rows, columns }: Ground): ImagePoint {
  return pointAt(Math.min(Math.max(x, 0), columns), Math.min(Math.max(y, 0), rows));
}

/** From one point to another as it looks on the patient, in shorter sides of a pixel. */
function between(from: ImagePoint, to: ImagePoint, { aspect }: Ground): { x: number; y: number } {
  return { x: (to.x - from.x) * aspect.x, y: (to.y - from.y) * aspect.y };
}

function turnedBy({ x, y }: { x: number; y: number }, angle: number): { x: number; y: number } {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return { x: x * cos - y * sin, y: x * sin + y * cos };
}

function along(
  from: ImagePoint,
  way: { x: number; y: number },
  share: number,
  { aspect }: Ground,
): ImagePoint {
  return pointAt(from.x + (way.x * share) / aspect.x, from.y + (way.y * share) / aspect.y);
}
