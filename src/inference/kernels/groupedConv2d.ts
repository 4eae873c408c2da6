import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  GROUPED_CONV2D,
  GROUPED_CONV2D_INPUTS,
  groupedConv2DAttributes,
  type GroupedConv2DAttributes,
} from '../../model/index.ts';
import { convolvedSide, type ConvolutionGeometry } from './geometry.ts';
import { composeGroupedConv2d } from './groupedConv2dComposed.ts';
import { fitsDirectConv2d, runDirectConv2d } from './directConv2dWebgpu.ts';

/** tfjs warns of a kernel registered twice. */
let registered = false;

/**
 * Teaches tfjs the grouped convolution of our graphs: a WGSL kernel on WebGPU, stock ops elsewhere.
 * Once a process, before a graph is loaded.
 */
export function registerGroupedConv2d(): void {
  tf.registerOp(GROUPED_CONV2D, ({ inputs, attrs }) => {
    const x = inputs[GROUPED_CONV2D_INPUTS.x];
    const filter = inputs[GROUPED_CONV2D_INPUTS.filter];
    const bias = inputs[GROUPED_CONV2D_INPUTS.bias];
    if (!x || !filter || !bias) throw new TypeError(`${GROUPED_CONV2D}: an input is missing`);
    return groupedConv2d(x, filter, bias, groupedConv2DAttributes(attrs));
  });
  if (registered) return;
  registered = true;
  tf.registerKernel({
    kernelName: GROUPED_CONV2D,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, filter, bias } = inputs;
      if (!x || !filter || !bias || !(backend instanceof WebGPUBackend)) {
        throw new TypeError(`${GROUPED_CONV2D}: called without its inputs or on another backend`);
      }
      const geometry = groupedGeometry(x.shape, filter.shape, groupedConv2DAttributes({ ...attrs }));
      return runDirectConv2d(backend, [x, filter, bias], geometry);
    },
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
  attributes: GroupedConv2DAttributes,
): tf.Tensor {
  const geometry = groupedGeometry(x.shape, filter.shape, attributes);
  if (tf.getBackend() === 'webgpu' && fitsDirectConv2d(geometry)) {
    const output: tf.Tensor | tf.Tensor[] = tf
      .engine()
      .runKernel(GROUPED_CONV2D, { x, filter, bias }, { ...attributes });
    if (Array.isArray(output)) throw new TypeError(`${GROUPED_CONV2D}: one tensor expected`);
    return output;
  }
  return composeGroupedConv2d(x, filter, bias, geometry);
}

function groupedGeometry(
  x: readonly number[],
  filter: readonly number[],
  { groups, strides, explicit_paddings, activation }: GroupedConv2DAttributes,
): ConvolutionGeometry {
  const [batch = 0, height = 0, width = 0, inChannels = 0] = x;
  const [filterHeight = 0, filterWidth = 0, inPerGroup = 0, outChannels = 0] = filter;
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
  return {
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
    relu: activation === 'relu',
  };
}
