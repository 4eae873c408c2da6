/**
 * Coronal and sagittal cuts through a stack of axial slices, at right angles to them and with true distances. Between
 * layers values are linear; where layers are missing there is nothing to see, instead of something made up.
 */
import { millimetre } from '../base/index.ts';
import { combined, frameOf, readerOf, sampled } from './combine.ts';
import { partOfSlab } from './slab.ts';
import { inPatient } from './stack.ts';
import type { Layer, Plane, PlaneAxis, Reformat, Slab, Stack } from './types.ts';

/** mm by which a place may lie beyond a layer and still be on it. */
const ON_LAYER = 1e-6;

/** Pixels of a cut: along it, and up. */
export interface CutShape {
  readonly columns: number;
  readonly rows: number;
  /** mm between columns; between rows. */
  readonly across: number;
  readonly down: number;
}

/** How large a cut is; it depends on the plane alone, so that the image does not jump while one scrolls. */
export function cutShape(stack: Stack, plane: Plane): CutShape {
  const { box, spacing, layers } = stack;
  const along = stack.along[plane];
  const across = spacing[along];
  const { from, to } = box[along];
  const down = Math.min(spacing.x, spacing.y);
  const tall = layers.at(-1)?.height ?? 0;
  return {
    columns: Math.floor((to - from) / across + ON_LAYER) + 1,
    rows: Math.max(1, Math.floor(tall / down + ON_LAYER) + 1),
    across,
    down,
  };
}

/** The axis along which the cuts of a plane lie behind each other. */
export function throughAxis({ along }: Stack, plane: Plane): PlaneAxis {
  return along[plane] === 'x' ? 'y' : 'x';
}

/** How many cuts there are, one a row or column of the slices: of rows for coronal cuts of a usual axial slice. */
export function cutCount(stack: Stack, plane: Plane): number {
  const through = throughAxis(stack, plane);
  const { from, to } = stack.box[through];
  return Math.floor((to - from) / stack.spacing[through] + ON_LAYER) + 1;
}

/** Row of a cut at which a layer lies; head up. */
export function rowOfLayer(stack: Stack, plane: Plane, layer: Layer): number {
  return ((stack.layers.at(-1)?.height ?? 0) - layer.height) / cutShape(stack, plane).down;
}

/** The layer nearest to a row of a cut. */
export function layerAtRow(stack: Stack, plane: Plane, row: number): Layer | undefined {
  const height = (stack.layers.at(-1)?.height ?? 0) - row * cutShape(stack, plane).down;
  return stack.layers.reduce<Layer | undefined>(
    (best, layer) =>
      best && Math.abs(best.height - height) <= Math.abs(layer.height - height) ? best : layer,
    undefined,
  );
}

/** Where a cut crosses a layer: row or column of that layer's image ({@link throughAxis}), with fractions. */
export function pixelOfCut(stack: Stack, plane: Plane, cut: number, { shift }: Layer): number {
  const through = throughAxis(stack, plane);
  return (stack.box[through].from - shift[through]) / stack.spacing[through] + cut;
}

/** The cut nearest to a row or column of a layer's image ({@link throughAxis}). */
export function cutAtPixel(stack: Stack, plane: Plane, pixel: number, layer: Layer): number {
  const cut = Math.round(pixel - pixelOfCut(stack, plane, 0, layer));
  return Math.min(cutCount(stack, plane) - 1, Math.max(0, cut));
}

/**
 * @param cut  from 0, from anterior or from the patient's right, as rows and columns of a usual axial slice run
 * @param slab  several cuts behind each other instead of one, centred on it
 */
export function reformat(stack: Stack, plane: Plane, cut: number, slab?: Slab): Reformat {
  const shape = cutShape(stack, plane);
  const through = throughAxis(stack, plane);
  const step = stack.spacing[through];
  const cuts = slab ? cutsOfSlab(cut, cutCount(stack, plane), step, slab) : [{ index: cut, within: step }];
  const sheets = cuts.map(({ index }) => sample(stack, plane, index, shape));
  const [only, ...others] = sheets;
  const weights = cuts.map(({ within }) => within);
  const values =
    only && others.length === 0 ? only : combined(sheets.map(sampled), slab?.mode ?? 'mean', weights);
  const { box, layers } = stack;
  const start = { x: box.x.from, y: box.y.from, z: layers.at(-1)?.height ?? 0 };
  const corner = { ...start, [through]: start[through] + cut * step };
  const [zx, zy, zz] = stack.axes.z;
  return {
    frame: frameOf(values, shape, stack),
    geometry: {
      position: inPatient(stack, corner),
      orientation: {
        row: stack.axes[stack.along[plane]],
        column: [-zx, -zy, -zz],
      },
      pixelSpacing: { row: millimetre(shape.down), column: millimetre(shape.across) },
      sliceThickness: slab?.thickness ?? millimetre(step),
    },
  };
}

