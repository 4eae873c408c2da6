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
  let disposed = false;
  const { score, add } = spread<HounsfieldFrame, SliceScore, Lane>(first, {
    isDeath: isDeadWorker,
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
      const starting: Promise<void> = startLane({ modelUrl, device: 'wasm', ...(signal && { signal }) }).then(
        async (lane) => {
          coming.delete(starting);
          if (disposed) {
            await lane.dispose();
            return;
          }
          live.add(lane);
          add(lane);
        },
        () => {
          coming.delete(starting);
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
    if (!disposed) onDevice?.(report());
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
      get lanes() {
        return [...live].reduce((sum, lane) => sum + lane.lanes, coming.size);
      },
      score,
      async dispose() {
        disposed = true;
        await Promise.all([...[...live].map((lane) => lane.dispose()), ...coming]);
      },
    },
  };
}
