/** A process of Node with one contender, over Dawn. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import process from 'node:process';
import { openDawn } from '../../cli/dawn.ts';
import { benchModel } from './models.ts';
import type { Answer, Request } from './protocol.ts';
import { openSeat } from './seat.ts';

const WASM = { webgpu: 'ort-wasm-simd-threaded.asyncify.wasm', wasm: 'ort-wasm-simd-threaded.wasm' } as const;

const answer = openSeat(
  async () => ({
    gpu: await openDawn(),
    wasmFiles: undefined,
    async onnxruntimeWasm(provider) {
      const file = createRequire(import.meta.url).resolve(`onnxruntime-web/${WASM[provider]}`);
      return { binary: Uint8Array.from(await readFile(file)).buffer };
    },
  }),
  ({ model }) => benchModel(model),
);

// A run that was cut off leaves no one behind.
process.on('disconnect', () => process.exit());
process.on('message', (request: Request) => {
  void answer(request).then((said: Answer) => process.send?.(said));
});
