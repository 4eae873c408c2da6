import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import * as comlink from 'comlink';
import { HemolensError, toFailure } from '../base/index.ts';
import { fetchModel } from './fetchModel.ts';
import { weightBytesOf } from './lanes.ts';
import { memoryOf } from './memory.ts';
import type { Outcome, RemoteScorer } from './remote.ts';
import { openScorer } from './scorer.ts';
import type { Scorer } from './types.ts';
import { say } from './sentences.ts';

/** The dedicated worker of the page: device, model and preprocessing live here, away from the hand. */

let scorer: Scorer | undefined;

const remote: RemoteScorer = {
  start: (modelUrl, choice, remembered, listener) =>
    outcome(async () => {
      const model = await fetchModel(modelUrl, (progress) => listener.onProgress(progress));
      scorer = await openScorer(
        model,
        choice,
        {
          // Absent in browsers without WebGPU, whatever the type says.
          gpu: 'gpu' in navigator ? navigator.gpu : undefined,
          wasmFiles: { plain, simd },
          cores: navigator.hardwareConcurrency,
          memory: memoryOf(remembered, (key, value) => listener.onRemember(key, value)),
        },
        {
          onProgress: (progress) => listener.onProgress(progress),
          onDevice: (report) => listener.onDevice(report),
        },
      );
      const { manifest, device, inHand } = scorer;
      return { manifest, device, weightBytes: weightBytesOf(model), inHand };
    }),
  async score(frame) {
    const answer = await outcome(async () => {
      if (!scorer) throw new HemolensError('inference/stopped', say('notBegun'));
      const score = await scorer.score(frame);
      return { score, inHand: scorer.inHand };
    });
    if (!answer.ok) return answer;
    const { logits, evidence } = answer.value.score;
    return comlink.transfer(answer, [logits.buffer, evidence.values.buffer]);
  },
};

async function outcome<Value>(work: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown, 'inference/failed') };
  }
}

comlink.expose(remote);
