/** Annotations on a canvas, as they lie over the image on screen: for pictures of slices that are not there. */
import { writeRimmed } from '../rimmed.ts';
import type { Tell } from '../types.ts';
import type { Point } from '../view.ts';
import { COLOUR, FONT, LINE_WIDTH, RIM, RIM_WIDTH } from './drawing.ts';
import { labelBox, LINE_HEIGHT, wordsAt, type Box } from './labels.ts';
import { measure } from './measure.ts';
import { outlineOf } from './shapes.ts';
import type { Annotation, ImagePoint, MeasuredImage } from './types.ts';
import { labelOf } from './words.ts';

export interface Drawn {
  readonly annotations: readonly Annotation[];
  readonly image: MeasuredImage;
  /** Pixels of the canvas to one of the page: lines and words are as thick and as large beside the image as on screen. */
  readonly unit: number;
  readonly tell: Tell;
}

/**
 * @param toCanvas  from a point of the image to pixels of the canvas
 * @param side      of the square canvas
 */
export function paintAnnotations(
  context: CanvasRenderingContext2D,
  { annotations, image, unit, tell }: Drawn,
  toCanvas: (point: ImagePoint) => Point,
  side: number,
): void {
  context.save();
  context.scale(unit, unit);
  context.lineCap = context.lineJoin = 'round';
  const pane = { width: side / unit, height: side / unit };
  const taken: Box[] = [];
  for (const annotation of annotations) {
    const points = annotation.points.map(toCanvas).map(({ x, y }) => ({ x: x / unit, y: y / unit }));
    const outline = new Path2D(outlineOf(annotation.kind, points));
    stroke(context, outline, RIM, RIM_WIDTH);
    stroke(context, outline, COLOUR, LINE_WIDTH);
    const lines = labelOf(annotation, measure(annotation, image)).map(tell);
    const box = labelBox(wordsAt(annotation.kind, points, pane), lines, pane, taken);
    write(context, lines, box);
    taken.push(box);
  }
  context.restore();
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

function write(context: CanvasRenderingContext2D, lines: readonly string[], { left, top }: Box): void {
  context.font = FONT;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  lines.forEach((line, row) => writeRimmed(context, line, [left, top + LINE_HEIGHT * (row + 0.8)], COLOUR));
}
