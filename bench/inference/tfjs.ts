/** Stock tfjs: its backends as they come, and the grouped convolution out of its own convolutions. */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { findAdapter } from '../../src/inference/webgpu/adapter.ts';
import { registerLogMeanExp } from '../../src/inference/wasm/logMeanExp.ts';
import { GROUPED_CONV2D, GROUPED_CONV2D_INPUTS, groupedConv2DAttributes } from '../../src/model/index.ts';
import type { Job, Place, Started } from './contenders.ts';

/** One convolution a group, or a dense one with a block-diagonal filter. */
type Composition = 'sliced' | 'dense';

export async function stockWebgpu(job: Job, { gpu }: Place, composition: Composition): Promise<Started> {
  const found = await findAdapter(gpu);
  if (!found) throw new Error('no WebGPU adapter');
  const { adapter } = found;
  const { limits } = adapter;
  // As tfjs's own factory does, which Dawn in Node refuses for a feature it misspells.
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info));
  return stock('webgpu', job, composition);
}

export async function stockWasm(job: Job, { wasmFiles }: Place): Promise<Started> {
  // One thread is what tfjs computes on here, whatever it is asked for (docs/decisions/0006).
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (wasmFiles) {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': wasmFiles.plain,
      'tfjs-backend-wasm-simd.wasm': wasmFiles.simd,
      'tfjs-backend-wasm-threaded-simd.wasm': wasmFiles.simd,
    });
  }
  return stock('wasm', job, 'sliced');
}

async function stock(
  backend: string,
  { model, input, batch }: Job,
  composition: Composition,
): Promise<Started> {
  tf.enableProdMode();
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs could not start its ${backend} backend`);
  registerStockGroups(composition);
  // Two stock ops a slice, of a map of a hundred cells: nothing that could be told from noise.
  registerLogMeanExp();
  const { manifest, artifacts } = model;
  const graph = await tf.loadGraphModel(tf.io.fromMemory(artifacts));
  const { size } = manifest.preprocessing;
  const values = new Float32Array(batch * input.length);
  for (let slice = 0; slice < batch; slice++) values.set(input, slice * input.length);
  return {
    async run() {
      const x = tf.tensor4d(values, [batch, size, size, 3]);
      const logits = graph.execute({ [graph.inputs[0]?.name ?? 'input']: x }, manifest.outputs.logits);
      const read = Float32Array.from(await (logits as tf.Tensor).data<'float32'>());
      tf.dispose([x, logits]);
      return read;
    },
  };
}

function registerStockGroups(composition: Composition): void {
  const filters = new WeakMap<object, tf.Tensor4D[]>();
  tf.registerOp(GROUPED_CONV2D, ({ inputs, attrs }) => {
    const { groups, strides, activation } = groupedConv2DAttributes(attrs);
    const x = inputs[GROUPED_CONV2D_INPUTS.x];
    const filter = inputs[GROUPED_CONV2D_INPUTS.filter];
    const bias = inputs[GROUPED_CONV2D_INPUTS.bias];
    if (!x || !filter || !bias) throw new Error('an input is missing');
    const parts = filters.get(filter.dataId) ?? splitFilter(filter as tf.Tensor4D, groups, composition);
    filters.set(filter.dataId, parts);
    const outputs = parts.map((part, i) => {
      const wide = part.shape[2];
      const own = parts.length === 1 ? x : x.slice([0, 0, 0, i * wide], [-1, -1, -1, wide]);
      return tf.conv2d(own as tf.Tensor4D, part, [strides[1] ?? 1, strides[2] ?? 1], 1);
    });
    const sum = tf.add(tf.concat(outputs, 3), bias);
    return activation === 'relu' ? tf.relu(sum) : sum;
  });
}

function splitFilter(filter: tf.Tensor4D, groups: number, composition: Composition): tf.Tensor4D[] {
  const [height, width, inPerGroup, outChannels] = filter.shape;
  const outPerGroup = outChannels / groups;
  const slices = Array.from({ length: groups }, (_, group) =>
    filter.slice([0, 0, 0, group * outPerGroup], [height, width, inPerGroup, outPerGroup]),
  );
  if (composition === 'sliced') return slices.map((slice) => tf.keep(slice));
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
