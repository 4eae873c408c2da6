/** A dedicated worker of the page with one contender, as the product has one for its model. */
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import onWebgpu from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import onWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { fetchModel } from '../../src/inference/fetchModel.ts';
import type { Request } from './protocol.ts';
import { openSeat } from './seat.ts';

const absolute = (url: string) => new URL(url, location.href).href;
const onnxruntimeFiles = { webgpu: absolute(onWebgpu), wasm: absolute(onWasm) };

const answer = openSeat(
  () =>
    Promise.resolve({
      gpu: 'gpu' in navigator ? navigator.gpu : undefined,
      wasmFiles: { plain, simd },
      onnxruntimeWasm: (provider) => Promise.resolve({ url: onnxruntimeFiles[provider] }),
    }),
  ({ modelPath }) => fetchModel(absolute(modelPath), () => undefined),
);

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  void answer(data).then((said) => postMessage(said));
});
