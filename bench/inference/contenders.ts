/** Who is timed: each starts on a model and answers an input with logits. One a process, for tfjs's engine is global. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import '@tensorflow/tfjs-backend-wasm';
import { openDawn } from '../../cli/dawn.ts';
import { findAdapter, openDevice } from '../../src/inference/device.ts';
import { startWasm, startWebgpu } from '../../src/inference/backend.ts';
import type { Backend } from '../../src/inference/network.ts';
import {
  GROUPED_CONV2D,
  GROUPED_CONV2D_INPUTS,
  groupedConv2DAttributes,
  type OpenedModel,
} from '../../src/model/index.ts';
import { toOnnx } from './onnx.ts';

export const CONTENDERS = [
  'ours-webgpu',
  'ours-wasm',
  'ort-webgpu',
  'ort-wasm',
  'tfjs-sliced',
  'tfjs-dense',
  'tfjs-wasm',
] as const;
export type ContenderName = (typeof CONTENDERS)[number];

/** @param input `[1, size, size, 3]`. @returns six logits */
export type Run = (input: Float32Array) => Promise<Float32Array>;

export const starts: Record<ContenderName, (model: OpenedModel) => Promise<Run>> = {
  'ours-webgpu': async (model) => {
    return ours(await startWebgpu(await adapter()), model);
  },
  'ours-wasm': async (model) => {
    return ours(await startWasm(undefined), model);
  },
  'ort-webgpu': (model) => onnxruntime(model, 'webgpu'),
  'ort-wasm': (model) => onnxruntime(model, 'wasm'),
  'tfjs-sliced': async (model) => {
    await stockWebgpu();
    return stock(model, true);
  },
  'tfjs-dense': async (model) => {
    await stockWebgpu();
    return stock(model, false);
  },
  'tfjs-wasm': async (model) => {
    tf.enableProdMode();
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    await tf.setBackend('wasm');
    return stock(model, true);
  },
};

async function adapter() {
  const found = await findAdapter(await openDawn());
  if (!found) throw new Error('no WebGPU adapter');
  return found;
}

async function ours(backend: Backend, model: OpenedModel): Promise<Run> {
  const network = await backend.load(model);
  return async (input) => {
    const [output] = await network.run([input]);
    if (!output) throw new Error('no answer');
    return output.logits;
  };
}

/** tfjs's WebGPU backend as it comes, on a device with the same limits as ours. */
async function stockWebgpu(): Promise<void> {
  const found = await adapter();
  const device = await openDevice(found);
  tf.enableProdMode();
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, found.adapter.info));
  await tf.setBackend('webgpu');
}

/** Stock tfjs with the grouped convolution as one convolution a group, or as one dense one with a block-diagonal filter. */
async function stock({ manifest, artifacts }: OpenedModel, sliced: boolean): Promise<Run> {
  const filters = new WeakMap<object, tf.Tensor4D[]>();
  tf.registerOp(GROUPED_CONV2D, ({ inputs, attrs }) => {
    const { groups, strides, activation } = groupedConv2DAttributes(attrs);
    const x = inputs[GROUPED_CONV2D_INPUTS.x];
    const filter = inputs[GROUPED_CONV2D_INPUTS.filter];
    const bias = inputs[GROUPED_CONV2D_INPUTS.bias];
    if (!x || !filter || !bias) throw new Error('an input is missing');
    const parts = filters.get(filter.dataId) ?? splitFilter(filter as tf.Tensor4D, groups, sliced);
    filters.set(filter.dataId, parts);
    const outputs = parts.map((part, i) => {
      const wide = part.shape[2];
      const own = parts.length === 1 ? x : x.slice([0, 0, 0, i * wide], [-1, -1, -1, wide]);
      return tf.conv2d(own as tf.Tensor4D, part, [strides[1] ?? 1, strides[2] ?? 1], 1);
    });
    const sum = tf.add(tf.concat(outputs, 3), bias);
    return activation === 'relu' ? tf.relu(sum) : sum;
  });
  const graph = await tf.loadGraphModel(tf.io.fromMemory(artifacts));
  const { size } = manifest.preprocessing;
  return async (input) => {
    const x = tf.tensor4d(input, [1, size, size, 3]);
    const logits = graph.execute(
      { [graph.inputs[0]?.name ?? 'input']: x },
      manifest.outputs.logits,
    ) as tf.Tensor;
    const values = Float32Array.from(await logits.data<'float32'>());
    tf.dispose([x, logits]);
    return values;
  };
}

function splitFilter(filter: tf.Tensor4D, groups: number, sliced: boolean): tf.Tensor4D[] {
  const [height, width, inPerGroup, outChannels] = filter.shape;
  const outPerGroup = outChannels / groups;
  const slices = Array.from({ length: groups }, (_, group) =>
    filter.slice([0, 0, 0, group * outPerGroup], [height, width, inPerGroup, outPerGroup]),
  );
  if (sliced) return slices.map((slice) => tf.keep(slice));
  const rows = slices.map((slice, group) =>
    tf.pad4d(slice, [
      [0, 0],
      [0, 0],
      [group * inPerGroup, (groups - 1 - group) * inPerGroup],
      [0, 0],
    ]),
  );
  return [tf.keep(tf.concat<tf.Tensor4D>(rows, 3))];
}

async function onnxruntime(model: OpenedModel, provider: 'wasm' | 'webgpu'): Promise<Run> {
  if (provider === 'webgpu' && !(await openDawn())) throw new Error('no WebGPU adapter');
  const ort =
    provider === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web');
  const dist = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
  // As many threads as tfjs's WASM has.
  ort.env.wasm.numThreads = 1;
  if (provider === 'webgpu') {
    ort.env.wasm.wasmBinary = (await readFile(join(dist, 'ort-wasm-simd-threaded.asyncify.wasm'))).buffer;
  }
  const session = await ort.InferenceSession.create(toOnnx(model), { executionProviders: [provider] });
  const { size } = model.manifest.preprocessing;
  return async (input) => {
    const planes = new Float32Array(input.length);
    for (let i = 0; i < input.length; i++) planes[(i % 3) * size * size + Math.floor(i / 3)] = input[i] ?? 0;
    const { logits } = await session.run({ input: new ort.Tensor('float32', planes, [1, 3, size, size]) });
    return Float32Array.from(logits?.data as Float32Array);
  };
}
