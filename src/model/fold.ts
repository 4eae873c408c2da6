/** Convolution and batch norm as one convolution with a bias, in the layout TensorFlow.js reads. */
import type { ConvolutionLayer } from './layers.ts';
import { valuesOf, type TensorValues } from './weights.ts';

/** torchvision's batch norm epsilon, PyTorch's default; a state dict does not carry it. */
const EPSILON = 1e-5;

export interface FoldedConvolution {
  /** `[kernel, kernel, inChannels / groups, outChannels]`, row-major. */
  readonly filter: Float32Array;
  /** `[outChannels]` */
  readonly bias: Float32Array;
}

/**
 * `bn(conv(x)) = conv(x) × s + (beta − mean × s)` with `s = gamma / sqrt(var + 1e-5)`, computed in float64 and rounded
 * once.
 * @param tensors  a state dict that {@link inferArchitecture} accepted: PyTorch's `[out, in / groups, height, width]`
 */
export function foldConvolution(layer: ConvolutionLayer, tensors: TensorValues): FoldedConvolution {
  const weight = valuesOf(tensors, `${layer.name}.weight`);
  const gamma = valuesOf(tensors, `${layer.norm}.weight`);
  const beta = valuesOf(tensors, `${layer.norm}.bias`);
  const mean = valuesOf(tensors, `${layer.norm}.running_mean`);
  const variance = valuesOf(tensors, `${layer.norm}.running_var`);
  const { outChannels, kernel } = layer;
  const inPerGroup = layer.inChannels / layer.groups;
  const taps = kernel * kernel;
  const filter = new Float32Array(weight.length);
  const bias = new Float32Array(outChannels);
  for (let out = 0; out < outChannels; out++) {
    const scale = (gamma[out] ?? 0) / Math.sqrt((variance[out] ?? 0) + EPSILON);
    bias[out] = (beta[out] ?? 0) - (mean[out] ?? 0) * scale;
    for (let channel = 0; channel < inPerGroup; channel++) {
      const source = (out * inPerGroup + channel) * taps;
      for (let tap = 0; tap < taps; tap++) {
        filter[(tap * inPerGroup + channel) * outChannels + out] = (weight[source + tap] ?? 0) * scale;
      }
    }
  }
  return { filter, bias };
}

/**
 * The last, linear layer as a 1 × 1 convolution: `[1, 1, features, classes]`.
 * @param rows  which output of the checkpoint each class is
 */
export function transposeLinear(
  weight: Float32Array,
  features: number,
  rows: readonly number[],
): Float32Array {
  const filter = new Float32Array(features * rows.length);
  for (let channel = 0; channel < features; channel++) {
    rows.forEach((row, out) => {
      filter[channel * rows.length + out] = weight[row * features + channel] ?? 0;
    });
  }
  return filter;
}
