/** Where the words of an annotation stand, so that they can be read beside those of others. */
import { withinPane, type Pane, type Point } from '../view.ts';
import { kindFacts } from './kinds.ts';
import type { AnnotationKind } from './types.ts';

/** CSS pixels from the pane's top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const LINE_HEIGHT = 16;

/** A letter of the labels' font, on average over a number with its unit, in the widest fonts that systems have. */
const LETTER = 8.5;
const GAP = 12;

/**
 * Beside an arrow's tail, otherwise beside the point furthest to the right; within the pane where any of it is.
 * @param points  CSS pixels of the pane
 */
export function wordsAt(kind: AnnotationKind, points: readonly Point[], pane: Pane): Point {
  const second = kindFacts[kind].words === 'second' ? points[1] : undefined;
  const at =
    second ?? points.reduce((best, next) => (next.x > best.x ? next : best), points[0] ?? { x: 0, y: 0 });
  return isInSight(points, pane) ? withinPane(pane, at) : at;
}

function isInSight(points: readonly Point[], { width, height }: Pane): boolean {
  const meets = (values: readonly number[], length: number) =>
    Math.max(...values) >= 0 && Math.min(...values) <= length;
  return (
    meets(
      points.map(({ x }) => x),
      width,
    ) &&
    meets(
      points.map(({ y }) => y),
      height,
    )
  );
}

/**
 * The box of some lines beside a point: right of it, or left where they would leave the pane, and below whatever is taken, or
 * above where there is no room below. Words of a point in the pane stay in it; of one beyond they may be out of sight as well.
 */
export function labelBox(at: Point, lines: readonly string[], pane: Pane, taken: readonly Box[]): Box {
  const own = {
    width: Math.max(0, ...lines.map(({ length }) => length)) * LETTER,
    height: lines.length * LINE_HEIGHT,
  };
  const seen = isInSight([at], pane);
  const fits = at.x + GAP + own.width <= pane.width;
  const beside = fits ? at.x + GAP : at.x - GAP - own.width;
  const left = seen ? held(beside, pane.width - own.width) : beside;
  const middle = at.y - LINE_HEIGHT / 2;
  const start = seen ? held(middle, pane.height - own.height) : middle;
  const inWay = taken.filter((other) => left < other.left + other.width && other.left < left + own.width);
  const below = freeTop(start, own.height, inWay, 'down');
  if (!seen || below + own.height <= pane.height) return { left, top: below, ...own };
  // Where neither has room they are better read over others than not at all.
  const above = freeTop(start, own.height, inWay, 'up');
  return { left, top: above >= 0 ? above : start, ...own };
}

/** From 0 to the most; 0 where there is no room at all. */
function held(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}

/** The nearest top from which so much height is free, that one or further in that direction. */
function freeTop(start: number, height: number, inWay: readonly Box[], to: 'down' | 'up'): number {
  let top = start;
  // In that order: beyond one, it may still meet the next.
  const inOrder = [...inWay].sort((one, two) =>
    to === 'down' ? one.top - two.top : two.top + two.height - (one.top + one.height),
  );
  for (const other of inOrder) {
    const apart = top + height <= other.top || other.top + other.height <= top;
    if (!apart) top = to === 'down' ? other.top + other.height : other.top - height;
  }
  return top;
}
