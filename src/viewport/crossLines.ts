/** Where other planes cut through the image: thin lines in its own coordinates, which move and turn with it. */
import type { Placement, Point } from './view.ts';

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
}

export function createCrossLines(): CrossLines {
  const element = document.createElementNS(SVG, 'svg');
  element.dataset.layer = 'cross-lines';
  element.setAttribute('aria-hidden', 'true');
  element.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
  let shown: readonly CrossLine[] = [];
  let last: Placement | undefined;

  function draw(): void {
    if (!last) return;
    const { a, b, c, d, e, f } = last;
    const x = (point: Point) => `${a * point.x + c * point.y + e}`;
    const y = (point: Point) => `${b * point.x + d * point.y + f}`;
    element.replaceChildren(
      ...shown.map(({ name, from, to, colour }) => {
        const line = document.createElementNS(SVG, 'line');
        line.dataset.plane = name;
        line.setAttribute('x1', x(from));
        line.setAttribute('y1', y(from));
        line.setAttribute('x2', x(to));
        line.setAttribute('y2', y(to));
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
  };
}
