/** Who is timed: each starts on a model and answers a batch with logits. One a worker or process: tfjs's engine is global. */
import type { WasmFiles } from '../../src/inference/wasm/backend.ts';
import type { OpenedModel } from '../../src/model/index.ts';

/** Onnxruntime-node is no dependency of ours: it is timed where somebody has installed it. */
export const CONTENDERS = [
  'ours-webgpu',
  'ours-wasm',
  'ort-webgpu',
  'ort-wasm',
  'tfjs-sliced',
  'tfjs-dense',
  'tfjs-wasm',
  'ort-node-webgpu',
] as const;
export type ContenderName = (typeof CONTENDERS)[number];

/** What a worker of the page or a process of Node offers. */
export interface Place {
  readonly gpu: GPU | undefined;
  /** Needed in a browser; Node finds its own. */
  readonly wasmFiles: WasmFiles | undefined;
  /** How onnxruntime-web finds the WebAssembly of a provider. */
  readonly onnxruntimeWasm: (
    provider: 'webgpu' | 'wasm',
  ) => Promise<{ readonly url: string } | { readonly binary: ArrayBuffer }>;
}

/** A batch to put through a network, again and again. */
export interface Job {
  readonly model: OpenedModel;
  /** One slice, `[1, size, size, 3]`. */
  readonly input: Float32Array;
  /** How many of it at once. */
  readonly batch: number;
  readonly threads: number;
}

/** @returns logits, `[batch, 6]` */
export type Run = () => Promise<Float32Array>;

export interface Started {
  readonly run: Run;
  /** What a reader of its time should know. */
  readonly note?: string;
}

/** Loaded when they are started, so that none brings another's runtime into its worker. */
export const starts: Record<ContenderName, (job: Job, place: Place) => Promise<Started>> = {
  'ours-webgpu': async (job, place) => (await import('./ours.ts')).oursOnWebgpu(job, place),
  'ours-wasm': async (job, place) => (await import('./ours.ts')).oursOnWasm(job, place),
  'ort-webgpu': async (job, place) => (await import('./onnxruntime.ts')).onnxruntimeWeb('webgpu', job, place),
  'ort-wasm': async (job, place) => (await import('./onnxruntime.ts')).onnxruntimeWeb('wasm', job, place),
  'tfjs-sliced': async (job, place) => (await import('./tfjs.ts')).stockWebgpu(job, place, 'sliced'),
  'tfjs-dense': async (job, place) => (await import('./tfjs.ts')).stockWebgpu(job, place, 'dense'),
  'tfjs-wasm': async (job, place) => (await import('./tfjs.ts')).stockWasm(job, place),
  'ort-node-webgpu': async (job) => (await import('./onnxruntime.ts')).onnxruntimeNode(job),
};

/** Those whose time can be held against the peak of the WebGPU adapter. */
export function isOnWebgpu(contender: ContenderName): boolean {
  return !contender.endsWith('-wasm');
}
