/** What lies over the image: the evidence map, which moves with it, and the orientation letters, which keep to the sides. */
import { seenSides, type Attitude } from './attitude.ts';
import { sideLetters, type SideLetters } from './orientation.ts';
import { heatPixels } from './heat.ts';
import { say } from './sentences.ts';
import type { EvidenceOverlay, Tell } from './types.ts';
import type { ImageShape, Placement } from './view.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** Smooth at any zoom, and coloured anew in a few milliseconds. */
const HEAT_SIDE = 128;

export interface Overlay {
  readonly elements: readonly Element[];
  setEvidence(evidence: EvidenceOverlay | undefined): void;
  /** With no image, nothing is shown. */
  setShape(shape: ImageShape | undefined): void;
  place(placement: Placement, attitude: Attitude): void;
  /** At the next placing the letters are named anew. */
  retell(): void;
}

export function createOverlay(tell: Tell): Overlay {
  const heat = document.createElement('canvas');
  heat.width = HEAT_SIDE;
  heat.height = HEAT_SIDE;
  heat.dataset.layer = 'evidence';
  heat.style.cssText =
    'position:absolute;left:0;top:0;transform-origin:0 0;pointer-events:none;will-change:transform';
  const letters = document.createElementNS(SVG, 'svg');
  letters.dataset.layer = 'orientation';
  letters.setAttribute('role', 'img');
  letters.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';

  let shape: ImageShape | undefined;
  let lettered: SideLetters | undefined;
  let evidence: EvidenceOverlay | undefined;
  let placed: Placement | undefined;
  const lay = () => {
    if (!shape || !evidence || !placed) return;
    heat.style.transform = `matrix(${heatMatrix(placed, shape, evidence.side).join(', ')})`;
  };
  /** Slices of a series have the same letters: elements made anew would be laid out anew with each of them. */
  const label = (sides: SideLetters | undefined) => {
    if (lettered && sides && sameLetters(lettered, sides)) return;
    drawLetters(letters, sides, tell);
    lettered = sides;
  };
  const reveal = () => (heat.style.display = shape && evidence ? 'block' : 'none');
  reveal();

  return {
    elements: [heat, letters],
    setEvidence(next) {
      if (next === evidence) return;
      evidence = next;
      if (next) {
        const pixels = new ImageData(heatPixels(next, HEAT_SIDE), HEAT_SIDE, HEAT_SIDE);
        heat.getContext('2d')?.putImageData(pixels, 0, 0);
        lay();
      }
      reveal();
    },
    retell: () => (lettered = undefined),
    setShape(next) {
      shape = next;
      if (!next) label(undefined);
      reveal();
    },
    place(placement, attitude) {
      if (!shape) return;
      const sides = sideLetters(shape.orientation);
      label(sides && seenSides(sides, attitude));
      placed = placement;
      lay();
    },
  };
}

/** CSS's matrix from the heat's own pixels to the pane: a square of `side` image pixels about the image's middle. */
export function heatMatrix(
  { a, b, c, d, e, f }: Placement,
  { rows, columns }: Pick<ImageShape, 'rows' | 'columns'>,
  side: number,
): readonly number[] {
  const x = (columns - side) / 2;
  const y = (rows - side) / 2;
  const stretch = side / HEAT_SIDE;
  return [a * stretch, b * stretch, c * stretch, d * stretch, a * x + c * y + e, b * x + d * y + f];
}

function sameLetters(a: SideLetters, b: SideLetters): boolean {
  return a.left === b.left && a.right === b.right && a.top === b.top && a.bottom === b.bottom;
}

function drawLetters(svg: SVGSVGElement, sides: SideLetters | undefined, tell: Tell): void {
  svg.replaceChildren();
  if (!sides) {
    svg.removeAttribute('aria-label');
    svg.setAttribute('aria-hidden', 'true');
    return;
  }
  svg.removeAttribute('aria-hidden');
  const { left, right, top, bottom } = sides;
  svg.setAttribute('aria-label', tell(say('orientation', { left, right, top, bottom })));
  svg.append(
    letter(sides.left, '0%', '50%', 'start', { dx: 10, dy: 6 }),
    letter(sides.right, '100%', '50%', 'end', { dx: -10, dy: 6 }),
    letter(sides.top, '50%', '0%', 'middle', { dx: 0, dy: 24 }),
    letter(sides.bottom, '50%', '100%', 'middle', { dx: 0, dy: -12 }),
  );
}

function letter(
  text: string,
  x: string,
  y: string,
  anchor: 'start' | 'middle' | 'end',
  { dx, dy }: { dx: number; dy: number },
): SVGTextElement {
  const element = document.createElementNS(SVG, 'text');
  element.textContent = text;
  element.setAttribute('x', x);
  element.setAttribute('y', y);
  element.setAttribute('dx', `${dx}`);
  element.setAttribute('dy', `${dy}`);
  element.setAttribute('text-anchor', anchor);
  // The dark rim keeps a letter readable over bone.
  element.style.cssText =
    'font:600 17px system-ui,sans-serif;fill:#ffe9a8;stroke:#000;stroke-width:3px;paint-order:stroke;user-select:none';
  return element;
}
