/**
 * A lens at the pointer, drawn from the image's own pixels, so that it shows more than the screen does. Of those only the
 * ones under the lens are coloured.
 */
import type { Picture } from './picture.ts';
import { imagePointAt, type Placement, type Point } from './view.ts';

/** CSS pixels. */
const DIAMETER = 200;
const MAGNIFICATION = 2.5;

export interface Magnifier {
  readonly element: HTMLElement;
  /** With no picture or no place the lens is gone. @param at  CSS pixels from the pane's top left corner */
  draw(picture: Picture | undefined, placement: Placement, at: Point | undefined): void;
}

export function createMagnifier(): Magnifier {
  const lens = document.createElement('canvas');
  lens.dataset.layer = 'magnifier';
  lens.style.cssText =
    `position:absolute;left:0;top:0;width:${DIAMETER}px;height:${DIAMETER}px;border-radius:50%;` +
    'background:#000;box-shadow:0 0 0 1px #d8dee4,0 4px 18px #000;pointer-events:none;display:none';
  const cut = document.createElement('canvas');

  return {
    element: lens,
    draw(picture, placement, at) {
      lens.style.display = picture && at ? 'block' : 'none';
      if (!picture || !at) return;
      const origin = cutOut(cut, picture, placement, at);
      const side = Math.round(DIAMETER * devicePixelRatio);
      lens.width = side;
      lens.height = side;
      lens.style.transform = `translate(${at.x - DIAMETER / 2}px, ${at.y - DIAMETER / 2}px)`;
      const context = lens.getContext('2d');
      if (!context || !origin) return;
      const { a, b, c, d, e, f } = placement;
      const zoom = (side / DIAMETER) * MAGNIFICATION;
      context.setTransform(
        a * zoom,
        b * zoom,
        c * zoom,
        d * zoom,
        side / 2 + (e - at.x) * zoom,
        side / 2 + (f - at.y) * zoom,
      );
      context.drawImage(cut, origin.x, origin.y);
    },
  };
}

/** @returns where in the image the cut begins; undefined where the lens is beside it */
function cutOut(
  cut: HTMLCanvasElement,
  { pixels, table, lowest, rows, columns }: Picture,
  placement: Placement,
  at: Point,
): Point | undefined {
  const reach = DIAMETER / 2 / MAGNIFICATION;
  const one = imagePointAt(placement, { x: at.x - reach, y: at.y - reach });
  const other = imagePointAt(placement, { x: at.x + reach, y: at.y + reach });
  const left = Math.max(Math.floor(Math.min(one.x, other.x)) - 1, 0);
  const top = Math.max(Math.floor(Math.min(one.y, other.y)) - 1, 0);
  const width = Math.min(Math.ceil(Math.max(one.x, other.x)) + 1, columns) - left;
  const height = Math.min(Math.ceil(Math.max(one.y, other.y)) + 1, rows) - top;
  if (width <= 0 || height <= 0) return undefined;
  const image = new ImageData(width, height);
  const words = new Uint32Array(image.data.buffer);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grey = table[(pixels[(top + y) * columns + left + x] ?? lowest) - lowest] ?? 0;
      words[y * width + x] = 0xff000000 | (grey * 0x010101);
    }
  }
  cut.width = width;
  cut.height = height;
  cut.getContext('2d')?.putImageData(image, 0, 0);
  return { x: left, y: top };
}
