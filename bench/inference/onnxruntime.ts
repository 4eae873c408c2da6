/** Onnxruntime on the same weights: in WebAssembly and on WebGPU from the web, and Node's own build where it is installed. */
import type * as Onnxruntime from 'onnxruntime-web';
import type { Job, Place, Started } from './contenders.ts';
import { BATCH, toOnnx } from './onnx.ts';

export async function onnxruntimeWeb(provider: 'webgpu' | 'wasm', job: Job, place: Place): Promise<Started> {
  if (provider === 'webgpu' && !place.gpu) throw new Error('no WebGPU adapter');
  const ort =
    provider === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = job.threads;
  const wasm = await place.onnxruntimeWasm(provider);
  if ('url' in wasm) ort.env.wasm.wasmPaths = { wasm: wasm.url };
  else ort.env.wasm.wasmBinary = wasm.binary;
  const threads = provider === 'wasm' && job.threads > 1 ? { note: `${job.threads} threads` } : {};
  return { ...(await session(ort, provider, job)), ...threads };
}

export async function onnxruntimeNode(job: Job): Promise<Started> {
  if (!('process' in globalThis)) throw new Error('onnxruntime-node runs in Node alone: --in node');
  // By a name the compiler does not know: nobody needs it to build or to test.
  const name = 'onnxruntime-node';
  const ort = (await import(/* @vite-ignore */ name).catch(() => undefined)) as
    typeof Onnxruntime | undefined;
  // It opens Vulkan by itself: without a driver there is no adapter. With LD_LIBRARY_PATH and VK_ICD_FILENAMES set to Chromium's
  // folder and its SwiftShader a session is made; no run of it has been timed yet.
  if (!ort) throw new Error('onnxruntime-node is not installed (npm install --no-save onnxruntime-node)');
  return session(ort, 'webgpu', job);
}

async function session(
  ort: typeof Onnxruntime,
  provider: 'webgpu' | 'wasm',
  { model, input, batch }: Job,
): Promise<Started> {
  const made = await ort.InferenceSession.create(toOnnx(model), {
    executionProviders: [provider],
    // The shape is known, and a runtime may plan for it.
    freeDimensionOverrides: { [BATCH]: batch },
  });
  const { size } = model.manifest.preprocessing;
  const planes = new Float32Array(batch * input.length);
  for (let i = 0; i < planes.length; i++) {
    const [slice, within] = [Math.floor(i / input.length), i % input.length];
    const at = slice * input.length + (within % 3) * size * size + Math.floor(within / 3);
    planes[at] = input[within] ?? 0;
  }
  return {
    async run() {
      const { logits } = await made.run({ input: new ort.Tensor('float32', planes, [batch, 3, size, size]) });
      return Float32Array.from(logits?.data as Float32Array);
    },
  };
}
