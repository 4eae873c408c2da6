import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDawn } from '../../../cli/dawn.ts';
import { referenceConvolution } from '../../model/index.ts';
import { findAdapter } from '../webgpu/adapter.ts';
import { convolvedSide, type ConvolutionGeometry } from './geometry.ts';
import { runKernel, smallestDevice } from './testing/runKernel.ts';
import { TILES, tiledPointwiseConv2d, type PointwiseTile } from './tiledPointwiseConv2d.ts';

/** Numbers that look random and are the same everywhere. */
function numbers(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

interface Case {
  height: number;
  width: number;
  inChannels: number;
  outChannels: number;
  batch?: number;
  stride?: number;
  relu?: boolean;
  residual?: boolean;
  /** Images dispatched; all, where it is not given. */
  images?: number;
}

function geometryOf(given: Case): ConvolutionGeometry {
  const { height, width, batch = 1, stride = 1, relu = false, residual = false } = given;
  return {
    batch,
    height,
    width,
    inChannels: given.inChannels,
    outHeight: convolvedSide(height, 1, stride, 0),
    outWidth: convolvedSide(width, 1, stride, 0),
    outChannels: given.outChannels,
    filterHeight: 1,
    filterWidth: 1,
    stride,
    pad: 0,
    groups: 1,
    relu,
    residual,
  };
}

/** A case with its inputs and what comes out of them by definition. */
function prepare(given: Case) {
  const geometry = geometryOf(given);
  const { batch, height, width, inChannels, outHeight, outWidth, outChannels, stride, relu } = geometry;
  const size = height * width * inChannels;
  const x = numbers(batch * size, 1);
  const filter = numbers(inChannels * outChannels, 2);
  const bias = numbers(outChannels, 3);
  const residual = numbers(batch * outHeight * outWidth * outChannels, 4);
  const layer = { kernel: 1, stride, padding: 0, groups: 1, outChannels, relu: false };
  const images = given.images ?? batch;
  const sums = Array.from({ length: images }, (_, n) => {
    const data = Float64Array.from(x.subarray(n * size, (n + 1) * size));
    return [...referenceConvolution({ height, width, channels: inChannels, data }, filter, bias, layer).data];
  }).flat();
  const expected = sums.map((sum, i) => {
    const value = sum + (geometry.residual ? (residual[i] ?? NaN) : 0);
    return relu ? Math.max(value, 0) : value;
  });
  const inputs = geometry.residual ? [x, filter, bias, residual] : [x, filter, bias];
  return { geometry, inputs, expected, images, length: residual.length };
}

/** What every tile computes: a second, cut tile along pixels and channels and a second step for the largest of them. */
const hard: Case = {
  height: 17,
  width: 15,
  inChannels: 44,
  outChannels: 132,
  batch: 3,
  stride: 2,
  relu: true,
  residual: true,
};

/** What only shapes decide, for a tile with so many slices: on a software adapter, a shader takes a second. */
const further: Record<string, Case & { slices: number }> = {
  'stride 2 on even sides, fewer pixels than a tile': {
    slices: 1,
    height: 10,
    width: 6,
    inChannels: 20,
    outChannels: 36,
    stride: 2,
    relu: true,
  },
  'one pixel, four channels, residual': {
    slices: 2,
    height: 1,
    width: 1,
    inChannels: 4,
    outChannels: 4,
    residual: true,
  },
  'whole tiles, two of three images': {
    slices: 1,
    height: 8,
    width: 8,
    inChannels: 32,
    outChannels: 64,
    batch: 3,
    images: 2,
  },
  'whole tiles in slices': {
    slices: 2,
    height: 8,
    width: 8,
    inChannels: 32,
    outChannels: 64,
  },
};

const describeTile = ({ pixels, channels, depth, threadPixels, threadChannels, slices }: PointwiseTile) =>
  `${pixels}×${channels}×${depth} by ${threadPixels}×${threadChannels} in ${slices}`;

const gpu = await openDawn();
const adapter = await findAdapter(gpu);

describe('the tiles of the 1×1 convolution', () => {
  it('serve a device with the guaranteed limits, and most of them one of the compatibility mode', () => {
    expect(Math.max(...TILES.map(({ invocations }) => invocations))).toBeLessThanOrEqual(256);
    expect(Math.max(...TILES.map(({ workgroupBytes }) => workgroupBytes))).toBeLessThanOrEqual(16384);
    expect(TILES.filter(({ invocations }) => invocations <= 128).length).toBeGreaterThan(5);
  });

  it.each(TILES.map((tile) => [describeTile(tile), tile] as const))(
    '%s is fetched by its invocations, and holds the sums of its slices',
    (_, { pixels, channels, depth, slices, invocations, workgroupBytes }) => {
      expect((pixels + channels) * depth).toBeLessThanOrEqual(16 * invocations);
      expect((slices - 1) * pixels * channels * 4).toBeLessThanOrEqual(workgroupBytes);
    },
  );
});

describe.skipIf(!adapter)('the tiled 1×1 convolution on WebGPU (skipped where no adapter is found)', () => {
  let device: GPUDevice | undefined;
  beforeAll(async () => {
    if (adapter) device = await smallestDevice(adapter);
  });
  afterAll(() => device?.destroy());

  const agrees = async (given: Case, tile: PointwiseTile) => {
    const { geometry, inputs, expected, images, length } = prepare(given);
    if (!device) throw new Error('no device');
    const kernel = tiledPointwiseConv2d(geometry, tile);
    // Room behind the output shows what is written past it.
    const room = tile.pixels * geometry.outChannels;
    const output = { binding: 3, length: length + room };
    const computed = await runKernel(device, kernel, inputs, output, images);
    const worst = expected.reduce((most, value, i) => {
      const difference = Math.abs(value - (computed[i] ?? NaN));
      return difference <= most ? most : difference;
    }, 0);
    expect(expected.length).toBe((length / geometry.batch) * images);
    expect(worst).toBeLessThan(2e-5);
    expect(computed.subarray(length).every((value) => value === 0)).toBe(true);
  };

  for (const tile of TILES) {
    it(`agrees with its definition where all sides are cut: ${describeTile(tile)}`, () => agrees(hard, tile));
  }

  for (const [name, { slices, ...given }] of Object.entries(further)) {
    const tile = TILES.find((one) => one.slices === slices);
    if (!tile) throw new Error(`no tile of the table has ${slices} slices`);
    it(`agrees with its definition: ${name}; ${describeTile(tile)}`, () => agrees(given, tile));
  }
});
