import type { HounsfieldFrame } from '../dicom/index.ts';
import { affordableLanes } from './lanes.ts';
import { startLane, type Lane, type StartOptions } from './lane.ts';
import { spread } from './spread.ts';
import type { DeviceReport, Scorer, SliceScore } from './types.ts';

/**
 * A scorer for the page. On a graphics processor one worker owns the device; on WebAssembly, which computes on one
 * thread, more workers score other slices beside the first, as many as there are cores to spare. They also come where
 * the graphics processor was lost for good.
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
  const { score, add } = spread<HounsfieldFrame, SliceScore>(first);
  /** Beside the first, started or about to; one that does not start is simply not there. */
  const others = new Map<Promise<Lane>, Lane | undefined>();
  let disposed = false;

  function helpOnWasm(): void {
    if (first.device.rung !== 'wasm' || others.size > 0) return;
    const count = affordableLanes(first.weightBytes, navigator.hardwareConcurrency) - 1;
    for (let n = 0; n < count; n++) {
      const starting = startLane({ modelUrl, device: 'wasm', ...(signal && { signal }) });
      others.set(starting, undefined);
      starting.then(
        (lane) => {
          others.set(starting, lane);
          add(lane);
        },
        () => {
          others.delete(starting);
          tell();
        },
      );
    }
  }

  function report(): DeviceReport {
    const { rung, name, reason } = first.device;
    return { rung, reason, name: others.size > 0 ? `${name}, ${others.size + 1} workers` : name };
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
        return [...others.values()].reduce((sum, lane) => sum + (lane?.lanes ?? 1), first.lanes);
      },
      score,
      async dispose() {
        disposed = true;
        await first.dispose();
        const started = await Promise.allSettled(others.keys());
        await Promise.all(
          started.flatMap((lane) => (lane.status === 'fulfilled' ? [lane.value.dispose()] : [])),
        );
      },
    },
  };
}
