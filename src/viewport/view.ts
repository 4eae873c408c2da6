/**
 * Where the image lies in the pane: zoom, pan, fit, flips and turns as plain numbers. The fit state is ours because cornerstone guesses
 * it from rounded sizes; the arithmetic is ours because its pixels are the canvas's, which on a HiDPI screen are not the
 * pointer's.
 */
import { imagePixel, type ImagePixel } from '../base/index.ts';
import { pixelProportion, sameOrientation, type FrameGeometry } from '../dicom/index.ts';
import { axesOf, isOnItsSide, turned, turnedPoint, upright, type Attitude, type Turn } from './attitude.ts';

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
  readonly attitude: Attitude;
}

/** 10 % and 2000 %: further out a head is a stamp, further in a pixel fills the pane. Fitting may go beyond either. */
const LIMITS = { least: 0.1, most: 20 };

/** The nearest point that the pane holds. */
export function withinPane({ width, height }: Pane, { x, y }: Point): Point {
  return { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
}

export function shapeOf(
  { rows, columns }: { rows: number; columns: number },
  geometry: FrameGeometry,
): ImageShape {
  const proportion = pixelProportion(geometry);
  const known = proportion > 0 && Number.isFinite(proportion);
  const aspect = known ? { x: Math.max(1 / proportion, 1), y: Math.max(proportion, 1) } : { x: 1, y: 1 };
  return { rows, columns, aspect, orientation: geometry.orientation };
}

/** Equal up to what scanners write from slice to slice of one series. */
export function sameShape(a: ImageShape, b: ImageShape): boolean {
  const near = (one: number, other: number) => Math.abs(one - other) < 1e-3;
  return (
    a.rows === b.rows &&
    a.columns === b.columns &&
    near(a.aspect.x, b.aspect.x) &&
    near(a.aspect.y, b.aspect.y) &&
    sameOrientation(a.orientation, b.orientation)
  );
}

/** Width and height of the image on the screen at a scale of 1. */
function extentOf({ rows, columns, aspect }: ImageShape, attitude: Attitude): Pane {
  const across = columns * aspect.x;
  const down = rows * aspect.y;
  return isOnItsSide(attitude) ? { width: down, height: across } : { width: across, height: down };
}

/** The whole image in the pane, in true proportion, centred. */
export function fitView(pane: Pane, shape: ImageShape, attitude: Attitude = upright): View {
  const { width, height } = extentOf(shape, attitude);
  return { scale: Math.min(pane.width / width, pane.height / height), pan: { x: 0, y: 0 }, attitude };
}

/** Zooms so that what lies under `at` stays there. @param at  CSS pixels from the pane's top left corner */
export function zoomView(view: View, pane: Pane, factor: number, at: Point): View {
  const scale = clampScale(view.scale * factor, view.scale);
  const grown = scale / view.scale;
  const keep = (position: number, half: number, pan: number) =>
    position - half - (position - half - pan) * grown;
  return {
    ...view,
    scale,
    pan: { x: keep(at.x, pane.width / 2, view.pan.x), y: keep(at.y, pane.height / 2, view.pan.y) },
  };
}

/** Pans by CSS pixels; some of the image always stays in the pane. */
export function panView(view: View, pane: Pane, shape: ImageShape, by: Point): View {
  const { width, height } = extentOf(shape, view.attitude);
  const reach = (side: number, image: number, pan: number) => {
    const furthest = Math.max((side + image * view.scale) / 2 - KEPT_IN_PANE, 0);
    return Math.min(Math.max(pan, -furthest), furthest);
  };
  return {
    ...view,
    pan: {
      x: reach(pane.width, width, view.pan.x + by.x),
      y: reach(pane.height, height, view.pan.y + by.y),
    },
  };
}

const KEPT_IN_PANE = 32;

/** Flips or turns what is seen about the middle of the pane. */
export function turnView(view: View, turn: Turn): View {
  return { ...view, pan: turnedPoint(view.pan, turn), attitude: turned(view.attitude, turn) };
}

/** From image pixels to CSS pixels of the pane: `(a·x + c·y + e, b·x + d·y + f)`, as CSS and SVG name a matrix. */
export interface Placement {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export function placementOf(view: View, pane: Pane, { rows, columns, aspect }: ImageShape): Placement {
  const axes = axesOf(view.attitude);
  const a = view.scale * aspect.x * axes.x.x;
  const b = view.scale * aspect.x * axes.x.y;
  const c = view.scale * aspect.y * axes.y.x;
  const d = view.scale * aspect.y * axes.y.y;
  return {
    a,
    b,
    c,
    d,
    e: pane.width / 2 + view.pan.x - (a * columns + c * rows) / 2,
    f: pane.height / 2 + view.pan.y - (b * columns + d * rows) / 2,
  };
}

/** Which image point lies under a point of the pane; outside the image too. */
export function imagePointAt(
  { a, b, c, d, e, f }: Placement,
  { x, y }: Point,
): { x: ImagePixel; y: ImagePixel } {
  const determinant = a * d - b * c;
  return {
    x: imagePixel((d * (x - e) - c * (y - f)) / determinant),
    y: imagePixel((a * (y - f) - b * (x - e)) / determinant),
  };
}

/** Where an image point lies in the pane, CSS pixels. */
export function panePointOf({ a, b, c, d, e, f }: Placement, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** Within the limits, or no further out of them than the present scale. */
function clampScale(scale: number, present: number): number {
  return Math.min(Math.max(scale, Math.min(LIMITS.least, present)), Math.max(LIMITS.most, present));
}
