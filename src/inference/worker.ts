import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import * as comlink from 'comlink';
import { HemolensError, toFailure } from '../base/index.ts';
import { fetchModel } from './fetchModel.ts';
import type { Outcome, RemoteScorer } from './remote.ts';
import { openScorer } from './scorer.ts';
import type { Scorer } from './types.ts';

/** The dedicated worker of the page: device, model and preprocessing live here, away from the hand. */

let scorer: Scorer | undefined;

const remote: RemoteScorer = {
  start: (modelUrl, choice, onProgress) =>
    outcome(async () => {
      const model = await fetchModel(modelUrl, onProgress);
      // Absent in browsers without WebGPU, whatever the type says.
      const gpu = 'gpu' in navigator ? navigator.gpu : undefined;
      scorer = await openScorer(model, choice, { gpu, wasmFiles: { plain, simd } }, onProgress);
      const weightBytes = 4 * model.artifacts.weightSpecs.reduce((sum, { shape }) => sum + volume(shape), 0);
      return { manifest: scorer.manifest, device: scorer.device, weightBytes };
    }),
  async score(frame) {
    const answer = await outcome(async () => {
      if (!scorer) throw new HemolensError('inference/stopped', 'Scoring was not started.');
      return scorer.score(frame);
    });
    return answer.ok
      ? comlink.transfer(answer, [answer.value.logits.buffer, answer.value.evidence.values.buffer])
      : answer;
  },
};

/** Weights are 32-bit floats once they are loaded, however they are stored. */
const volume = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

async function outcome<Value>(work: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown, 'inference/failed') };
  }
}

comlink.expose(remote);
