/** Which kernels can compute a convolution on which kind of adapter, the one that is taken unmeasured first. */
import { directConv2d, fitsDirectConv2d } from '../kernels/directConv2d.ts';
import type { ConvolutionGeometry } from '../kernels/geometry.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { plainConv2d } from '../kernels/plainConv2d.ts';
import { pointwiseConv2d } from '../kernels/pointwiseConv2d.ts';
import { TILES, tiledPointwiseConv2d, type PointwiseTile } from '../kernels/tiledPointwiseConv2d.ts';

/** What the choice depends on: a device's kind and what it grants. */
export interface AdapterClass {
  readonly software: boolean;
  readonly limits: Pick<
    GPUSupportedLimits,
    'maxComputeInvocationsPerWorkgroup' | 'maxComputeWorkgroupStorageSize'
  >;
}

/**
 * Workgroups below which a tile leaves multiprocessors idle: a discrete card has 30 to 140 of them. Not measured; the
 * tuning is.
 */
const ENOUGH_WORKGROUPS = 128;

/** @returns kernels that give the same results but for rounding */
export function candidatesFor(
  geometry: ConvolutionGeometry,
  adapter: AdapterClass,
): readonly [Kernel, ...Kernel[]] {
  if (fitsPointwise(geometry)) return pointwise(geometry, adapter);
  if (fitsDirectConv2d(geometry)) {
    // Seven divide every side of a 224-pixel network from 56 down; a stem's seven taps leave room for four.
    const [first, second] = geometry.filterWidth > 3 || geometry.outWidth % 7 !== 0 ? [4, 7] : [7, 4];
    return [directConv2d(geometry, first), directConv2d(geometry, second)];
  }
  return [plainConv2d(geometry)];
}

/**
 * A software adapter emulates workgroup memory and barriers, so that it computes in registers; one tile for all shapes,
 * for there compiling a larger one costs more seconds than it saves (14×16: 3.5 s more to start, an eighth less a slice).
 */
function pointwise(geometry: ConvolutionGeometry, { software, limits }: AdapterClass): [Kernel, ...Kernel[]] {
  if (software) return [pointwiseConv2d(geometry, { rows: 7, vectors: 4 })];
  const tiles = TILES.filter(
    ({ invocations, workgroupBytes }) =>
      invocations <= limits.maxComputeInvocationsPerWorkgroup &&
      workgroupBytes <= limits.maxComputeWorkgroupStorageSize,
  );
  const busy = tiles.filter((tile) => workgroupsOf(geometry, tile) >= ENOUGH_WORKGROUPS);
  const first = busy.at(-1) ?? tiles[0];
  const inRegisters = pointwiseConv2d(geometry, { rows: 4, vectors: 2 });
  if (!first) return [inRegisters];
  const others = tiles.filter((tile) => tile !== first);
  return [
    tiledPointwiseConv2d(geometry, first),
    ...others.map((tile) => tiledPointwiseConv2d(geometry, tile)),
    inRegisters,
  ];
}

function workgroupsOf({ batch, outHeight, outWidth, outChannels }: ConvolutionGeometry, tile: PointwiseTile) {
  return Math.ceil((batch * outHeight * outWidth) / tile.pixels) * Math.ceil(outChannels / tile.channels);
}

function fitsPointwise(geometry: ConvolutionGeometry): boolean {
  const { filterHeight, filterWidth, pad, groups, inChannels, outChannels } = geometry;
  const plain = filterHeight === 1 && filterWidth === 1 && pad === 0 && groups === 1;
  return plain && inChannels % 4 === 0 && outChannels % 4 === 0;
}
