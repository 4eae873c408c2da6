/**
 * A convolution from its definition, in float64: the oracle of the kernels and of the self-test.
 *
 * Four pixels and four output channels are summed at once in sixteen scalars: what a scalar JavaScript loop is bound by
 * is loads, and this makes eight of them serve sixteen products.
 */
import type { ConvolutionLayer } from './layers.ts';

/** Features of one picture, row-major `[height, width, channels]`. */
export interface Features {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: Float64Array;
}

export type ConvolutionShape = Pick<
  ConvolutionLayer,
  'kernel' | 'stride' | 'padding' | 'groups' | 'outChannels' | 'relu'
>;

/** Outputs along one side, pixels. Not the kernels' own, which are compared with what is computed here. */
export function convolvedSide(
  side: number,
  { kernel, stride, padding }: Pick<ConvolutionShape, 'kernel' | 'stride' | 'padding'>,
): number {
  return Math.floor((side + 2 * padding - kernel) / stride) + 1;
}

/** Output channels, and pixels, that are summed together. */
const BLOCK = 4;

/**
 * @param x       `[height, width, inChannels]`
 * @param filter  `[kernel, kernel, inChannels / groups, outChannels]`
 * @param bias    `[outChannels]`
 */
export function referenceConvolution(
  x: Features,
  filter: Float32Array,
  bias: Float32Array,
  layer: ConvolutionShape,
): Features {
  const { kernel, stride, padding, groups, outChannels, relu } = layer;
  const height = convolvedSide(x.height, layer);
  const width = convolvedSide(x.width, layer);
  const result = {
    height,
    width,
    channels: outChannels,
    data: new Float64Array(height * width * outChannels),
  };
  // A 1 × 1 convolution does not care for rows: as a single one, no block of four pixels is cut at a row's end.
  const inOneRow = kernel === 1 && stride === 1;
  const padded = pad(x, padding);
  const sweep: Sweep = {
    input: padded.data,
    rowStep: padded.width * x.channels * stride,
    pixelStep: x.channels * stride,
    rows: inOneRow ? 1 : height,
    columns: inOneRow ? height * width : width,
    outChannels,
    output: result.data,
    relu,
  };
  const inPerGroup = x.channels / groups;
  const outPerGroup = outChannels / groups;
  // Without groups, the taps of a row are one run of memory.
  const runs = groups === 1 ? kernel : kernel * kernel;
  const runLength = (kernel * kernel * inPerGroup) / runs;
  for (let group = 0; group < groups; group++) {
    const starts = Int32Array.from({ length: runs }, (_, run) => {
      const [row, column] = groups === 1 ? [run, 0] : [Math.floor(run / kernel), run % kernel];
      return (row * padded.width + column) * x.channels + group * inPerGroup;
    });
    for (let first = 0; first < outPerGroup; first += BLOCK) {
      const count = Math.min(BLOCK, outPerGroup - first);
      const out = group * outPerGroup + first;
      const taps = packTaps(filter, outChannels, out, count);
      const offsets = Float64Array.from({ length: BLOCK }, (_, j) => (j < count ? (bias[out + j] ?? 0) : 0));
      sweepBlock(sweep, taps, offsets, starts, runLength, out, count);
    }
  }
  return result;
}

interface Sweep {
  readonly input: Float64Array;
  readonly rowStep: number;
  readonly pixelStep: number;
  readonly rows: number;
  readonly columns: number;
  readonly outChannels: number;
  readonly output: Float64Array;
  readonly relu: boolean;
}

/** One block of output channels at every pixel. */
function sweepBlock(
  sweep: Sweep,
  taps: Float64Array,
  offsets: Float64Array,
  starts: Int32Array,
  runLength: number,
  out: number,
  count: number,
): void {
  const { input, rowStep, pixelStep, rows, columns, outChannels, output, relu } = sweep;
  const [o0 = 0, o1 = 0, o2 = 0, o3 = 0] = offsets;
  const runs = starts.length;
  const sums = new Float64Array(BLOCK * BLOCK);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column += BLOCK) {
      const last = columns - 1;
      const base = row * rowStep;
      const p0 = base + column * pixelStep;
      const p1 = base + Math.min(column + 1, last) * pixelStep;
      const p2 = base + Math.min(column + 2, last) * pixelStep;
      const p3 = base + Math.min(column + 3, last) * pixelStep;
      let s00 = o0, s01 = o1, s02 = o2, s03 = o3; // prettier-ignore
      let s10 = o0, s11 = o1, s12 = o2, s13 = o3; // prettier-ignore
      let s20 = o0, s21 = o1, s22 = o2, s23 = o3; // prettier-ignore
      let s30 = o0, s31 = o1, s32 = o2, s33 = o3; // prettier-ignore
      let t = 0;
      for (let run = 0; run < runs; run++) {
        const start = starts[run] ?? 0;
        for (let k = start; k < start + runLength; k++) {
          const w0 = taps[t] ?? 0;
          const w1 = taps[t + 1] ?? 0;
          const w2 = taps[t + 2] ?? 0;
          const w3 = taps[t + 3] ?? 0;
          t += BLOCK;
          const x0 = input[p0 + k] ?? 0;
          s00 += x0 * w0;
          s01 += x0 * w1;
          s02 += x0 * w2;
          s03 += x0 * w3;
          const x1 = input[p1 + k] ?? 0;
          s10 += x1 * w0;
          s11 += x1 * w1;
          s12 += x1 * w2;
          s13 += x1 * w3;
          const x2 = input[p2 + k] ?? 0;
          s20 += x2 * w0;
          s21 += x2 * w1;
          s22 += x2 * w2;
          s23 += x2 * w3;
          const x3 = input[p3 + k] ?? 0;
          s30 += x3 * w0;
          s31 += x3 * w1;
          s32 += x3 * w2;
          s33 += x3 * w3;
        }
      }
      sums.set([s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33]);
      const pixels = Math.min(BLOCK, columns - column);
      for (let pixel = 0; pixel < pixels; pixel++) {
        const target = (row * columns + column + pixel) * outChannels + out;
        for (let j = 0; j < count; j++) {
          const sum = sums[pixel * BLOCK + j] ?? 0;
          output[target + j] = relu && sum < 0 ? 0 : sum;
        }
      }
    }
  }
}

/** The taps of four output channels side by side, in the order the runs are walked; absent channels are 0. */
function packTaps(filter: Float32Array, outChannels: number, out: number, count: number): Float64Array {
  const length = filter.length / outChannels;
  const taps = new Float64Array(length * BLOCK);
  for (let tap = 0; tap < length; tap++) {
    for (let j = 0; j < count; j++) taps[tap * BLOCK + j] = filter[tap * outChannels + out + j] ?? 0;
  }
  return taps;
}

function pad(x: Features, padding: number): Features {
  if (padding === 0) return x;
  const height = x.height + 2 * padding;
  const width = x.width + 2 * padding;
  const data = new Float64Array(height * width * x.channels);
  for (let row = 0; row < x.height; row++) {
    const from = row * x.width * x.channels;
    const to = ((row + padding) * width + padding) * x.channels;
    data.set(x.data.subarray(from, from + x.width * x.channels), to);
  }
  return { height, width, channels: x.channels, data };
}