/**
 * The cuts of a slab about one of them, itself among them, and how many mm of each lie within.
 * @param step  mm from one cut to the next, as deep as each is
 */
function cutsOfSlab(
  middle: number,
  count: number,
  step: number,
  slab: Slab,
): readonly { readonly index: number; readonly within: number }[] {
  const reach = Math.ceil(slab.thickness / 2 / step);
  const from = Math.max(0, middle - reach);
  const to = Math.min(count - 1, middle + reach);
  return Array.from({ length: to - from + 1 }, (_, place) => from + place).flatMap((index) => {
    const away = (index - middle) * step;
    const depth = { from: away - step / 2, middle: away, to: away + step / 2 };
    const { within, taken } = partOfSlab(slab, depth);
    return taken || index === middle ? [{ index, within }] : [];
  });
}

/** One cut: every layer's line, then what lies between. NaN where there is nothing. */
function sample(stack: Stack, plane: Plane, cut: number, shape: CutShape): Float32Array {
  const { layers, step } = stack;
  const lines = layers.map((layer) => lineOf(stack, plane, cut, shape, layer));
  const values = new Float32Array(shape.columns * shape.rows).fill(NaN);
  const top = layers.at(-1)?.height ?? 0;
  let above = layers.length - 1;
  for (let row = 0; row < shape.rows; row += 1) {
    const height = top - row * shape.down;
    while (above > 1 && (layers[above - 1]?.height ?? 0) > height) above -= 1;
    const [low, high] = [layers[above - 1], layers[above]];
    const [under, over] = [lines[above - 1], lines[above]];
    if (!low || !high || !under || !over) continue;
    const gap = high.height - low.height;
    const share = Math.min(1, Math.max(0, (height - low.height) / gap));
    const toNearest = Math.min(share, 1 - share) * gap;
    if (high.gapBelow && toNearest > step / 2) continue;
    const weight = high.gapBelow ? Math.round(share) : share;
    const start = row * shape.columns;
    // On a layer there may be nothing above it to mix with.
    if (weight === 0 || weight === 1) values.set(weight === 0 ? under : over, start);
    else mix(under, over, weight, values.subarray(start, start + shape.columns));
  }
  return values;
}

function mix(under: Float32Array, over: Float32Array, weight: number, result: Float32Array): void {
  const { length } = result;
  for (let column = 0; column < length; column += 1) {
    const low = under[column] ?? NaN;
    result[column] = low + ((over[column] ?? NaN) - low) * weight;
  }
}

/** A layer's values along a cut, linear between its pixels; NaN beyond its edges. */
function lineOf(stack: Stack, plane: Plane, cut: number, { columns }: CutShape, layer: Layer): Float32Array {
  const { box, spacing } = stack;
  const line = new Float32Array(columns).fill(NaN);
  const across = pixelOfCut(stack, plane, cut, layer);
  const axis = stack.along[plane];
  const start = (box[axis].from - layer.shift[axis]) / spacing[axis];
  const [along, beside] = axis === 'x' ? [1, stack.columns] : [stack.columns, 1];
  const [length, depth] = axis === 'x' ? [stack.columns, stack.rows] : [stack.rows, stack.columns];
  const side = linear(across, depth);
  if (!side) return line;
  const valueAt = readerOf(layer.frame);
  // From pixel to pixel of the cut the share between two of the layer's stays the same.
  const whole = Math.floor(start + ON_LAYER);
  // What positions are off by rounding is no part of a pixel: the last column would be lost to it.
  const over = start - whole;
  const share = over > ON_LAYER ? over : 0;
  const first = Math.max(0, -whole);
  const end = Math.min(columns, length - whole - (share > 0 ? 1 : 0));
  const next = share > 0 ? along : 0;
  const [low, high] = [side.low * beside, side.high * beside];
  // Most cuts run from pixel to pixel: there is nothing to mix.
  if (share === 0 && side.share <= ON_LAYER) {
    for (let column = first; column < end; column += 1)
      line[column] = valueAt((whole + column) * along + low);
    return line;
  }
  for (let column = first; column < end; column += 1) {
    const at = (whole + column) * along;
    const near = valueAt(at + low) * (1 - share) + valueAt(at + next + low) * share;
    const far = valueAt(at + high) * (1 - share) + valueAt(at + next + high) * share;
    line[column] = near + (far - near) * side.share;
  }
  return line;
}

/** The two pixels about a place and the second one's share; undefined beyond the edge. */
function linear(place: number, count: number): { low: number; high: number; share: number } | undefined {
  if (place < -ON_LAYER || place > count - 1 + ON_LAYER) return undefined;
  const held = Math.min(count - 1, Math.max(0, place));
  const low = Math.floor(held);
  return { low, high: Math.min(count - 1, low + 1), share: held - low };
}
