import type * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ConvolutionGeometry } from './geometry.ts';

type WebGPUProgram = Parameters<WebGPUBackend['runWebGPUProgram']>[0];

/** Pixels (rows of the product) and vec4s of output channels that a thread keeps in registers. */
const ROWS = 7;
const VECTORS = 2;
const WORKGROUP = 64;

/**
 * A 1×1 convolution with bias and ReLU in one dispatch: a matrix product of pixels by channels, two thirds of a
 * ResNeXt's work. Seven pixels by eight channels a thread, read by vec4 and without workgroup memory.
 * @param inputs  x `[n, height, width, inChannels]`, filter `[1, 1, inChannels, outChannels]`, bias
 */
export function runPointwiseConv2d(
  backend: WebGPUBackend,
  inputs: readonly [x: tf.TensorInfo, filter: tf.TensorInfo, bias: tf.TensorInfo],
  geometry: ConvolutionGeometry,
): tf.TensorInfo {
  return backend.runWebGPUProgram(program(geometry), [...inputs], 'float32');
}

/** The kernel reads channels by fours and writes them by eights. */
export function fitsPointwiseConv2d(geometry: ConvolutionGeometry): boolean {
  const { filterHeight, filterWidth, pad, groups, inChannels, outChannels } = geometry;
  const pointwise = filterHeight === 1 && filterWidth === 1 && pad === 0 && groups === 1;
  return pointwise && inChannels % 4 === 0 && outChannels % (4 * VECTORS) === 0;
}

function program(geometry: ConvolutionGeometry): WebGPUProgram {
  const { batch, outHeight, outWidth, outChannels } = geometry;
  const threads = Math.ceil((batch * outHeight * outWidth) / ROWS) * (outChannels / (4 * VECTORS));
  return {
    variableNames: ['x', 'weights', 'bias'],
    variableComponents: [4, 4, 4],
    outputComponent: 4,
    outputShape: [batch, outHeight, outWidth, outChannels],
    workgroupSize: [WORKGROUP, 1, 1],
    dispatchLayout: { x: [0, 1, 2, 3] },
    dispatch: [Math.ceil(threads / WORKGROUP), 1, 1],
    shaderKey: `pointwiseConv2d_${Object.values({ ...geometry, batch: 0 }).join('_')}`,
    getUserCode: () => shader(geometry),
  };
}

function shader(geometry: ConvolutionGeometry): string {
  const { height, width, inChannels, outHeight, outWidth, outChannels, stride, relu } = geometry;
  const pixels = outHeight * outWidth;
  const columns = outChannels / (4 * VECTORS);
  const rows = Array.from({ length: ROWS }, (_, r) => r);
  const vectors = Array.from({ length: VECTORS }, (_, v) => v);
  const source = (pixel: string) =>
    stride === 1
      ? pixel
      : `(${pixel} / ${pixels}) * ${height * width} + ((${pixel} % ${pixels}) / ${outWidth}) * ${stride * width} + (${pixel} % ${outWidth}) * ${stride}`;
  const each = (line: (r: number, v: number) => string) =>
    rows.flatMap((r) => vectors.map((v) => line(r, v))).join('\n      ');
  const sum = (r: number, v: number) => {
    const lanes = ['x', 'y', 'z', 'w'].map((lane, i) => `a${r}.${lane} * w${i}_${v}`);
    return `sum${r}_${v} += ${lanes.join(' + ')};`;
  };
  const value = (r: number, v: number) => (relu ? `max(sum${r}_${v}, vec4<f32>())` : `sum${r}_${v}`);
  return `
    fn main(thread : i32) {
      let total = uniforms.outShape.x * ${pixels};
      let channel = (thread % ${columns}) * ${VECTORS};
      let first = (thread / ${columns}) * ${ROWS};
      if (first >= total) { return; }
      // Pixels past the last one are computed from the last one and not written.
      ${rows.map((r) => `let pixel${r} = min(first + ${r}, total - 1);`).join('\n      ')}
      ${rows.map((r) => `let from${r} = (${source(`pixel${r}`)}) * ${inChannels / 4};`).join('\n      ')}
      ${each((r, v) => `var sum${r}_${v} = bias[channel + ${v}];`)}
      for (var c = 0; c < ${inChannels / 4}; c++) {
        let w = c * ${outChannels} + channel;
        ${[0, 1, 2, 3].flatMap((i) => vectors.map((v) => `let w${i}_${v} = weights[w + ${(i * outChannels) / 4 + v}];`)).join(' ')}
        ${rows.map((r) => `let a${r} = x[from${r} + c];`).join(' ')}
        ${each(sum)}
      }
      ${each((r, v) => `if (first + ${r} < total) { result[(first + ${r}) * ${outChannels / 4} + channel + ${v}] = ${value(r, v)}; }`)}
    }`;
}
