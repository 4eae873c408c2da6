import type { HounsfieldFrame } from '../dicom/index.ts';
import { affordableLanes } from './lanes.ts';
import { isDeadWorker, startLane, type Lane, type StartOptions } from './lane.ts';
import { spread } from './spread.ts';
import type { DeviceReport, Scorer, SliceScore } from './types.ts';

/**
 * A scorer for the page. On a graphics processor one worker owns the device; on WebAssembly, which computes on one
 * thread, more workers score other slices beside the first, as many as there are cores to spare. They also come where
 * the graphics processor was lost for good. A worker that dies leaves its slices to the others.
 * @throws {HemolensError} as `startLane` does
 */
export async function startScorer(options: StartOptions): Promise<Scorer> {
  /** Nobody has the scorer yet who might want to know. */
  let deviceChanged: () => void = () => undefined;
  const first = await startLane({ ...options, onDevice: () => deviceChanged() });
  const pool = createPool(first, options);
  deviceChanged = () => pool.deviceChanged();
  return pool.scorer;
}

interface Pool {
  readonly scorer: Scorer;
  deviceChanged(): void;
}

function createPool(first: Lane, { modelUrl, signal, onDevice }: StartOptions): Pool {
  const live = new Set([first]);
  /** On their way; one that does not start is simply not there. */
  const coming = new Set<Promise<void>>();
  const gone = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, gone.signal]) : gone.signal;
  const { score, add, noneComes } = spread<HounsfieldFrame, SliceScore, Lane>(first, {
    isDeath: isDeadWorker,
    moreComing: () => coming.size > 0,
    onDead(lane) {
      live.delete(lane);
      tell();
    },
  });

  const workers = () => live.size + coming.size;

  function helpOnWasm(): void {
    if (first.device.rung !== 'wasm' || workers() > 1) return;
    const count = affordableLanes(first.weightBytes, navigator.hardwareConcurrency) - 1;
    for (let n = 0; n < count; n++) {
      const starting: Promise<void> = startLane({ modelUrl, device: 'wasm', signal: stopped }).then(
        (lane) => {
          coming.delete(starting);
          live.add(lane);
          add(lane);
        },
        () => {
          coming.delete(starting);
          noneComes();
          tell();
        },
      );
      coming.add(starting);
    }
  }

  function report(): DeviceReport {
    const { rung, name, reason } = first.device;
    return { rung, reason, name: workers() > 1 ? `${name}, ${workers()} workers` : name };
  }

  function tell(): void {
    if (!gone.signal.aborted) onDevice?.(report());
  }

  helpOnWasm();
  return {
    deviceChanged() {
      helpOnWasm();
      tell();
    },
    scorer: {
      manifest: first.manifest,
      get device() {
        return report();
      },
      get inHand() {
        return [...live].reduce((sum, lane) => sum + lane.inHand, coming.size);
      },
      score,
      async dispose() {
        // Those on their way are stopped where they are.
        gone.abort();
        await Promise.all([...[...live].map((lane) => lane.dispose()), ...coming]);
      },
    },
  };
}
