/** Which kernel computes a convolution on which kind of adapter. */
import { directConv2d, fitsDirectConv2d } from '../kernels/directConv2d.ts';
import type { ConvolutionGeometry } from '../kernels/geometry.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { plainConv2d } from '../kernels/plainConv2d.ts';
import { pointwiseConv2d } from '../kernels/pointwiseConv2d.ts';

/**
 * The candidates for a convolution, the one that is taken unmeasured first. Results are the same but for rounding.
 */
export function candidatesFor(geometry: ConvolutionGeometry): readonly [Kernel, ...Kernel[]] {
  if (fitsPointwise(geometry)) {
    return [
      pointwiseConv2d(geometry, { rows: 7, vectors: 4 }),
      pointwiseConv2d(geometry, { rows: 7, vectors: 4 }),
      pointwiseConv2d(geometry, { rows: 8, vectors: 8 }),
      pointwiseConv2d(geometry, { rows: 4, vectors: 2 }),
    ];
  }
  if (fitsDirectConv2d(geometry)) {
    // Seven divide every side of a 224-pixel network from 56 down; a stem's seven taps leave room for four.
    const [first, second] = geometry.filterWidth > 3 || geometry.outWidth % 7 !== 0 ? [4, 7] : [7, 4];
    return [directConv2d(geometry, first), directConv2d(geometry, second)];
  }
  return [plainConv2d(geometry)];
}

function fitsPointwise({
  filterHeight,
  filterWidth,
  pad,
  groups,
  inChannels,
  outChannels,
}: ConvolutionGeometry) {
  const pointwise = filterHeight === 1 && filterWidth === 1 && pad === 0 && groups === 1;
  return pointwise && inChannels % 4 === 0 && outChannels % 4 === 0;
}
