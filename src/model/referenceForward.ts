/**
 * The model computed from its definition, in float64 and without any runtime: what the self-test's logits come from,
 * and the oracle that devices are checked against. Knows the layers, not the graph.
 */
import { HEMORRHAGE_CLASSES } from '../base/index.ts';
import { biasName, filterName, HEAD } from './graph.ts';
import { convolutionsOf, INPUT_CHANNELS, layersOf, STEM_POOL, type ConvolutionLayer } from './layers.ts';
import { convolvedSide, referenceConvolution, type Features } from './referenceConvolution.ts';
import type { EvidencePooling, ModelManifest } from './types.ts';
import { valuesOf, type StoredWeights } from './weights.ts';

export interface ReferenceAnswer {
  /** Six, in class order. */
  readonly logits: readonly number[];
  /** `[height, width, 6]` before pooling: `logits = pooled(evidence) + bias`. */
  readonly evidence: Features;
}

export interface ReferenceOptions {
  /** Called after each convolution. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined;
}

/**
 * @param weights  as stored, by name in the graph
 * @param input    `[1, size, size, 3]`, preprocessed
 */
export async function referenceForward(
  { architecture, pooling }: Pick<ModelManifest, 'architecture' | 'pooling'>,
  weights: StoredWeights,
  input: Float32Array,
  size: number,
  { onProgress }: ReferenceOptions = {},
): Promise<ReferenceAnswer> {
  if (input.length !== size * size * INPUT_CHANNELS) throw new RangeError('the input is not of that size');
  const layers = layersOf(architecture);
  const all = convolutionsOf(layers).length;
  let done = 0;
  const convolve = async (x: Features, layer: ConvolutionLayer): Promise<Features> => {
    const result = referenceConvolution(
      x,
      valuesOf(weights, filterName(layer)),
      valuesOf(weights, biasName(layer)),
      layer,
    );
    // Between layers the caller's other work gets its turn.
    await new Promise((resolve) => setTimeout(resolve));
    onProgress?.(++done, all);
    return result;
  };

  let x = await convolve(
    { height: size, width: size, channels: INPUT_CHANNELS, data: Float64Array.from(input) },
    layers.stem,
  );
  x = maxPool(x);
  for (const { reduce, spatial, expand, downsample } of layers.blocks) {
    const shortcut = downsample ? await convolve(x, downsample) : x;
    x = addRelu(await convolve(await convolve(await convolve(x, reduce), spatial), expand), shortcut);
  }
  return head(x, weights, pooling);
}

function head(x: Features, weights: StoredWeights, pooling: EvidencePooling): ReferenceAnswer {
  const classes = HEMORRHAGE_CLASSES.length;
  const bias = valuesOf(weights, HEAD.bias);
  const evidence = referenceConvolution(x, valuesOf(weights, HEAD.filter), new Float32Array(classes), {
    kernel: 1,
    stride: 1,
    padding: 0,
    groups: 1,
    outChannels: classes,
    relu: false,
  });
  const logits = Array.from({ length: classes }, (_, index) => {
    const column = evidence.data.filter((__, i) => i % classes === index);
    return pool(column, pooling) + (bias[index] ?? 0);
  });
  return { logits, evidence };
}

function pool(values: Float64Array, pooling: EvidencePooling): number {
  const mean = (of: (value: number) => number) =>
    values.reduce((sum, value) => sum + of(value), 0) / values.length;
  if (pooling.kind === 'mean') return mean((value) => value);
  // Relative to the largest, so that nothing overflows.
  const largest = Math.max(...values);
  return (
    largest + Math.log(mean((value) => Math.exp(pooling.sharpness * (value - largest)))) / pooling.sharpness
  );
}

function maxPool(x: Features): Features {
  const { kernel, stride, padding } = STEM_POOL;
  const height = convolvedSide(x.height, STEM_POOL);
  const width = convolvedSide(x.width, STEM_POOL);
  const data = new Float64Array(height * width * x.channels).fill(-Infinity);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const target = (row * width + column) * x.channels;
      const top = row * stride - padding;
      const left = column * stride - padding;
      for (let y = Math.max(top, 0); y < Math.min(top + kernel, x.height); y++) {
        for (let c = Math.max(left, 0); c < Math.min(left + kernel, x.width); c++) {
          const source = (y * x.width + c) * x.channels;
          for (let channel = 0; channel < x.channels; channel++) {
            const value = x.data[source + channel] ?? 0;
            if (value > (data[target + channel] ?? 0)) data[target + channel] = value;
          }
        }
      }
    }
  }
  return { height, width, channels: x.channels, data };
}

function addRelu(a: Features, b: Features): Features {
  return { ...a, data: a.data.map((value, i) => Math.max(0, value + (b.data[i] ?? 0))) };
}
