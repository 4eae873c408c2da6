/** What a slice costs at least, counted from the layers: the yardstick that every contender's time is held against. */
import { convolutionsOf, INPUT_CHANNELS, layersOf, type ConvolutionLayer } from '../../src/model/layers.ts';
import type { ResNeXtArchitecture } from '../../src/model/types.ts';

export interface Cost {
  /** Multiply-accumulates of the convolutions, of one slice. */
  readonly macs: number;
  /** All weights as 32-bit floats, batch norm folded in. */
  readonly weightBytes: number;
  /** Every activation of one slice, written once and read once, as 32-bit floats. */
  readonly activationBytes: number;
}

const CLASSES = 6;
const FLOAT_BYTES = 4;

/**
 * A shortcut's input, which is read twice, counts as read once; ReLU, bias and the residual sum count as fused into their
 * convolution. A runtime that does each of them in a pass of its own moves more, and has the lower share to show for it.
 * @param size  side of the input, pixels
 */
export function costOf(architecture: ResNeXtArchitecture, size: number): Cost {
  const layers = layersOf(architecture);
  let macs = 0;
  let activations = size * size * INPUT_CHANNELS;
  const count = (side: number, layer: ConvolutionLayer) => {
    const outputs = side * side * layer.outChannels;
    macs += outputs * filterLength(layer);
    activations += outputs;
  };
  let side = Math.ceil(size / 2);
  count(side, layers.stem);
  side = Math.ceil(side / 2);
  activations += side * side * layers.stem.outChannels;
  for (const { reduce, spatial, expand, downsample } of layers.blocks) {
    count(side, reduce);
    side = Math.ceil(side / spatial.stride);
    count(side, spatial);
    count(side, expand);
    if (downsample) count(side, downsample);
  }
  const head = (layers.features + 1) * CLASSES;
  const weights = convolutionsOf(layers).reduce(
    (sum, layer) => sum + layer.outChannels * (filterLength(layer) + 1),
    head,
  );
  return {
    macs,
    weightBytes: weights * FLOAT_BYTES,
    activationBytes: 2 * activations * FLOAT_BYTES,
  };
}

/** Floating-point operations of a batch, two a multiply-accumulate. */
export function flopsOf({ macs }: Cost, batch: number): number {
  return 2 * macs * batch;
}

/** Bytes that a batch moves: the weights once, the activations for every slice. */
export function bytesMoved({ weightBytes, activationBytes }: Cost, batch: number): number {
  return weightBytes + batch * activationBytes;
}

/** Weights that one output channel reads. */
function filterLength({ kernel, inChannels, groups }: ConvolutionLayer): number {
  return kernel * kernel * (inChannels / groups);
}
