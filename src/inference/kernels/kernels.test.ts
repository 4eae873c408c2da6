import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDawn } from '../../../cli/dawn.ts';
import { findAdapter } from '../webgpu/adapter.ts';
import { candidatesFor } from '../webgpu/choose.ts';
import { convolvedSide, storedChannels, type ConvolutionGeometry } from './geometry.ts';
import type { EvidencePooling } from '../../model/index.ts';
import { classEvidence, pooledLogits } from './head.ts';
import type { Kernel } from './kernel.ts';
import { maxPool } from './maxPool.ts';
import { plainConv2d } from './plainConv2d.ts';
import { CONVOLUTION_CASES, expectedConvolution, geometryOf, numbers } from './testing/cases.ts';
import { runKernel, smallestDevice } from './testing/runKernel.ts';

const adapter = await findAdapter(await openDawn());

/** On a device with no more than what WebGPU guarantees: what runs here runs everywhere. */
describe.skipIf(!adapter)('on WebGPU (skipped where no adapter is found)', () => {
  let device: GPUDevice;
  beforeAll(async () => {
    if (adapter) device = await smallestDevice(adapter);
  });
  afterAll(() => device.destroy());

  /** Those of a software adapter and the first and last of a graphics processor; its other tiles have tests of their own. */
  const kernelsFor = (geometry: ConvolutionGeometry): [Kernel, ...Kernel[]] => {
    const [first, ...others] = candidatesFor(geometry, { software: false, limits: device.limits });
    return [
      first,
      ...others.slice(-1),
      ...candidatesFor(geometry, { software: true, limits: device.limits }),
    ];
  };

  /** @param images  how many of the geometry's batch are dispatched */
  async function largestDifference(
    geometry: ConvolutionGeometry,
    kernel: Kernel,
    images = geometry.batch,
  ): Promise<number> {
    const { batch, height, width, inChannels, outChannels, outHeight, outWidth } = geometry;
    const { filterHeight, filterWidth, groups } = geometry;
    const x = numbers(batch * height * width * inChannels, 1);
    const filter = numbers(filterHeight * filterWidth * (inChannels / groups) * outChannels, 2);
    const bias = numbers(outChannels, 3);
    const length = batch * outHeight * outWidth * outChannels;
    const residual = geometry.residual ? numbers(length, 4) : undefined;
    const inputs = [spread(x, inChannels, storedChannels(geometry)), filter, bias];
    if (residual) inputs.push(residual);
    const computed = await runKernel(device, kernel, inputs, { binding: 3, length }, images);
    const expected = expectedConvolution(geometry, x, filter, bias, residual);
    expect(computed.length).toBe(expected.length);
    return expected
      .slice(0, (length / batch) * images)
      .reduce((worst, value, i) => Math.max(worst, Math.abs(value - (computed[i] ?? NaN))), 0);
  }

  for (const [name, given] of Object.entries(CONVOLUTION_CASES)) {
    it(`every kernel for it agrees with the definition of a convolution: ${name}`, async () => {
      const geometry = geometryOf(given);
      for (const kernel of [...kernelsFor(geometry), plainConv2d(geometry)]) {
        expect(await largestDifference(geometry, kernel), kernel.label).toBeLessThan(2e-5);
      }
    });
  }

  it('fewer images than a kernel was made for take fewer workgroups and are computed alike', async () => {
    const geometry = geometryOf({ batch: 4, height: 6, width: 6, inChannels: 16, outChannels: 16 });
    const [kernel] = kernelsFor(geometry);
    expect(product(kernel.workgroups(1))).toBeLessThan(product(kernel.workgroups(4)));
    expect(await largestDifference(geometry, kernel, 1)).toBeLessThan(1e-5);
  });

  it.each([
    [12, 12],
    [7, 9],
    [1, 1],
  ])('max pooling takes the largest of a window with a border of zeros: %i×%i', async (height, width) => {
    const channels = 8;
    const geometry = {
      ...{ batch: 2, height, width, channels, kernel: 3, stride: 2, pad: 1 },
      outHeight: convolvedSide(height, 3, 2, 1),
      outWidth: convolvedSide(width, 3, 2, 1),
    };
    const x = numbers(2 * height * width * channels, 5);
    const length = 2 * geometry.outHeight * geometry.outWidth * channels;
    const pooled = await runKernel(device, maxPool(geometry), [x], { binding: 1, length }, 2);
    const at = (image: number, y: number, column: number, channel: number) =>
      y < 0 || y >= height || column < 0 || column >= width
        ? 0
        : (x[((image * height + y) * width + column) * channels + channel] ?? NaN);
    pooled.forEach((value, i) => {
      const pixel = Math.floor(i / channels);
      const row = Math.floor(pixel / geometry.outWidth) % geometry.outHeight;
      const window = [0, 1, 2].flatMap((dy) =>
        [0, 1, 2].map((dx) =>
          at(
            Math.floor(pixel / (geometry.outWidth * geometry.outHeight)),
            row * 2 - 1 + dy,
            (pixel % geometry.outWidth) * 2 - 1 + dx,
            i % channels,
          ),
        ),
      );
      expect(value).toBe(Math.max(...window));
    });
  });

  it('the head gives class evidence, and logits as its mean or its log-mean-exp plus the bias', async () => {
    const head = { height: 3, width: 5, channels: 264, classes: 6 };
    const x = numbers(2 * 15 * head.channels, 6);
    const filter = numbers(head.channels * 6, 7);
    const bias = numbers(6, 8);
    const evidence = await runKernel(
      device,
      classEvidence(head),
      [x, filter],
      { binding: 2, length: 2 * 15 * 6 },
      2,
    );
    const logitsOf = (pooling: EvidencePooling, values = evidence) =>
      runKernel(device, pooledLogits(head, pooling, 2), [values, bias], { binding: 2, length: 12 }, 2);
    const expected = Array.from({ length: 2 * 15 * 6 }, (_, i) => {
      let sum = 0;
      for (let c = 0; c < head.channels; c++) {
        sum += (x[Math.floor(i / 6) * head.channels + c] ?? NaN) * (filter[c * 6 + (i % 6)] ?? NaN);
      }
      return sum;
    });
    expected.forEach((value, i) => expect(evidence[i]).toBeCloseTo(value, 4));
    const mean = await logitsOf({ kind: 'mean' });
    const sharp = await logitsOf({ kind: 'log-mean-exp', sharpness: 3 });
    const large = await logitsOf({ kind: 'log-mean-exp', sharpness: 3 }, evidence.map((value) => value + 90)); // prettier-ignore
    Array.from({ length: 12 }, (_, i) => {
      const own = expected.filter((__, j) => Math.floor(j / 90) === Math.floor(i / 6) && j % 6 === i % 6);
      const meanOf = (values: readonly number[]) =>
        values.reduce((sum, value) => sum + value, 0) / values.length;
      const offset = bias[i % 6] ?? NaN;
      expect(mean[i]).toBeCloseTo(meanOf(own) + offset, 4);
      const pooled = Math.log(meanOf(own.map((value) => Math.exp(3 * value)))) / 3;
      expect(sharp[i]).toBeCloseTo(pooled + offset, 4);
      // exp(3 × 90) is no float any more.
      expect(large[i]).toBeCloseTo(pooled + 90 + offset, 3);
    });
  });
});

const product = (sides: readonly number[]) => sides.reduce((all, side) => all * side, 1);

/** Pixels of few channels as they are stored, with zeros behind. */
function spread(x: Float32Array, channels: number, stored: number): Float32Array {
  if (channels === stored) return x;
  const wide = new Float32Array((x.length / channels) * stored);
  for (let i = 0; i < x.length; i++) {
    wide[Math.floor(i / channels) * stored + (i % channels)] = x[i] ?? NaN;
  }
  return wide;
}
