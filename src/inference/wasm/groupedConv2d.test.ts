import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONVOLUTION_CASES, expectedConvolution, geometryOf, numbers } from '../kernels/testing/cases.ts';
import type { Backend } from '../network.ts';
import { startWasm } from './backend.ts';
import { groupedConv2d } from './groupedConv2d.ts';

describe('on WebAssembly', () => {
  let backend: Backend | undefined;
  beforeAll(async () => {
    backend = await startWasm(undefined);
  });
  afterAll(() => backend?.stop());

  // tfjs's composition knows no residual: the graph adds it.
  const cases = Object.entries(CONVOLUTION_CASES).filter(([, given]) => !given.residual);
  it.each(cases)('the composed grouped convolution agrees with its definition: %s', async (_, given) => {
    const geometry = geometryOf(given);
    const { batch, height, width, inChannels, outChannels, filterHeight, stride, pad, groups } = geometry;
    const x = numbers(batch * height * width * inChannels, 1);
    const filter = numbers(filterHeight ** 2 * (inChannels / groups) * outChannels, 2);
    const bias = numbers(outChannels, 3);
    const output = tf.tidy(() =>
      groupedConv2d(
        tf.tensor4d(x, [batch, height, width, inChannels]),
        tf.tensor4d(filter, [filterHeight, filterHeight, inChannels / groups, outChannels]),
        tf.tensor1d(bias),
        {
          groups,
          strides: [1, stride, stride, 1],
          padding: 'explicit',
          explicit_paddings: [0, 0, pad, pad, pad, pad, 0, 0],
          activation: geometry.relu ? 'relu' : 'linear',
        },
      ),
    );
    const computed = await output.data<'float32'>();
    output.dispose();
    const expected = expectedConvolution(geometry, x, filter, bias);
    expect(computed.length).toBe(expected.length);
    expected.forEach((value, i) => expect(Math.abs(value - (computed[i] ?? NaN))).toBeLessThan(1e-5));
  });
});
