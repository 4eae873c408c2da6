import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { HemolensError } from '../base/index.ts';
import { openDevice, type GpuAdapterReport } from './device.ts';
import { registerFusedConv2d } from './kernels/fusedConv2d.ts';
import { registerGroupedConv2d } from './kernels/groupedConv2d.ts';
import type { Backend } from './network.ts';
import { loadTfjsNetwork } from './wasm/tfjsNetwork.ts';

/** Where the page serves the files of tfjs's WASM backend; in Node they lie beside its code. */
export interface WasmFiles {
  readonly plain: string;
  readonly simd: string;
}

/** @throws {HemolensError} `inference/no-device` where the adapter gives none */
export async function startWebgpu(found: GpuAdapterReport): Promise<Backend> {
  const device = await openDevice(found).catch((cause: unknown) => {
    throw new HemolensError('inference/no-device', `The GPU (${found.name}) could not be opened.`, { cause });
  });
  prepareEngine();
  // The stock factory, which tfjs registers where it sees WebGPU, would ask for a device of its own.
  if (hasFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, found.adapter.info));
  if (!(await tf.setBackend('webgpu'))) {
    throw new HemolensError('inference/no-device', `The GPU (${found.name}) could not be used.`);
  }
  let error: string | undefined;
  device.addEventListener('uncapturederror', (event) => {
    error ??= event.error.message;
  });
  return {
    name: found.name,
    lost: device.lost.then(({ message, reason }) => message || reason),
    takeError() {
      const taken = error;
      error = undefined;
      return taken;
    },
    load: loadTfjsNetwork,
    stop() {
      tf.removeBackend('webgpu');
      device.destroy();
    },
  };
}

/** Kept, for `tf.removeBackend` frees a backend only together with its factory. */
const wasmFactory = tf.findBackendFactory('wasm');

/** @throws {HemolensError} `inference/no-wasm` */
export async function startWasm(files: WasmFiles | undefined): Promise<Backend> {
  prepareEngine();
  if (!hasFactory('wasm')) tf.registerBackend('wasm', wasmFactory);
  // tfjs 4.22's threaded build starts eight workers and computes on one thread (docs/decisions/0006): it stays unused,
  // though tfjs wants a path for it.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (files) {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': files.plain,
      'tfjs-backend-wasm-simd.wasm': files.simd,
      'tfjs-backend-wasm-threaded-simd.wasm': files.simd,
    });
  }
  const started = await tf.setBackend('wasm').catch((cause: unknown) => {
    throw new HemolensError('inference/no-wasm', 'WebAssembly could not be started in this browser.', {
      cause,
    });
  });
  if (!started)
    throw new HemolensError('inference/no-wasm', 'WebAssembly could not be started in this browser.');
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return {
    name: `WebAssembly${simd === true ? ' with SIMD' : ''}`,
    lost: new Promise(() => undefined),
    takeError: () => undefined,
    load: loadTfjsNetwork,
    stop: () => tf.removeBackend('wasm'),
  };
}

function prepareEngine(): void {
  tf.enableProdMode();
  // Reading a weight back to compute on the CPU would cost more than the GPU's dispatch.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  registerGroupedConv2d();
  registerFusedConv2d();
}

/** tfjs's own type promises a factory; it answers null where there is none. */
function hasFactory(name: string): boolean {
  const factory: unknown = tf.findBackendFactory(name);
  return typeof factory === 'function';
}
