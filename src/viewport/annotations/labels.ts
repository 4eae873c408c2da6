/** Where the words of an annotation stand, so that they can be read beside those of others. */
import type { Point } from '../view.ts';
import type { AnnotationKind } from './types.ts';

/** CSS pixels from the pane's top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const LINE_HEIGHT = 16;

/** A letter of the labels' font, on average. */
const LETTER = 7;
const GAP = 12;

/** Beside an arrow's tail, otherwise beside the point furthest to the right. */
export function wordsAt(kind: AnnotationKind, points: readonly Point[]): Point {
  const tail = kind === 'arrow' ? points[1] : undefined;
  return tail ?? points.reduce((best, next) => (next.x > best.x ? next : best), points[0] ?? { x: 0, y: 0 });
}

/**
 * The box of some lines beside a point: right of it, or left where they would leave the pane, and below whatever is taken.
 * @param width  of the pane
 */
export function labelBox(at: Point, lines: readonly string[], width: number, taken: readonly Box[]): Box {
  const own = {
    width: Math.max(0, ...lines.map(({ length }) => length)) * LETTER,
    height: lines.length * LINE_HEIGHT,
  };
  const fits = at.x + GAP + own.width <= width;
  const left = fits ? at.x + GAP : at.x - GAP - own.width;
  let top = at.y - LINE_HEIGHT / 2;
  // From the top down: below one, it may still meet the next.
  for (const other of [...taken].sort((one, two) => one.top - two.top)) {
    const beside = left + own.width <= other.left || other.left + other.width <= left;
    const apart = top + own.height <= other.top || other.top + other.height <= top;
    if (!beside && !apart) top = other.top + other.height;
  }
  return { left, top, ...own };
}
