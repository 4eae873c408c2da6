/**
 * Where the image lies in the pane: zoom, pan and fit as plain numbers. The fit state is ours because cornerstone guesses
 * it from rounded sizes; the arithmetic is ours because its pixels are the canvas's, which on a HiDPI screen are not the
 * pointer's.
 */
import { imagePixel, type ImagePixel } from '../base/index.ts';
import type { FrameGeometry } from '../dicom/index.ts';

/** What decides about fitting: two images of the same shape are shown in the same zoom and pan. */
export interface ImageShape {
  readonly rows: number;
  readonly columns: number;
  /** Width and height of a pixel in units of its shorter side: one of them is 1. */
  readonly aspect: { readonly x: number; readonly y: number };
  readonly orientation: FrameGeometry['orientation'];
}

/** In CSS pixels. */
export interface Pane {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface View {
  /** CSS pixels per image pixel, along the shorter side of a pixel. */
  readonly scale: number;
  /** From the pane's centre to the image's, CSS pixels: stays when the pane changes size. */
  readonly pan: Point;
}

/** 10 % and 2000 %: further out a head is a stamp, further in a pixel fills the pane. Fitting may go beyond either. */
const LIMITS = { least: 0.1, most: 20 };

export function shapeOf(
  { rows, columns }: { rows: number; columns: number },
  { pixelSpacing, orientation }: FrameGeometry,
): ImageShape {
  const { row, column } = pixelSpacing ?? { row: 1, column: 1 };
  const known = row > 0 && column > 0;
  const aspect = known ? { x: Math.max(column / row, 1), y: Math.max(row / column, 1) } : { x: 1, y: 1 };
  return { rows, columns, aspect, orientation };
}

/** Equal up to what scanners write from slice to slice of one series. */
export function sameShape(a: ImageShape, b: ImageShape): boolean {
  const numbers = ({ aspect, orientation }: ImageShape) => [
    aspect.x,
    aspect.y,
    ...(orientation?.row ?? []),
    ...(orientation?.column ?? []),
  ];
  const ofB = numbers(b);
  return (
    a.rows === b.rows &&
    a.columns === b.columns &&
    numbers(a).length === ofB.length &&
    numbers(a).every((value, index) => Math.abs(value - (ofB[index] ?? NaN)) < 1e-3)
  );
}

/** The whole image in the pane, in true proportion, centred. */
export function fitView(pane: Pane, { rows, columns, aspect }: ImageShape): View {
  const scale = Math.min(pane.width / (columns * aspect.x), pane.height / (rows * aspect.y));
  return { scale, pan: { x: 0, y: 0 } };
}

/** Zooms so that what lies under `at` stays there. @param at  CSS pixels from the pane's top left corner */
export function zoomView(view: View, pane: Pane, factor: number, at: Point): View {
  const scale = clampScale(view.scale * factor, view.scale);
  const grown = scale / view.scale;
  const keep = (position: number, half: number, pan: number) =>
    position - half - (position - half - pan) * grown;
  return {
    scale,
    pan: { x: keep(at.x, pane.width / 2, view.pan.x), y: keep(at.y, pane.height / 2, view.pan.y) },
  };
}

/** Pans by CSS pixels; some of the image always stays in the pane. */
export function panView(view: View, pane: Pane, shape: ImageShape, by: Point): View {
  const reach = (side: number, image: number, pan: number) => {
    const furthest = Math.max((side + image * view.scale) / 2 - KEPT_IN_PANE, 0);
    return Math.min(Math.max(pan, -furthest), furthest);
  };
  return {
    scale: view.scale,
    pan: {
      x: reach(pane.width, shape.columns * shape.aspect.x, view.pan.x + by.x),
      y: reach(pane.height, shape.rows * shape.aspect.y, view.pan.y + by.y),
    },
  };
}

const KEPT_IN_PANE = 32;

/** `canvas = origin + scale × image`, both axes for themselves: there is no rotation. */
export interface Placement {
  readonly origin: Point;
  readonly scale: Point;
}

export function placementOf(view: View, pane: Pane, { rows, columns, aspect }: ImageShape): Placement {
  const scale = { x: view.scale * aspect.x, y: view.scale * aspect.y };
  return {
    scale,
    origin: {
      x: pane.width / 2 + view.pan.x - (columns / 2) * scale.x,
      y: pane.height / 2 + view.pan.y - (rows / 2) * scale.y,
    },
  };
}

/** Which image point lies under a point of the pane; outside the image too. */
export function imagePointAt(
  { origin, scale }: Placement,
  { x, y }: Point,
): { x: ImagePixel; y: ImagePixel } {
  return { x: imagePixel((x - origin.x) / scale.x), y: imagePixel((y - origin.y) / scale.y) };
}

/** Within the limits, or no further out of them than the present scale. */
function clampScale(scale: number, present: number): number {
  return Math.min(Math.max(scale, Math.min(LIMITS.least, present)), Math.max(LIMITS.most, present));
}
