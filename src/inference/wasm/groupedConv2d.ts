import * as tf from '@tensorflow/tfjs';
import {
  GROUPED_CONV2D,
  GROUPED_CONV2D_INPUTS,
  groupedConv2DAttributes,
  type GroupedConv2DAttributes,
} from '../../model/index.ts';
import { convolvedSide } from '../kernels/geometry.ts';
import { composeGroupedConv2d } from './composedConv2d.ts';

/** Teaches tfjs the grouped convolution of our graphs, out of stock ops. Before a graph is loaded. */
export function registerGroupedConv2d(): void {
  tf.registerOp(GROUPED_CONV2D, ({ inputs, attrs }) => {
    const x = inputs[GROUPED_CONV2D_INPUTS.x];
    const filter = inputs[GROUPED_CONV2D_INPUTS.filter];
    const bias = inputs[GROUPED_CONV2D_INPUTS.bias];
    if (!x || !filter || !bias) throw new TypeError(`${GROUPED_CONV2D}: an input is missing`);
    return groupedConv2d(x, filter, bias, groupedConv2DAttributes(attrs));
  });
}

/**
 * Grouped convolution, bias and activation on the current backend.
 * @param x       `[n, height, width, groups × inPerGroup]`
 * @param filter  `[height, width, inPerGroup, outChannels]`
 * @param bias    `[outChannels]`
 * @throws {RangeError} where the shapes do not belong together
 */
export function groupedConv2d(
  x: tf.Tensor,
  filter: tf.Tensor,
  bias: tf.Tensor,
  { groups, strides, explicit_paddings, activation }: GroupedConv2DAttributes,
): tf.Tensor {
  const [batch = 0, height = 0, width = 0, inChannels = 0] = x.shape;
  const [filterHeight = 0, filterWidth = 0, inPerGroup = 0, outChannels = 0] = filter.shape;
  const [, stride = 1, strideRight] = strides;
  const [, , pad = 0, ...otherPads] = explicit_paddings.slice(0, 6);
  if (stride !== strideRight || otherPads.some((side) => side !== pad)) {
    throw new RangeError(`${GROUPED_CONV2D}: only equal strides and paddings`);
  }
  if (inPerGroup * groups !== inChannels || outChannels % groups !== 0) {
    throw new RangeError(
      `${GROUPED_CONV2D}: ${inChannels} channels in ${groups} groups, filter of ${inPerGroup} to ${outChannels}`,
    );
  }
  return composeGroupedConv2d(x, filter, bias, {
    batch,
    height,
    width,
    inChannels,
    outHeight: convolvedSide(height, filterHeight, stride, pad),
    outWidth: convolvedSide(width, filterWidth, stride, pad),
    outChannels,
    filterHeight,
    filterWidth,
    stride,
    pad,
    groups,
    residual: false,
    relu: activation === 'relu',
  });
}
