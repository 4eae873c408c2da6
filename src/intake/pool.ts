/**
 * Several readers over one queue: the order of work, cancelling, duplicates, and what happens when a reader breaks. Knows
 * neither workers nor DICOM, so that all of it is tested with readers made for the test.
 *
 * Memory stays bounded: each reader holds one file, and the next is opened when the last has been handed over.
 */
import { toFailure } from '../base/index.ts';
import { Copies } from './copies.ts';
import { inPathOrder } from './order.ts';
import type { FileQueue } from './queue.ts';
import type { IntakeFile, IntakeListener, Outcome } from './types.ts';

/** Reads one file at a time. */
export interface Reader {
  /** Rejects only where the reader itself broke; what is wrong with a file is an {@link Outcome}. */
  read(file: IntakeFile): Promise<Outcome>;
  dispose(): void;
}

export interface PoolOptions {
  /** Most readers at once; each is started when there is a file for it. */
  readonly readers: number;
  /** Rejects where no reader can be had at all: then everything stops. */
  readonly startReader: () => Promise<Reader>;
}

/**
 * Reads the queue to its end, telling the listener of every file as soon as it is read.
 * @throws the signal's reason where it aborts: nothing is told from then on, and the readers are disposed of at once
 * @throws what `startReader` rejected with
 */
export async function readThroughPool(
  queue: FileQueue,
  listener: IntakeListener,
  signal: AbortSignal,
  { readers, startReader }: PoolOptions,
): Promise<void> {
  signal.throwIfAborted();
  const live = new Set<Reader>();
  const copies = new Copies();
  const ended = new AbortController();
  const isOver = () => ended.signal.aborted || signal.aborted;

  async function start(): Promise<Reader | undefined> {
    const reader = await startReader();
    if (isOver()) {
      reader.dispose();
      return undefined;
    }
    live.add(reader);
    return reader;
  }

  function tell(file: IntakeFile, outcome: Outcome): void {
    if (outcome.kind === 'instance') {
      const verdict = copies.judge(outcome.read);
      // Another image under the same identifier may be one of a study that is open: who holds all of them refuses it.
      if (verdict.kind === 'copy') listener.onFailure({ ...verdict.failure, file: file.path });
      else listener.onInstance(outcome.read, file.file);
    } else if (outcome.kind === 'files') {
      queue.add(inPathOrder(outcome.files));
    } else if (outcome.kind === 'failure') {
      listener.onFailure(outcome.failure);
    }
  }

  async function lane(): Promise<void> {
    let reader: Reader | undefined;
    for (let file = await queue.take(); file && !isOver(); file = await queue.take()) {
      reader ??= await start();
      if (!reader) return;
      let outcome: Outcome;
      try {
        outcome = await reader.read(file);
      } catch (broken) {
        reader.dispose();
        live.delete(reader);
        reader = undefined;
        outcome = { kind: 'failure', failure: toFailure(broken, 'intake/reader-broke', file.path) };
      }
      if (isOver()) return;
      tell(file, outcome);
      queue.finish();
      listener.onProgress(queue.progress);
    }
  }

  listener.onProgress(queue.progress);
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { signal: ended.signal });
  });
  try {
    await Promise.race([Promise.all(Array.from({ length: readers }, lane)), aborted]);
    signal.throwIfAborted();
  } finally {
    ended.abort();
    for (const reader of live) reader.dispose();
  }
}
