/** A slice taken together with its neighbours, as if it were thicker. */
import type { HounsfieldFrame } from '../dicom/index.ts';
import { combined, frameOf, readerOf, sampled, type Sheet } from './combine.ts';
import type { Layer, SlabMode, Stack } from './types.ts';

/** mm by which a layer may lie beyond a slab and still be in it. */
const IN_SLAB = 1e-6;
/** Of a pixel: layers that are shifted by less lie over each other. Positions are written with few decimals. */
const SAME_PIXEL = 0.005;

/** The layers within a slab about a slice, itself among them; none where it is no layer of the stack. */
export function layersOfSlab({ layers }: Stack, sliceId: string, thickness: number): readonly Layer[] {
  const middle = layers.find((layer) => layer.sliceId === sliceId);
  if (!middle) return [];
  return layers.filter(({ height }) => Math.abs(height - middle.height) <= thickness / 2 + IN_SLAB);
}

/**
 * Layers behind each other as one image.
 * @param middle  whose pixels the image has: what a tilted gantry shifted against it is moved back
 */
export function axialSlab(
  stack: Stack,
  middle: Layer,
  layers: readonly Layer[],
  mode: SlabMode,
): HounsfieldFrame {
  const sheets = layers.map((layer) => valuesOnto(stack, middle, layer));
  return frameOf(combined(sheets, mode), stack, stack);
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
