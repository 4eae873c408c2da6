import type { HounsfieldFrame } from '../dicom/index.ts';
import { startLane, type Lane, type StartOptions } from './lane.ts';
import { spread } from './spread.ts';
import type { Scorer } from './types.ts';

/** Copies of the weights are kept up to this size in all: a page is not alone on its machine. */
const MOST_WEIGHT_BYTES = 512 * 1024 * 1024;
/** Beyond four the memory bus, not the cores, sets the pace. */
const MOST_LANES = 4;

/**
 * A scorer for the page. On a graphics processor one worker owns the device; on WebAssembly, which computes on one
 * thread, more workers score other slices beside the first, as many as there are cores to spare.
 * @throws {HemolensError} as `startLane` does
 */
export async function startScorer(options: StartOptions): Promise<Scorer> {
  const first = await startLane(options);
  const lanes =
    first.device.rung === 'wasm' ? affordableLanes(first.weightBytes, navigator.hardwareConcurrency) : 1;
  if (lanes === 1) return first;
  const { modelUrl, signal } = options;
  const others = Array.from({ length: lanes - 1 }, () =>
    startLane({ modelUrl, device: 'wasm', ...(signal && { signal }) }),
  );
  return together(first, others);
}

/** One core stays for the page where there are more than two. */
export function affordableLanes(weightBytes: number, cores: number): number {
  const byCores = cores > 2 ? cores - 1 : cores;
  return Math.max(1, Math.min(MOST_LANES, byCores, Math.floor(MOST_WEIGHT_BYTES / weightBytes)));
}

/** Several lanes as one scorer; one that does not start is simply not there. */
function together(first: Lane, others: readonly Promise<Lane>[]): Scorer {
  const { score, add } = spread<HounsfieldFrame, Awaited<ReturnType<Scorer['score']>>>((frame) =>
    first.score(frame),
  );
  for (const other of others) {
    other.then(
      (lane) => add((frame) => lane.score(frame)),
      () => undefined,
    );
  }
  const lanes = others.length + 1;
  return {
    manifest: first.manifest,
    device: { ...first.device, name: `${first.device.name}, ${lanes} workers` },
    lanes,
    score,
    async dispose() {
      await first.dispose();
      const started = await Promise.allSettled(others);
      await Promise.all(
        started.flatMap((lane) => (lane.status === 'fulfilled' ? [lane.value.dispose()] : [])),
      );
    },
  };
}
