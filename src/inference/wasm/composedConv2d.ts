import * as tf from '@tensorflow/tfjs';
import type { ConvolutionGeometry } from '../kernels/geometry.ts';

/**
 * Channels a stock convolution gets at least. Neighbouring groups are joined into one convolution whose filter is
 * block-diagonal: more joins multiply by more zeros, fewer joins cut the picture into more slices.
 */
const JOINED_CHANNELS = 32;

/** Filters as joined convolutions read them, kept as long as the filter they were made from. */
const joinedFilters = new WeakMap<object, tf.Tensor4D[]>();

/**
 * A grouped convolution out of stock ops, for backends without a kernel of ours.
 * Shapes as in `groupedConv2d`.
 */
export function composeGroupedConv2d(
  x: tf.Tensor,
  filter: tf.Tensor,
  bias: tf.Tensor,
  geometry: ConvolutionGeometry,
): tf.Tensor {
  const joins = joinsOf(geometry);
  const inWide = geometry.inChannels / joins;
  const outWide = geometry.outChannels / joins;
  const filters = joinedFilters.get(filter.dataId) ?? joinFilters(filter, geometry, joins);
  joinedFilters.set(filter.dataId, filters);
  const { batch, height, width, stride, pad, relu } = geometry;
  return tf.tidy(() => {
    const picture = x.reshape<tf.Tensor4D>([batch, height, width, geometry.inChannels]);
    const parts = filters.map((joined, i) =>
      tf.fused.conv2d({
        x: joins === 1 ? picture : picture.slice([0, 0, 0, i * inWide], [-1, -1, -1, inWide]),
        filter: joined,
        strides: stride,
        pad,
        bias: bias.slice([i * outWide], [outWide]),
        activation: relu ? 'relu' : 'linear',
      }),
    );
    return tf.concat(parts, 3);
  });
}

/** Into how many convolutions the groups are joined: a divisor of the groups. */
function joinsOf({ groups, inChannels }: ConvolutionGeometry): number {
  const perGroup = inChannels / groups;
  let together = 1;
  while (together < groups && (together * perGroup < JOINED_CHANNELS || groups % together !== 0)) together++;
  return groups / together;
}

function joinFilters(filter: tf.Tensor, geometry: ConvolutionGeometry, joins: number): tf.Tensor4D[] {
  const { filterHeight, filterWidth, inChannels, outChannels, groups } = geometry;
  const source = filter.dataSync<'float32'>();
  const inPerGroup = inChannels / groups;
  const outPerGroup = outChannels / groups;
  const inWide = inChannels / joins;
  const outWide = outChannels / joins;
  const rows = filterHeight * filterWidth;
  return Array.from({ length: joins }, (_, join) => {
    const wide = new Float32Array(rows * inWide * outWide);
    for (let o = 0; o < outWide; o++) {
      const firstIn = Math.floor(o / outPerGroup) * inPerGroup;
      for (let tap = 0; tap < rows; tap++) {
        for (let i = 0; i < inPerGroup; i++) {
          const value = source[(tap * inPerGroup + i) * outChannels + join * outWide + o] ?? 0;
          wide[(tap * inWide + firstIn + i) * outWide + o] = value;
        }
      }
    }
    return tf.keep(tf.tensor4d(wide, [filterHeight, filterWidth, inWide, outWide]));
  });
}
