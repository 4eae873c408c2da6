/** A slice taken together with its neighbours, as if it were thicker. */
import type { HounsfieldFrame } from '../dicom/index.ts';
import { combined, frameOf, readerOf, sampled, type Sheet } from './combine.ts';
import type { Layer, Slab, SlabMode, Stack } from './types.ts';

/** mm by which the middle of one may lie beyond a slab and still be in it. */
const IN_SLAB = 1e-6;
/** mm of a layer or a cut that are no part of a slab: positions are written with few decimals. */
const NO_PART = 0.05;
/** Of a pixel: layers that are shifted by less lie over each other. Positions are written with few decimals. */
const SAME_PIXEL = 0.005;

/** A layer of a slab, and how many mm of its own depth lie within. */
export interface SlabLayer {
  readonly layer: Layer;
  readonly within: number;
}

/**
 * The layers of a slab about a slice, itself among them; none where it is no layer of the stack. A layer is as deep as half
 * of the way to its neighbours: a mean takes of each what lies within, so that it is of as many mm as it says whatever
 * the slices' distance; a maximum takes the layers whose middle lies within.
 */
export function layersOfSlab({ layers, step }: Stack, sliceId: string, slab: Slab): readonly SlabLayer[] {
  const middle = layers.findIndex((layer) => layer.sliceId === sliceId);
  const at = layers[middle]?.height;
  if (at === undefined) return [];
  return layers.flatMap((layer, index) => {
    const [from, to] = depthOf(layers, index, step);
    const { within, taken } = partOfSlab(slab, { from: from - at, middle: layer.height - at, to: to - at });
    return taken || index === middle ? [{ layer, within }] : [];
  });
}

/** Where a layer or a cut lies, mm from the middle of a slab. */
interface Depth {
  readonly from: number;
  readonly middle: number;
  readonly to: number;
}

/**
 * How many mm of a layer or a cut lie within a slab, and whether it is taken: by a mean for what of it lies within, by a
 * maximum where its middle does.
 */
export function partOfSlab(
  { mode, thickness }: Slab,
  { from, middle, to }: Depth,
): { readonly within: number; readonly taken: boolean } {
  const half = thickness / 2;
  const within = Math.min(to, half) - Math.max(from, -half);
  return { within, taken: mode === 'mean' ? within > NO_PART : Math.abs(middle) <= half + IN_SLAB };
}

/** What a layer stands for, mm: half of the way to each neighbour, and half a usual step where none is near. */
function depthOf(layers: readonly Layer[], index: number, step: number): readonly [from: number, to: number] {
  const [below, own, above] = [layers[index - 1], layers[index], layers[index + 1]];
  const height = own?.height ?? 0;
  const down = below && !own?.gapBelow ? height - below.height : step;
  const up = above && !above.gapBelow ? above.height - height : step;
  return [height - down / 2, height + up / 2];
}

/**
 * Layers behind each other as one image.
 * @param middle  whose pixels the image has: what a tilted gantry shifted against it is moved back
 */
export function axialSlab(
  stack: Stack,
  middle: Layer,
  layers: readonly SlabLayer[],
  mode: SlabMode,
): HounsfieldFrame {
  const sheets = layers.map(({ layer }) => valuesOnto(stack, middle, layer));
  const weights = layers.map(({ within }) => within);
  return frameOf(combined(sheets, mode, weights), stack, stack);
}

/** A layer's values where the middle one has its pixels, linear between its own; NaN beyond its edges. */
function valuesOnto({ columns, rows, spacing }: Stack, middle: Layer, layer: Layer): Sheet {
  const x = parted((middle.shift.x - layer.shift.x) / spacing.x);
  const y = parted((middle.shift.y - layer.shift.y) / spacing.y);
  const moved = [x, y].some(({ whole, share }) => whole !== 0 || share !== 0);
  if (!moved) return layer.frame;
  const valueAt = readerOf(layer.frame);
  const result = new Float32Array(columns * rows).fill(NaN);
  const right = x.share > 0 ? 1 : 0;
  const below = y.share > 0 ? columns : 0;
  const lastRow = Math.min(rows, rows - y.whole - (y.share > 0 ? 1 : 0));
  const lastColumn = Math.min(columns, columns - x.whole - right);
  for (let row = Math.max(0, -y.whole); row < lastRow; row += 1) {
    for (let column = Math.max(0, -x.whole); column < lastColumn; column += 1) {
      const at = (row + y.whole) * columns + column + x.whole;
      const near = between(valueAt(at), valueAt(at + right), x.share);
      const far = between(valueAt(at + below), valueAt(at + below + right), x.share);
      result[row * columns + column] = near + (far - near) * y.share;
    }
  }
  return sampled(result);
}

function between(low: number, high: number, share: number): number {
  return low + (high - low) * share;
}

/** A distance in whole pixels and the share of one more. */
function parted(pixels: number): { whole: number; share: number } {
  const nearest = Math.round(pixels);
  if (Math.abs(pixels - nearest) < SAME_PIXEL) return { whole: nearest, share: 0 };
  const whole = Math.floor(pixels);
  return { whole, share: pixels - whole };
}
