/** Convolutions that every way to compute one is tested with, and what they must answer. */
import { referenceConvolution } from '../../../model/index.ts';
import { convolvedSide, type ConvolutionGeometry } from '../geometry.ts';

export interface ConvolutionCase {
  readonly batch?: number;
  readonly height: number;
  readonly width: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly groups?: number;
  readonly stride?: number;
  readonly side?: number;
  readonly relu?: boolean;
  readonly residual?: boolean;
}

/** Of every kind that a ResNeXt has, and of those it hardly has: odd sides, odd channels, batches. */
export const CONVOLUTION_CASES: Readonly<Record<string, ConvolutionCase>> = {
  'four channels a group': { height: 12, width: 12, inChannels: 64, outChannels: 64, groups: 16, side: 3 },
  'stride 2 on an even side': {
    height: 14,
    width: 14,
    inChannels: 64,
    outChannels: 64,
    groups: 8,
    side: 3,
    stride: 2,
  },
  'stride 2 on an odd side': {
    height: 9,
    width: 7,
    inChannels: 64,
    outChannels: 64,
    groups: 4,
    side: 3,
    stride: 2,
  },
  'a width that no strip divides': {
    height: 5,
    width: 9,
    inChannels: 8,
    outChannels: 8,
    groups: 2,
    side: 3,
  },
  'a grouped batch of three': {
    batch: 3,
    height: 6,
    width: 6,
    inChannels: 32,
    outChannels: 32,
    groups: 4,
    side: 3,
  },
  'one pixel': { height: 1, width: 1, inChannels: 8, outChannels: 8, groups: 2, side: 3 },
  'more channels out than in': {
    height: 4,
    width: 4,
    inChannels: 8,
    outChannels: 16,
    groups: 2,
    side: 3,
    relu: false,
  },
  'three channels a group': { height: 6, width: 5, inChannels: 15, outChannels: 15, groups: 5, side: 3 },
  'two channels a group and a residual': {
    height: 6,
    width: 5,
    inChannels: 8,
    outChannels: 8,
    groups: 4,
    side: 3,
    residual: true,
  },
  'five by five taps': { height: 8, width: 8, inChannels: 8, outChannels: 8, groups: 2, side: 5 },
  'a dense 3×3': { height: 6, width: 6, inChannels: 12, outChannels: 8, side: 3 },
  'a stem of three windows': {
    batch: 2,
    height: 20,
    width: 22,
    inChannels: 3,
    outChannels: 16,
    side: 7,
    stride: 2,
  },
  'a stem on odd sides': {
    height: 13,
    width: 9,
    inChannels: 3,
    outChannels: 4,
    side: 7,
    stride: 2,
    relu: false,
  },
  'a 1×1 with a residual': { height: 5, width: 3, inChannels: 8, outChannels: 16, residual: true },
  'a 1×1 on more channels than a tile': {
    batch: 3,
    height: 7,
    width: 7,
    inChannels: 64,
    outChannels: 72,
    relu: false,
  },
  'a 1×1 of stride 2 on an odd side': { height: 7, width: 9, inChannels: 16, outChannels: 24, stride: 2 },
  'a 1×1 of stride 2 and a batch': {
    batch: 2,
    height: 8,
    width: 8,
    inChannels: 4,
    outChannels: 8,
    stride: 2,
    relu: false,
  },
  'a 1×1 on channels that no vector divides': { height: 4, width: 4, inChannels: 5, outChannels: 6 },
};

export function geometryOf(given: ConvolutionCase): ConvolutionGeometry {
  const { batch = 1, height, width, inChannels, outChannels, groups = 1, stride = 1 } = given;
  const { side = 1, relu = true, residual = false } = given;
  const pad = (side - 1) / 2;
  return {
    batch,
    height,
    width,
    inChannels,
    outHeight: convolvedSide(height, side, stride, pad),
    outWidth: convolvedSide(width, side, stride, pad),
    outChannels,
    filterHeight: side,
    filterWidth: side,
    stride,
    pad,
    groups,
    residual,
    relu,
  };
}

/** Numbers in [−1, 1) that look random and are the same everywhere. */
export function numbers(count: number, seed: number): Float32Array<ArrayBuffer> {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** @param x  `[batch, height, width, inChannels]`; the other shapes as the kernels bind them */
export function expectedConvolution(
  geometry: ConvolutionGeometry,
  x: Float32Array,
  filter: Float32Array,
  bias: Float32Array,
  residual?: Float32Array,
): number[] {
  const { batch, height, width, inChannels, outChannels, filterHeight, stride, pad, groups, relu } = geometry;
  const layer = { kernel: filterHeight, stride, padding: pad, groups, outChannels, relu: false };
  const length = height * width * inChannels;
  const sums = Array.from({ length: batch }, (_, image) => {
    const data = Float64Array.from(x.subarray(image * length, (image + 1) * length));
    return [...referenceConvolution({ height, width, channels: inChannels, data }, filter, bias, layer).data];
  }).flat();
  return sums.map((sum, i) => {
    const added = sum + (residual?.[i] ?? 0);
    return relu ? Math.max(added, 0) : added;
  });
}
