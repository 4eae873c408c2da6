import { describe, expect, it } from 'vitest';
import { foldConvolution } from './fold.ts';
import { referenceConvolution, type ConvolutionShape, type Features } from './referenceConvolution.ts';

/** Values without a pattern, the same in every run. */
function noise(length: number, seed: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.fround(Math.sin(12.9898 * (i + 1) + seed) * 0.7));
}

/** The definition, one output at a time. */
function naive(x: Features, filter: Float32Array, bias: Float32Array, layer: ConvolutionShape): number[] {
  const { kernel, stride, padding, groups, outChannels, relu } = layer;
  const height = Math.floor((x.height + 2 * padding - kernel) / stride) + 1;
  const width = Math.floor((x.width + 2 * padding - kernel) / stride) + 1;
  const inPerGroup = x.channels / groups;
  const result: number[] = [];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let out = 0; out < outChannels; out++) {
        let sum = bias[out] ?? 0;
        for (let ky = 0; ky < kernel; ky++) {
          for (let kx = 0; kx < kernel; kx++) {
            const y = row * stride + ky - padding;
            const z = column * stride + kx - padding;
            if (y < 0 || z < 0 || y >= x.height || z >= x.width) continue;
            for (let c = 0; c < inPerGroup; c++) {
              const channel = Math.floor(out / (outChannels / groups)) * inPerGroup + c;
              const value = x.data[(y * x.width + z) * x.channels + channel] ?? 0;
              sum += value * (filter[((ky * kernel + kx) * inPerGroup + c) * outChannels + out] ?? 0);
            }
          }
        }
        result.push(relu ? Math.max(0, sum) : sum);
      }
    }
  }
  return result;
}

describe('the reference convolution', () => {
  it.each([
    { kernel: 1, stride: 1, padding: 0, groups: 1, inChannels: 5, outChannels: 6, relu: false },
    { kernel: 1, stride: 2, padding: 0, groups: 1, inChannels: 8, outChannels: 12, relu: false },
    { kernel: 7, stride: 2, padding: 3, groups: 1, inChannels: 3, outChannels: 8, relu: true },
    { kernel: 3, stride: 1, padding: 1, groups: 4, inChannels: 16, outChannels: 16, relu: true },
    { kernel: 3, stride: 2, padding: 1, groups: 3, inChannels: 9, outChannels: 6, relu: true },
  ])(
    'is the sum of its definition: $kernel × $kernel, stride $stride, $groups groups',
    ({ inChannels, ...layer }) => {
      const x = {
        height: 9,
        width: 7,
        channels: inChannels,
        data: Float64Array.from(noise(63 * inChannels, 1)),
      };
      const taps = (layer.kernel ** 2 * inChannels) / layer.groups;
      const filter = noise(taps * layer.outChannels, 2);
      const bias = noise(layer.outChannels, 3);
      const expected = naive(x, filter, bias, layer);
      const { data } = referenceConvolution(x, filter, bias, layer);
      expect(data).toHaveLength(expected.length);
      for (const [i, value] of expected.entries()) expect(data[i]).toBeCloseTo(value, 12);
    },
  );

  it('with batch norm folded in gives what convolution and batch norm give one after the other', () => {
    const layer = {
      name: 'conv',
      norm: 'bn',
      kernel: 3,
      stride: 1,
      padding: 1,
      groups: 2,
      inChannels: 4,
      outChannels: 6,
      relu: false,
    };
    const weight = noise(6 * 2 * 9, 4);
    const [gamma, beta, mean] = [noise(6, 5), noise(6, 6), noise(6, 7)];
    const variance = noise(6, 8).map((value) => value * value + 0.1);
    const folded = foldConvolution(
      layer,
      new Map([
        ['conv.weight', { data: weight }],
        ['bn.weight', { data: gamma }],
        ['bn.bias', { data: beta }],
        ['bn.running_mean', { data: mean }],
        ['bn.running_var', { data: variance }],
      ]),
    );
    const x = { height: 4, width: 5, channels: 4, data: Float64Array.from(noise(80, 9)) };
    // PyTorch's [out, in, y, x] as [y, x, in, out].
    const plain = new Float32Array(weight.length);
    for (let out = 0; out < 6; out++) {
      for (let c = 0; c < 2; c++) {
        for (let tap = 0; tap < 9; tap++) {
          plain[(tap * 2 + c) * 6 + out] = weight[(out * 2 + c) * 9 + tap] ?? 0;
        }
      }
    }
    const convolved = naive(x, plain, new Float32Array(6), layer);
    const { data } = referenceConvolution(x, folded.filter, folded.bias, layer);
    for (const [i, value] of convolved.entries()) {
      const out = i % 6;
      const normalised = (value - (mean[out] ?? 0)) / Math.sqrt((variance[out] ?? 0) + 1e-5);
      expect(data[i]).toBeCloseTo(normalised * (gamma[out] ?? 0) + (beta[out] ?? 0), 5);
    }
  });
});
