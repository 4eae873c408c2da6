import * as comlink from 'comlink';
import { HemolensError } from '../base/index.ts';
import type { Outcome, RemoteScorer } from './remote.ts';
import type { DeviceChoice, Scorer, StartProgress } from './types.ts';

export interface StartOptions {
  /** Absolute URL of `model.json`. */
  readonly modelUrl: string;
  readonly device: DeviceChoice;
  readonly onProgress?: (progress: StartProgress) => void;
  /** Aborting stops the worker, whatever it is doing. */
  readonly signal?: AbortSignal;
}

/** A scorer in a dedicated worker, and how much its model weighs there. */
export interface Lane extends Scorer {
  readonly weightBytes: number;
}

/**
 * Starts a dedicated worker with a model on a device: it is called as if it were here.
 * @throws {HemolensError} the worker's own, or `inference/stopped` after an abort, or `inference/worker` where it died
 */
export async function startLane({ modelUrl, device, onProgress, signal }: StartOptions): Promise<Lane> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'inference' });
  const remote = comlink.wrap<RemoteScorer>(worker);
  /** Settles what waits for an answer that will never come. */
  let fail: (reason: HemolensError) => void = () => undefined;
  const end = new Promise<never>((_, reject) => {
    fail = reject;
  });
  end.catch(() => undefined);
  const stop = () => {
    worker.terminate();
    fail(new HemolensError('inference/stopped', 'Scoring was stopped.'));
  };
  signal?.addEventListener('abort', stop, { once: true });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    const reason = event.message || 'it could not be loaded';
    fail(
      new HemolensError('inference/worker', `The part of this page that runs the model failed: ${reason}.`),
    );
  });
  if (signal?.aborted) stop();
  const answer = async <Value>(outcome: Promise<Outcome<Value>>): Promise<Value> => {
    const settled = await Promise.race([outcome, end]);
    if (settled.ok) return settled.value;
    const { code, reason, file } = settled.failure;
    throw new HemolensError(code, reason, { file });
  };
  try {
    const {
      manifest,
      device: report,
      weightBytes,
    } = await answer(
      remote.start(
        modelUrl,
        device,
        comlink.proxy((progress: StartProgress) => onProgress?.(progress)),
      ),
    );
    return {
      manifest,
      device: report,
      weightBytes,
      lanes: 1,
      score: (frame) => answer(remote.score(frame)),
      dispose() {
        stop();
        return Promise.resolve();
      },
    };
  } catch (thrown) {
    stop();
    throw thrown;
  }
}
