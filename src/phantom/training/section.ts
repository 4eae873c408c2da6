/**
 * Sections of a scanned series that the scanner did not make: tilted and thicker. No head lies as another did, and what bone
 * leaves of itself in a slice near vertex and base depends on how it lies.
 */
import type { Random } from '../random.ts';
import { PIXELS, SIZE, at, between, createField, type Field } from './field.ts';
import { columnOf, rowOf } from './ground.ts';

/** A series without a bleed, from the skull base upwards to the vertex. */
export interface Background {
  readonly slices: readonly BackgroundSlice[];
  /** Millimetres a pixel. */
  readonly pixel: number;
}

export interface BackgroundSlice {
  /** SIZE × SIZE, row-major, Hounsfield units. */
  readonly hounsfield: Float32Array;
  /** Along the series' normal, mm, from wherever the scanner counts. */
  readonly position: number;
  /** Of the upper left pixel along rows and columns, mm, counted likewise: a tilted gantry moves the picture with the table. */
  readonly corner: readonly [along: number, down: number];
}

export interface Plane {
  /** Where the plane meets the middle of the picture, mm, as the slices' positions. */
  readonly position: number;
  /** How much it rises from a pixel to the next, mm: to the right and downwards in the picture. */
  readonly right: number;
  readonly down: number;
  /** Mean over so many mm along the normal of the series, of slices that are as thick as they are. */
  readonly thickness: number;
}

/** Degrees, one standard deviation: nodding and leaning. */
const NOD = 7;
const LEAN = 4;
/** No head lies further than this from how it was scanned, degrees. */
const MOST = 18;
/** Share of sections that are a slice as the scanner made it. */
const STRAIGHT = 0.25;
/** Slice thicknesses in use, mm. */
const THICKNESS = [1, 7.5] as const;
/** Heights are told apart so far, mm, and thick sections are a mean of heights so far apart at most. */
const STEP = 0.5;
const AIR = -1000;
const MIDDLE = (SIZE - 1) / 2;

/** The slice of the series that lies nearest. */
export function straight({ slices }: Background, position: number): Plane {
  return { position: nearest(slices, position).position, right: 0, down: 0, thickness: 0 };
}

/** A plane at a position, lying as heads do. */
export function drawPlane(background: Background, position: number, random: Random): Plane {
  if (random.chance(STRAIGHT)) return straight(background, position);
  const { pixel } = background;
  return {
    position,
    right: slope(random.normal() * LEAN) * pixel,
    down: slope(random.normal() * NOD) * pixel,
    thickness: random.uniform(...THICKNESS),
  };
}

function slope(degrees: number): number {
  return Math.tan((Math.min(MOST, Math.max(-MOST, degrees)) * Math.PI) / 180);
}

/** The series along a plane, between slices linearly, beyond the first and the last as they are. */
export function section(background: Background, { position, right, down, thickness }: Plane): Field {
  const { slices } = background;
  const reach = (SIZE * (Math.abs(right) + Math.abs(down))) / 2;
  const bins = 1 + 2 * Math.ceil(reach / STEP);
  const lowest = position - ((bins - 1) / 2) * STEP;
  const shares = Array.from({ length: bins }, (_, bin) => sharesAt(slices, lowest + bin * STEP, thickness));
  const corner = cornerAt(slices, position);
  const aligned = new Map<number, Field>();
  for (const [index] of shares.flat()) {
    const slice = slices[index];
    if (slice && !aligned.has(index)) aligned.set(index, inFrame(slice, corner, background.pixel));
  }
  const parts = shares.map((some) =>
    some.map(([index, share]) => ({ field: aligned.get(index) ?? createField(), share })),
  );
  const result = createField();
  for (let index = 0; index < PIXELS; index += 1) {
    const height = right * (columnOf(index) - MIDDLE) + down * (rowOf(index) - MIDDLE);
    let sum = 0;
    for (const { field, share } of parts[Math.round(height / STEP) + (bins - 1) / 2] ?? []) {
      sum += share * at(field, index);
    }
    result[index] = sum;
  }
  return result;
}

/** Slices that a height is read from, by index, and the share of each. */
type Shares = readonly (readonly [index: number, share: number])[];

function sharesAt(slices: readonly BackgroundSlice[], height: number, thickness: number): Shares {
  const samples = 1 + Math.ceil(thickness / STEP);
  const shares = new Map<number, number>();
  for (let sample = 0; sample < samples; sample += 1) {
    const { below, part } = bracket(slices, height + ((sample + 0.5) / samples - 0.5) * thickness);
    for (const [index, share] of [[below, 1 - part] as const, [below + 1, part] as const]) {
      if (share > 0) shares.set(index, (shares.get(index) ?? 0) + share / samples);
    }
  }
  return [...shares];
}

/** The slice below a height, and how far it is from there to the next, 0 to 1; at the ends the last there is. */
function bracket(slices: readonly BackgroundSlice[], height: number): { below: number; part: number } {
  const above = slices.findIndex(({ position }) => position > height);
  if (above === 0) return { below: 0, part: 0 };
  const [low, high] = [slices[above - 1], slices[above]];
  if (!low || !high) return { below: slices.length - 1, part: 0 };
  return { below: above - 1, part: (height - low.position) / (high.position - low.position) };
}

function nearest(slices: readonly BackgroundSlice[], position: number): BackgroundSlice {
  return slices.reduce((best, slice) =>
    Math.abs(slice.position - position) < Math.abs(best.position - position) ? slice : best,
  );
}

function cornerAt(slices: readonly BackgroundSlice[], position: number): BackgroundSlice['corner'] {
  const { below, part } = bracket(slices, position);
  const low = slices[below]?.corner ?? [0, 0];
  const high = slices[below + 1]?.corner ?? low;
  return [low[0] + part * (high[0] - low[0]), low[1] + part * (high[1] - low[1])];
}

/** A slice as a picture with another corner has it. */
function inFrame(slice: BackgroundSlice, corner: BackgroundSlice['corner'], pixel: number): Field {
  const right = (corner[0] - slice.corner[0]) / pixel;
  const down = (corner[1] - slice.corner[1]) / pixel;
  if (Math.hypot(right, down) < 0.05) return slice.hounsfield;
  return createField().map((_, index) => {
    const [x, y] = [columnOf(index) + right, rowOf(index) + down];
    const outside = x < 0 || y < 0 || x > SIZE - 1 || y > SIZE - 1;
    return outside ? AIR : between(slice.hounsfield, x, y);
  });
}
