import * as comlink from 'comlink';
import { HemolensError } from '../base/index.ts';
import { remember, remembered } from './remembered.ts';
import type { Outcome, RemoteListener, RemoteScorer } from './remote.ts';
import type { DeviceChoice, DeviceReport, Scorer, StartProgress } from './types.ts';
import { say } from './sentences.ts';

export interface StartOptions {
  /** Absolute URL of `model.json`. */
  readonly modelUrl: string;
  readonly device: DeviceChoice;
  readonly onProgress?: (progress: StartProgress) => void;
  /** Another device scores from now on, for the one before was lost. */
  readonly onDevice?: (report: DeviceReport) => void;
  /** Aborting stops the worker, whatever it is doing. */
  readonly signal?: AbortSignal;
}

/** A scorer in a dedicated worker, and how much its model weighs there. */
export interface Lane extends Scorer {
  readonly weightBytes: number;
}

/** Whether a lane's worker died: it answers nothing from then on. */
export function isDeadWorker(thrown: unknown): boolean {
  return thrown instanceof HemolensError && thrown.code === 'inference/worker';
}

/**
 * Starts a dedicated worker with a model on a device: it is called as if it were here.
 * @throws {HemolensError} the worker's own, or `inference/stopped` after an abort, or `inference/worker` where it died
 */
export async function startLane(options: StartOptions): Promise<Lane> {
  const { modelUrl, device, onProgress, onDevice, signal } = options;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'inference' });
  const remote = comlink.wrap<RemoteScorer>(worker);
  /** Settles what waits for an answer that will never come. */
  let fail: (reason: HemolensError) => void = () => undefined;
  const end = new Promise<never>((_, reject) => {
    fail = reject;
  });
  end.catch(() => undefined);
  const listening = new AbortController();
  const stop = () => {
    listening.abort();
    worker.terminate();
    fail(new HemolensError('inference/stopped', say('stopped')));
  };
  signal?.addEventListener('abort', stop, { once: true, signal: listening.signal });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    // It may live on after an error of its own, but what became of its device nobody knows.
    worker.terminate();
    const detail = event.message || say('notLoaded');
    fail(new HemolensError('inference/worker', say('workerFailed', { detail })));
  });
  if (signal?.aborted) stop();
  const answer = async <Value>(outcome: Promise<Outcome<Value>>): Promise<Value> => {
    const settled = await Promise.race([outcome, end]);
    if (settled.ok) return settled.value;
    const { code, reason, said, file } = settled.failure;
    throw new HemolensError(code, said ?? reason, { file });
  };
  try {
    let report: DeviceReport | undefined;
    const listener: RemoteListener = {
      onProgress: (progress) => onProgress?.(progress),
      onDevice(changed) {
        report = changed;
        onDevice?.(changed);
      },
      onRemember: remember,
    };
    const started = await answer(remote.start(modelUrl, device, remembered(), comlink.proxy(listener)));
    let { inHand } = started;
    return {
      manifest: started.manifest,
      weightBytes: started.weightBytes,
      get device() {
        return report ?? started.device;
      },
      get inHand() {
        return inHand;
      },
      async score(frame) {
        const answered = await answer(remote.score(frame));
        inHand = answered.inHand;
        return answered.score;
      },
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
