import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

type WebGPUProgram = Parameters<WebGPUBackend['runWebGPUProgram']>[0];

/** Pixels (rows of the product) and vec4s of output channels that a thread keeps in registers. */
const ROWS = 7;
const VECTORS = 2;
const WORKGROUP = 64;

/** What a stock fused convolution asks for, as far as ours can do it. */
interface Pointwise {
  readonly strides: number;
  readonly activation: 'linear' | 'relu';
}

/**
 * Puts a register-tiled kernel in the place of tfjs's fused convolution where the filter is 1×1, and leaves the rest
 * to tfjs. A 1×1 convolution is a matrix product of pixels by channels; two thirds of a ResNeXt's work are such.
 * Seven pixels by eight channels a thread, read by vec4 and without workgroup memory, ran eight times faster than
 * tfjs's tiled product on SwiftShader (docs/performance.md).
 * Once a process, after tfjs's own kernels are registered.
 */
export function registerPointwiseConv2d(): void {
  const stock = tf.getKernel('FusedConv2D', 'webgpu');
  const stockFunction = stock?.kernelFunc;
  if (!stockFunction || stockFunction === pointwiseOrStock.current) return;
  pointwiseOrStock.current = (call) => {
    const { x, filter, bias, preluActivationWeights } = call.inputs;
    const [height, width, inChannels = 0, outChannels = 0] = filter?.shape ?? [];
    const wanted = preluActivationWeights ? undefined : pointwise({ ...call.attrs });
    const byVectors = inChannels % 4 === 0 && outChannels % (4 * VECTORS) === 0;
    if (x && filter && bias && wanted && height === 1 && width === 1 && byVectors) {
      const { backend } = call;
      if (backend instanceof WebGPUBackend) {
        return backend.runWebGPUProgram(program(x.shape, outChannels, wanted), [x, filter, bias], 'float32');
      }
    }
    return stockFunction(call);
  };
  tf.unregisterKernel('FusedConv2D', 'webgpu');
  tf.registerKernel({
    kernelName: 'FusedConv2D',
    backendName: 'webgpu',
    kernelFunc: pointwiseOrStock.current,
  });
}

/** The kernel in place, so that a second registration does not wrap the first. */
const pointwiseOrStock: { current: tf.KernelFunc | undefined } = { current: undefined };

/** @returns undefined where the call asks for what our kernel does not do */
function pointwise(attrs: Readonly<Record<string, unknown>>): Pointwise | undefined {
  const { strides, pad, dataFormat, activation } = attrs;
  const stride: unknown = Array.isArray(strides) ? strides[0] : strides;
  if (typeof stride !== 'number' || (Array.isArray(strides) && strides[1] !== stride)) return undefined;
  if (dataFormat !== 'NHWC' || (pad !== 'valid' && pad !== 'same' && pad !== 0)) return undefined;
  if (activation !== 'linear' && activation !== 'relu') return undefined;
  return { strides: stride, activation };
}

function program(
  x: readonly number[],
  outChannels: number,
  { strides, activation }: Pointwise,
): WebGPUProgram {
  const [batch = 0, height = 0, width = 0, inChannels = 0] = x;
  const outHeight = Math.ceil(height / strides);
  const outWidth = Math.ceil(width / strides);
  const threads = Math.ceil((batch * outHeight * outWidth) / ROWS) * (outChannels / (4 * VECTORS));
  return {
    variableNames: ['x', 'weights', 'bias'],
    variableComponents: [4, 4, 4],
    outputComponent: 4,
    outputShape: [batch, outHeight, outWidth, outChannels],
    workgroupSize: [WORKGROUP, 1, 1],
    dispatchLayout: { x: [0, 1, 2, 3] },
    dispatch: [Math.ceil(threads / WORKGROUP), 1, 1],
    shaderKey: `pointwiseConv2d_${[height, width, inChannels, outChannels, strides, activation].join('_')}`,
    getUserCode: () =>
      shader({ height, width, inChannels, outHeight, outWidth, outChannels }, strides, activation),
  };
}

interface Shape {
  readonly height: number;
  readonly width: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
}

function shader(shape: Shape, stride: number, activation: Pointwise['activation']): string {
  const { height, width, inChannels, outHeight, outWidth, outChannels } = shape;
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
  const value = (r: number, v: number) =>
    activation === 'relu' ? `max(sum${r}_${v}, vec4<f32>())` : `sum${r}_${v}`;
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
