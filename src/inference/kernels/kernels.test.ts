import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDawn } from '../../../cli/dawn.ts';
import { referenceConvolution } from '../../model/index.ts';
import { startWasm, startWebgpu } from '../backend.ts';
import type { Backend } from '../network.ts';
import { findAdapter } from '../device.ts';
import { groupedConv2d } from './groupedConv2d.ts';

/** Numbers that look random and are the same everywhere. */
function numbers(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

interface Case {
  batch?: number;
  height: number;
  width: number;
  groups: number;
  perGroup: number;
  stride?: number;
  side?: number;
  activation?: 'relu' | 'linear';
}

interface Plain {
  height: number;
  width: number;
  inChannels: number;
  outChannels: number;
  stride: number;
  activation: 'relu' | 'linear';
  side?: number;
}

async function largestDifference(given: Case): Promise<number> {
  const { batch = 1, height, width, groups, perGroup, stride = 1, side = 3, activation = 'relu' } = given;
  const channels = groups * perGroup;
  const pad = (side - 1) / 2;
  const x = numbers(batch * height * width * channels, 1);
  const w = numbers(side * side * perGroup * channels, 2);
  const bias = numbers(channels, 3);
  const output = tf.tidy(() =>
    groupedConv2d(
      tf.tensor4d(x, [batch, height, width, channels]),
      tf.tensor4d(w, [side, side, perGroup, channels]),
      tf.tensor1d(bias),
      {
        groups,
        strides: [1, stride, stride, 1],
        padding: 'explicit',
        explicit_paddings: [0, 0, pad, pad, pad, pad, 0, 0],
        activation,
      },
    ),
  );
  const computed = await output.data<'float32'>();
  output.dispose();
  const size = height * width * channels;
  const layer = {
    kernel: side,
    stride,
    padding: pad,
    groups,
    outChannels: channels,
    relu: activation === 'relu',
  };
  const expected = Array.from({ length: batch }, (_, n) => {
    const data = Float64Array.from(x.subarray(n * size, (n + 1) * size));
    return [...referenceConvolution({ height, width, channels, data }, w, bias, layer).data];
  }).flat();
  expect(computed.length).toBe(expected.length);
  return expected.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (computed[i] ?? NaN))), 0);
}

const cases: Record<string, Case> = {
  'four channels a group': { height: 12, width: 12, groups: 16, perGroup: 4 },
  'stride 2 on an even side': { height: 14, width: 14, groups: 8, perGroup: 8, stride: 2 },
  'stride 2 on an odd side': { height: 9, width: 7, groups: 4, perGroup: 16, stride: 2 },
  'a width that no strip divides': { height: 5, width: 7, groups: 2, perGroup: 4 },
  'a batch of three': { batch: 3, height: 6, width: 6, groups: 4, perGroup: 8 },
  'one pixel': { height: 1, width: 1, groups: 2, perGroup: 4 },
  'no activation': { height: 4, width: 4, groups: 2, perGroup: 4, activation: 'linear' },
  'one group': { height: 6, width: 5, groups: 1, perGroup: 12 },
  'three channels a group': { height: 6, width: 5, groups: 5, perGroup: 3 },
  'five by five taps': { height: 8, width: 8, groups: 2, perGroup: 4, side: 5 },
};

const gpu = await openDawn();
const adapter = await findAdapter(gpu);

describe.skipIf(!adapter)('on WebGPU (skipped where no adapter is found)', () => {
  let backend: Backend | undefined;
  beforeAll(async () => {
    if (adapter) backend = await startWebgpu(adapter);
  });
  afterAll(() => backend?.stop());

  for (const [name, given] of Object.entries(cases)) {
    it(`the grouped convolution agrees with its definition: ${name}`, async () => {
      expect(await largestDifference(given)).toBeLessThan(1e-5);
      expect(backend?.takeError()).toBeUndefined();
    });
  }

  const plain: Plain[] = [
    { height: 5, width: 3, inChannels: 8, outChannels: 16, stride: 1, activation: 'relu' },
    { height: 7, width: 7, inChannels: 64, outChannels: 24, stride: 2, activation: 'linear' },
    { height: 8, width: 8, inChannels: 4, outChannels: 8, stride: 2, activation: 'relu' },
    { height: 4, width: 4, inChannels: 5, outChannels: 8, stride: 1, activation: 'linear' },
    { height: 4, width: 4, inChannels: 8, outChannels: 6, stride: 1, activation: 'relu' },
    { height: 20, width: 22, inChannels: 3, outChannels: 8, stride: 2, activation: 'relu', side: 7 },
    { height: 9, width: 9, inChannels: 3, outChannels: 4, stride: 2, activation: 'linear', side: 3 },
    { height: 6, width: 6, inChannels: 8, outChannels: 8, stride: 1, activation: 'relu', side: 3 },
  ];
  for (const { height, width, inChannels, outChannels, stride, activation, side = 1 } of plain) {
    it(`a ${side}×${side} convolution agrees with tfjs on the CPU: ${height}×${width}, ${inChannels} to ${outChannels}, stride ${stride}`, async () => {
      const x = numbers(2 * height * width * inChannels, 4);
      const w = numbers(side * side * inChannels * outChannels, 5);
      const b = numbers(outChannels, 6);
      const run = () =>
        tf.tidy(() =>
          tf.fused.conv2d({
            x: tf.tensor4d(x, [2, height, width, inChannels]),
            filter: tf.tensor4d(w, [side, side, inChannels, outChannels]),
            bias: tf.tensor1d(b),
            strides: stride,
            pad: side === 1 ? 'valid' : (side - 1) / 2,
            activation,
          }),
        );
      const ours = await run().data();
      await tf.setBackend('cpu');
      const reference = run().dataSync();
      await tf.setBackend('webgpu');
      expect(ours.length).toBe(reference.length);
      reference.forEach((value, i) => expect(ours[i]).toBeCloseTo(value, 4));
      expect(backend?.takeError()).toBeUndefined();
    });
  }
});

describe('on WebAssembly', () => {
  let backend: Backend | undefined;
  beforeAll(async () => {
    backend = await startWasm(undefined);
  });
  afterAll(() => backend?.stop());

  for (const [name, given] of Object.entries(cases)) {
    it(`the composed grouped convolution agrees with its definition: ${name}`, async () => {
      expect(await largestDifference(given)).toBeLessThan(1e-5);
    });
  }
});
