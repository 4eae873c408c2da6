/**
 * Several readers over one queue: the order of work, cancelling, duplicates, and what happens when a reader breaks. Knows
 * neither workers nor DICOM, so that all of it is tested with readers made for the test.
 *
 * Memory stays bounded: each reader holds one file, and opens the next when the last has been handed over.
 */
import { toFailure } from '../base/index.ts';
import { Copies } from './copies.ts';
import { inPathOrder } from './order.ts';
import type { FileQueue } from './queue.ts';
import type { IntakeFile, IntakeListener, Outcome } from './types.ts';

/** Reads one file at a time, in the order in which it is asked. */
export interface Reader {
  /**
   * Rejects only where the reader itself broke; what is wrong with a file is an {@link Outcome}. Where several wait, they
   * reject in the order in which they were asked, on {@link dispose} as well.
   */
  read(file: IntakeFile): Promise<Outcome>;
  dispose(): void;
}

export interface PoolOptions {
  /** Most readers at once; each is started when there is a file for it. */
  readonly readers: number;
  /** How many files a reader is given at once: while the page is at something else, it need not wait for the next. */
  readonly ahead: number;
  /** Rejects where no reader can be had at all: then everything stops. */
  readonly startReader: () => Promise<Reader>;
}

/** An archive, or an image of many frames: what is given behind it would wait for all of it. */
const LARGE = 8 * 1024 * 1024;

/**
 * Reads the queue to its end, telling the listener of every file as soon as it is read.
 * @throws the signal's reason where it aborts: nothing is told from then on, and the readers are disposed of at once
 * @throws what `startReader` rejected with
 */
export async function readThroughPool(
  queue: FileQueue,
  listener: IntakeListener,
  signal: AbortSignal,
  { readers, ahead, startReader }: PoolOptions,
): Promise<void> {
  signal.throwIfAborted();
  const live = new Set<Reader>();
  const copies = new Copies();
  const ended = new AbortController();
  const isOver = () => ended.signal.aborted || signal.aborted;
  let giveUp: (cause: unknown) => void = () => undefined;
  const noReader = new Promise<never>((_, reject) => (giveUp = reject));

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

  /** Works with one reader, and where that breaks, with another. */
  async function desk(): Promise<void> {
    let reader: Promise<Reader | undefined> | undefined;
    const inHand = new Set<Promise<void>>();

    /** @returns undefined where it is over */
    async function read(file: IntakeFile): Promise<Outcome | undefined> {
      for (;;) {
        const mine = (reader ??= start());
        const here = await mine;
        if (reader !== mine) continue;
        try {
          return await here?.read(file);
        } catch (broken) {
          if (isOver()) return undefined;
          // The file that broke it hears first. Those behind it are read by the next reader.
          if (reader !== mine) continue;
          reader = undefined;
          if (here) live.delete(here);
          here?.dispose();
          return { kind: 'failure', failure: toFailure(broken, 'intake/reader-broke', file.path) };
        }
      }
    }

    async function settle(file: IntakeFile): Promise<void> {
      const outcome = await read(file);
      if (!outcome || isOver()) return;
      tell(file, outcome);
      queue.finish();
      listener.onProgress(queue.progress);
    }

    for (let file = await queue.take(); file && !isOver(); file = await queue.take()) {
      const settled = settle(file)
        .catch(giveUp)
        .finally(() => inHand.delete(settled));
      inHand.add(settled);
      const most = file.file.size > LARGE ? 1 : ahead;
      while (inHand.size >= most) await Promise.race(inHand);
    }
    await Promise.all(inHand);
  }

  listener.onProgress(queue.progress);
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { signal: ended.signal });
  });
  try {
    await Promise.race([Promise.all(Array.from({ length: readers }, desk)), noReader, aborted]);
    signal.throwIfAborted();
  } finally {
    ended.abort();
    for (const reader of live) reader.dispose();
  }
}
