import type * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ConvolutionGeometry } from './geometry.ts';

type WebGPUProgram = Parameters<WebGPUBackend['runWebGPUProgram']>[0];

/** Output pixels of one row that a thread computes: neighbours share what a filter reads of the input. */
const PIXELS = 4;
const WORKGROUP = 64;

/**
 * Convolution in groups (one group: the plain convolution of a stem) with bias and ReLU, in one dispatch. A thread
 * computes four neighbouring pixels by one vec4 of output channels, which lie in one group, so that weights are read
 * once for four pixels and the input row once for the filter's width. Shapes are constants of the shader: a network has
 * few of them, and the loops unroll. The batch stays a uniform.
 * @param inputs  x `[n, height, width, inChannels]`, filter `[height, width, inPerGroup, outChannels]`, bias
 */
export function runDirectConv2d(
  backend: WebGPUBackend,
  inputs: readonly [x: tf.TensorInfo, filter: tf.TensorInfo, bias: tf.TensorInfo],
  geometry: ConvolutionGeometry,
): tf.TensorInfo {
  return backend.runWebGPUProgram(program(geometry), [...inputs], 'float32');
}

/** The kernel reads input channels by fours, or a group's one to three one by one, and writes channels by fours. */
export function fitsDirectConv2d({ inChannels, outChannels, groups }: ConvolutionGeometry): boolean {
  const inPerGroup = inChannels / groups;
  return (inPerGroup % 4 === 0 || inPerGroup < 4) && (outChannels / groups) % 4 === 0;
}

function program(geometry: ConvolutionGeometry): WebGPUProgram {
  const { batch, outHeight, outWidth, outChannels } = geometry;
  const threads = batch * outHeight * Math.ceil(outWidth / PIXELS) * (outChannels / 4);
  return {
    variableNames: ['x', 'weights', 'bias'],
    variableComponents: [lanesOf(geometry) === 4 ? 4 : 1, 4, 4],
    outputComponent: 4,
    outputShape: [batch, outHeight, outWidth, outChannels],
    workgroupSize: [WORKGROUP, 1, 1],
    // A flat layout: tfjs folds what exceeds a dimension's limit into the next and hands `main` the flat index.
    dispatchLayout: { x: [0, 1, 2, 3] },
    dispatch: [Math.ceil(threads / WORKGROUP), 1, 1],
    shaderKey: `directConv2d_${Object.values({ ...geometry, batch: 0 }).join('_')}`,
    getUserCode: () => shader(geometry),
  };
}

/** Input channels read at once. */
function lanesOf({ inChannels, groups }: ConvolutionGeometry): number {
  return Math.min(4, inChannels / groups);
}

function shader(geometry: ConvolutionGeometry): string {
  const { height, width, inChannels, outHeight, outWidth, outChannels } = geometry;
  const { filterHeight, filterWidth, stride, pad, groups, relu } = geometry;
  const inPerGroup = inChannels / groups;
  const outPerGroup = outChannels / groups;
  const strips = Math.ceil(outWidth / PIXELS);
  const columns = (PIXELS - 1) * stride + filterWidth;
  const lanes = ['x', 'y', 'z', 'w'].slice(0, lanesOf(geometry));
  /** What one element of the x buffer holds. */
  const unit = lanes.length === 4 ? 4 : 1;
  const pixels = Array.from({ length: PIXELS }, (_, p) => p);
  const taps = Array.from({ length: filterWidth }, (_, k) => k);
  const read = (at: string) => {
    if (unit === 4) return `x[${at}]`;
    return `vec4<f32>(${[0, 1, 2, 3].map((i) => (i < lanes.length ? `x[${at} + ${i}]` : '0.0')).join(', ')})`;
  };
  // Unrolled by hand: an array indexed by a loop variable would live in memory, not in registers.
  const load = Array.from({ length: columns }, (_, c) => {
    const inside = `left + ${c} >= 0 && left + ${c} < ${width}`;
    return `let x${c} = select(vec4<f32>(), ${read(`row + (left + ${c}) * ${inChannels / unit}`)}, ${inside});`;
  });
  const multiply = taps.map((k) => {
    const weights = lanes.map(
      (lane, i) => `let w${lane} = weights[w + ${((k * inPerGroup + i) * outChannels) / 4}];`,
    );
    const sums = pixels.map((p) => {
      const products = lanes.map((lane) => `x${p * stride + k}.${lane} * w${lane}`);
      return `sum${p} += ${products.join(' + ')};`;
    });
    return `{ ${weights.join(' ')}\n            ${sums.join('\n            ')} }`;
  });
  const store = pixels.map((p) => {
    const value = relu ? `max(sum${p}, vec4<f32>())` : `sum${p}`;
    return `if (column + ${p} < ${outWidth}) { result[at + ${(p * outChannels) / 4}] = ${value}; }`;
  });
  return `
    fn main(thread : i32) {
      if (thread >= uniforms.outShape.x * ${outHeight * strips * (outChannels / 4)}) { return; }
      let channel = thread % ${outChannels / 4};
      let strip = thread / ${outChannels / 4};
      let column = (strip % ${strips}) * ${PIXELS};
      let outRow = (strip / ${strips}) % ${outHeight};
      let image = strip / ${strips * outHeight};
      let firstInput = (channel * 4 / ${outPerGroup}) * ${inPerGroup / unit};
      let left = column * ${stride} - ${pad};
      ${pixels.map((p) => `var sum${p} = bias[channel];`).join(' ')}
      for (var ky = 0; ky < ${filterHeight}; ky++) {
        let y = outRow * ${stride} - ${pad} + ky;
        if (y < 0 || y >= ${height}) { continue; }
        for (var c = 0; c < ${inPerGroup / lanes.length}; c++) {
          let row = (image * ${height} + y) * ${(width * inChannels) / unit} + firstInput + c;
          let w = (ky * ${filterWidth * inPerGroup} + c * ${lanes.length}) * ${outChannels / 4} + channel;
          ${load.join('\n          ')}
          ${multiply.join('\n          ')}
        }
      }
      let at = ((image * ${outHeight} + outRow) * ${outWidth} + column) * ${outChannels / 4} + channel;
      ${store.join('\n      ')}
    }`;
}
