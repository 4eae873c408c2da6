import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { HemolensError } from '../../base/index.ts';
import type { Backend } from '../network.ts';
import { registerGroupedConv2d } from './groupedConv2d.ts';
import { registerLogMeanExp } from './logMeanExp.ts';
import { loadTfjsNetwork } from './tfjsNetwork.ts';
import { say } from '../sentences.ts';

/** Where the page serves the files of tfjs's WASM backend; in Node they lie beside its code. */
export interface WasmFiles {
  readonly plain: string;
  readonly simd: string;
}

/** Kept, for `tf.removeBackend` frees a backend only together with its factory. */
const wasmFactory = tf.findBackendFactory('wasm');

/**
 * tfjs's WASM backend: there is one at a time, for tfjs's engine is global.
 * @throws {HemolensError} `inference/no-wasm`
 */
export async function startWasm(files: WasmFiles | undefined): Promise<Backend> {
  tf.enableProdMode();
  registerGroupedConv2d();
  registerLogMeanExp();
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
    throw new HemolensError('inference/no-wasm', say('noWasm'), {
      cause,
    });
  });
  if (!started) throw new HemolensError('inference/no-wasm', say('noWasm'));
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return {
    name: `WebAssembly${simd === true ? ' with SIMD' : ''}`,
    lost: new Promise(() => undefined),
    takeError: () => undefined,
    load: loadTfjsNetwork,
    stop: () => tf.removeBackend('wasm'),
  };
}

/** tfjs's own type promises a factory; it answers null where there is none. */
function hasFactory(name: string): boolean {
  const factory: unknown = tf.findBackendFactory(name);
  return typeof factory === 'function';
}
