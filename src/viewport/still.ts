/** A slice on a canvas of its own: for pictures of slices that are not on screen. */
import type { FrameGeometry, HounsfieldFrame, VoiWindow } from '../dicom/index.ts';
import { paintAnnotations, type Drawn } from './annotations/painted.ts';
import { sideLetters } from './orientation.ts';
import { windowerOf } from './picture.ts';
import { writeRimmed } from './rimmed.ts';
import { shapeOf, type Point } from './view.ts';

/**
 * The whole slice in true proportion, its orientation letters at its sides.
 * @param voi    in HU
 * @param side   of the square canvas, pixels; what the slice does not fill is black
 * @param drawn  on the slice, and shown there
 */
export function still(
  frame: HounsfieldFrame,
  geometry: FrameGeometry,
  voi: VoiWindow,
  side: number,
  drawn?: Drawn,
): HTMLCanvasElement {
  const { rows, columns, aspect, orientation } = shapeOf(frame, geometry);
  const result = document.createElement('canvas');
  result.width = result.height = side;
  const context = result.getContext('2d');
  if (!context) return result;
  context.fillStyle = '#000';
  context.fillRect(0, 0, side, side);
  const scale = stillScale(frame, geometry, side);
  const [width, height] = [columns * aspect.x * scale, rows * aspect.y * scale];
  context.imageSmoothingQuality = 'high';
  const [left, top] = [(side - width) / 2, (side - height) / 2];
  context.drawImage(greyOf(frame, voi), left, top, width, height);
  if (drawn) {
    const toCanvas = ({ x, y }: Point) => ({
      x: left + x * aspect.x * scale,
      y: top + y * aspect.y * scale,
    });
    paintAnnotations(context, drawn, toCanvas, side);
  }
  const letters = sideLetters(orientation);
  if (letters) {
    // Still to be read where a picture is printed small.
    const size = Math.max(22, side / 45);
    context.font = `600 ${size}px system-ui, sans-serif`;
    context.textBaseline = 'middle';
    letter(context, letters.left, 'left', size * 0.5, side / 2);
    letter(context, letters.right, 'right', side - size * 0.5, side / 2);
    letter(context, letters.top, 'center', side / 2, size * 0.9);
    letter(context, letters.bottom, 'center', side / 2, side - size * 0.9);
  }
  return result;
}

/** Pixels of a square canvas to the shorter side of a pixel of the slice that fills it. */
export function stillScale(frame: HounsfieldFrame, geometry: FrameGeometry, side: number): number {
  const { rows, columns, aspect } = shapeOf(frame, geometry);
  return side / Math.max(columns * aspect.x, rows * aspect.y);
}

/** Pixel by pixel, as the file has them. */
function greyOf(frame: HounsfieldFrame, voi: VoiWindow): HTMLCanvasElement {
  const { rows, columns, pixels, lowest, table } = windowerOf(frame)(voi, false);
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const image = new ImageData(columns, rows);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    const grey = table[(pixels[pixel] ?? lowest) - lowest] ?? 0;
    image.data.fill(grey, pixel * 4, pixel * 4 + 3);
    image.data[pixel * 4 + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

function letter(
  context: CanvasRenderingContext2D,
  text: string,
  align: CanvasTextAlign,
  x: number,
  y: number,
): void {
  context.textAlign = align;
  writeRimmed(context, text, [x, y], '#ffe9a8');
}
