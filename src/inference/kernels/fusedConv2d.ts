import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { fitsDirectConv2d, runDirectConv2d } from './directConv2dWebgpu.ts';
import { convolvedSide, type ConvolutionGeometry } from './geometry.ts';
import { fitsPointwiseConv2d, runPointwiseConv2d } from './pointwiseConv2dWebgpu.ts';

/** Channels up to which a plain convolution reads its input one by one: a stem's three windows. */
const STEM_CHANNELS = 3;

/** Our function while it is in place, so that a second registration does not wrap the first. */
let inPlace: tf.KernelFunc | undefined;

/**
 * Puts kernels of ours in the place of tfjs's fused convolution on WebGPU for the two kinds a ResNeXt is made of,
 * 1×1 and stem, and leaves the rest to tfjs: its tiled product reaches a fraction of what the hardware gives, least of
 * all with three input channels. Once a process, after tfjs's own kernels are registered.
 */
export function registerFusedConv2d(): void {
  const stock = tf.getKernel('FusedConv2D', 'webgpu').kernelFunc;
  if (stock === inPlace) return;
  inPlace = (call) => {
    const { x, filter, bias, preluActivationWeights } = call.inputs;
    const { backend } = call;
    if (!x || !filter || !bias || preluActivationWeights || !(backend instanceof WebGPUBackend))
      return stock(call);
    const geometry = plainGeometry(x.shape, filter.shape, { ...call.attrs });
    if (geometry && fitsPointwiseConv2d(geometry))
      return runPointwiseConv2d(backend, [x, filter, bias], geometry);
    if (geometry && geometry.inChannels <= STEM_CHANNELS && fitsDirectConv2d(geometry)) {
      return runDirectConv2d(backend, [x, filter, bias], geometry);
    }
    return stock(call);
  };
  tf.unregisterKernel('FusedConv2D', 'webgpu');
  tf.registerKernel({ kernelName: 'FusedConv2D', backendName: 'webgpu', kernelFunc: inPlace });
}

/** @returns undefined where the call asks for what none of our kernels does */
function plainGeometry(
  x: readonly number[],
  filter: readonly number[],
  { strides, pad, dilations, dataFormat, activation }: Readonly<Record<string, unknown>>,
): ConvolutionGeometry | undefined {
  const [batch = 0, height = 0, width = 0, inChannels = 0] = x;
  const [filterHeight = 0, filterWidth = 0, , outChannels = 0] = filter;
  const stride = oneNumber(strides);
  const margin = symmetricPad(pad, filterHeight === 1 && filterWidth === 1);
  if (stride === undefined || margin === undefined || oneNumber(dilations) !== 1) return undefined;
  if (dataFormat !== 'NHWC' || (activation !== 'relu' && activation !== 'linear')) return undefined;
  return {
    batch,
    height,
    width,
    inChannels,
    outHeight: convolvedSide(height, filterHeight, stride, margin),
    outWidth: convolvedSide(width, filterWidth, stride, margin),
    outChannels,
    filterHeight,
    filterWidth,
    stride,
    pad: margin,
    groups: 1,
    relu: activation === 'relu',
  };
}

/** A number, or a list of equal numbers. */
function oneNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (!Array.isArray(value)) return undefined;
  const numbers: unknown[] = value;
  const [first] = numbers;
  return typeof first === 'number' && numbers.every((number) => number === first) ? first : undefined;
}

/** The equal padding of all sides; `same` is none for a 1×1 filter and else depends on the side's parity. */
function symmetricPad(pad: unknown, pointwise: boolean): number | undefined {
  if (pad === 'valid' || (pad === 'same' && pointwise)) return 0;
  if (typeof pad === 'number') return pad;
  if (!Array.isArray(pad)) return undefined;
  const sides: unknown[] = pad;
  return oneNumber(sides.slice(1, 3).flat());
}
