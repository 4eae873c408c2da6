/** Where other planes cut through the image: thin lines in its own coordinates, which move and turn with it. */
import { panePointOf, type Placement, type Point } from './view.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** A line through the image, in image pixels: a pixel's centre lies at its number and a half. */
export interface CrossLine {
  /** What cuts here, for those who hear the page: `coronal`. */
  readonly name: string;
  readonly from: Point;
  readonly to: Point;
  /** A CSS colour. */
  readonly colour: string;
}

export interface CrossLines {
  readonly element: SVGSVGElement;
  set(lines: readonly CrossLine[]): void;
  place(placement: Placement): void;
  /** The name of the line nearest to a point of the pane, and how a pointer over it looks; undefined where none is near. */
  near(at: Point): { readonly name: string; readonly cursor: string } | undefined;
}

/** CSS pixels: how far from a line a hand still takes hold of it. */
const REACH = 5;

export function createCrossLines(): CrossLines {
  const element = document.createElementNS(SVG, 'svg');
  element.dataset.layer = 'cross-lines';
  element.setAttribute('aria-hidden', 'true');
  element.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
  let shown: readonly CrossLine[] = [];
  let last: Placement | undefined;

  function draw(): void {
    if (!last) return;
    const placement = last;
    element.replaceChildren(
      ...shown.map(({ name, from, to, colour }) => {
        const [start, end] = [panePointOf(placement, from), panePointOf(placement, to)];
        const line = document.createElementNS(SVG, 'line');
        line.dataset.plane = name;
        line.setAttribute('x1', `${start.x}`);
        line.setAttribute('y1', `${start.y}`);
        line.setAttribute('x2', `${end.x}`);
        line.setAttribute('y2', `${end.y}`);
        line.style.cssText = `stroke:${colour};stroke-width:1;stroke-dasharray:6 4;opacity:.85`;
        return line;
      }),
    );
  }

  return {
    element,
    set(lines) {
      shown = lines;
      draw();
    },
    place(placement) {
      last = placement;
      if (shown.length > 0) draw();
    },
    near: (at) => last && nearestLine(shown, last, at, REACH),
  };
}

/** @param within  CSS pixels */
export function nearestLine(
  lines: readonly CrossLine[],
  placement: Placement,
  at: Point,
  within: number,
): { readonly name: string; readonly cursor: string } | undefined {
  const [nearest] = lines
    .map(({ name, from, to }) => {
      const [start, end] = [panePointOf(placement, from), panePointOf(placement, to)];
      const lies = Math.abs(end.x - start.x) > Math.abs(end.y - start.y);
      return { name, cursor: lies ? 'ns-resize' : 'ew-resize', distance: distanceTo(at, start, end) };
    })
    .filter(({ distance }) => distance <= within)
    .sort((one, other) => one.distance - other.distance);
  return nearest && { name: nearest.name, cursor: nearest.cursor };
}

function distanceTo(at: Point, start: Point, end: Point): number {
  const [x, y] = [end.x - start.x, end.y - start.y];
  const along = ((at.x - start.x) * x + (at.y - start.y) * y) / (x * x + y * y);
  const nearest = Math.min(1, Math.max(0, along));
  return Math.hypot(at.x - start.x - nearest * x, at.y - start.y - nearest * y);
}
