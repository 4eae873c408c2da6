/** Ours, as the product starts it: a batch is cut into calls of the network's capacity, as many at once as it overlaps. */
import { findAdapter } from '../../src/inference/webgpu/adapter.ts';
import { startWasm } from '../../src/inference/wasm/backend.ts';
import { startWebgpu } from '../../src/inference/webgpu/backend.ts';
import type { Backend, Network } from '../../src/inference/network.ts';
import type { Job, Place, Started } from './contenders.ts';

export async function oursOnWebgpu(job: Job, { gpu }: Place): Promise<Started> {
  const found = await findAdapter(gpu);
  if (!found) throw new Error('no WebGPU adapter');
  return ours(await startWebgpu(found), job);
}

export async function oursOnWasm(job: Job, { wasmFiles }: Place): Promise<Started> {
  return ours(await startWasm(wasmFiles), job);
}

async function ours(backend: Backend, { model, input, batch }: Job): Promise<Started> {
  const network = await backend.load(model);
  const calls = inCalls(batch, network.capacity);
  return {
    async run() {
      const logits = await runCalls(network, calls, input);
      const error = backend.takeError();
      if (error !== undefined) throw new Error(error);
      return logits;
    },
    ...(calls.length > 1 && {
      note: `in ${calls.length} calls of up to ${network.capacity}, ${network.overlap} at once`,
    }),
  };
}

async function runCalls(network: Network, calls: readonly number[], input: Float32Array) {
  const answers: Float32Array[][] = [];
  let next = 0;
  const lane = async () => {
    for (let call = next++; call < calls.length; call = next++) {
      const outputs = await network.run(Array.from({ length: calls[call] ?? 0 }, () => input));
      answers[call] = outputs.map(({ logits }) => logits);
    }
  };
  await Promise.all(Array.from({ length: network.overlap }, lane));
  return Float32Array.from(answers.flat().flatMap((logits) => [...logits]));
}

/** How many slices each call takes, e.g. 8 with a capacity of 3: 3, 3, 2. */
function inCalls(batch: number, capacity: number): readonly number[] {
  const calls = Math.ceil(batch / capacity);
  return Array.from({ length: calls }, (_, call) => Math.min(capacity, batch - call * capacity));
}
