/** From files to instances, as many at once as the machine bears. */
import { inPathOrder } from './order.ts';
import { readThroughPool, type PoolOptions, type Reader } from './pool.ts';
import { FileQueue } from './queue.ts';
import type { IntakeFile, IntakeListener } from './types.ts';
import { prepareWorkerReaders, takeWorkerReader } from './workerReader.ts';

/** Enough to go on with while the page draws the first image, few enough that no reader is left with many at the end. */
const AHEAD = 4;

/**
 * Reads files in the order of their paths and tells the listener of each as soon as it is read: an instance, or the
 * reason why there is none. In the page this happens in two to four workers, which end with the call; where there are no
 * web workers (Node), in the calling thread.
 *
 * An image that comes twice is told once, and once as `intake/duplicate`.
 * @throws the signal's reason where it aborts; nothing is told from then on
 * @throws {HemolensError} `intake/no-reader` where workers cannot be started
 */
export async function readFiles(
  files: readonly IntakeFile[],
  listener: IntakeListener,
  signal: AbortSignal,
): Promise<void> {
  const queue = new FileQueue();
  queue.add(inPathOrder(files));
  queue.close();
  await readThroughPool(queue, listener, signal, poolOptions());
}

/**
 * Makes files one by one, telling with each how many there will be. Resolves after the last, stops soon after the signal
 * aborts.
 */
export type FileSource = (
  add: (file: IntakeFile, count: number) => void,
  signal: AbortSignal,
) => Promise<void>;

/** As {@link readFiles}, but each file is read while the source makes the next. @throws what the source throws, too */
export async function readSource(
  source: FileSource,
  listener: IntakeListener,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const queue = new FileQueue();
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const add = (file: IntakeFile, count: number) => {
    queue.expect(count);
    queue.add([file]);
  };
  try {
    await Promise.all([
      readThroughPool(queue, listener, either, poolOptions()),
      source(add, either).then(() => queue.close()),
    ]);
  } finally {
    stop.abort();
  }
}

function poolOptions(): PoolOptions {
  if (typeof Worker === 'undefined') return { readers: 1, ahead: 1, startReader: startReaderHere };
  return { readers: workerCount(), ahead: AHEAD, startReader: takeWorkerReader };
}

/** In the page: has the workers of the first reading stand ready, so that it begins with reading. */
export function prepareReaders(): void {
  prepareWorkerReaders(workerCount());
}

function workerCount(): number {
  // Every reader may come to hold a codec's heap of 50 MiB; one core is left to the page. While one waits for bytes, another
  // decodes.
  return Math.min(4, Math.max(2, navigator.hardwareConcurrency - 1));
}

/** Imported on demand: in the page, only workers need the code that decodes. */
async function startReaderHere(): Promise<Reader> {
  const { readOne } = await import('./readOne.ts');
  return { read: readOne, dispose: () => undefined };
}
