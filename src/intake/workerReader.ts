/** The page's end of a reader worker. */
import { wrap } from 'comlink';
import { HemolensError } from '../base/index.ts';
import { FragileWorker } from './fragileWorker.ts';
import type { Reader } from './pool.ts';
import type { ReaderWorker } from './reader.worker.ts';
import type { Outcome } from './types.ts';
import { say } from './sentences.ts';

/** Started and not yet at work. */
const ready: Promise<Reader>[] = [];

/**
 * Starts readers while there is nothing to read: a worker with its code and the commonest decoder takes longer to start than
 * many a slice to read, and the first image would wait for it.
 */
export function prepareWorkerReaders(count: number): void {
  while (ready.length < count) {
    const starting = startWorkerReader(true);
    ready.push(starting);
    // It is tried again, and told, when there is something to read.
    starting.catch(() => {
      const at = ready.indexOf(starting);
      if (at >= 0) void ready.splice(at, 1);
    });
  }
}

/** One that was prepared, else a new one. @throws {HemolensError} `intake/no-reader` where the worker's code does not load */
export function takeWorkerReader(): Promise<Reader> {
  return ready.shift() ?? startWorkerReader(false);
}

async function startWorkerReader(withDecoder: boolean): Promise<Reader> {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
  const fragile = new FragileWorker(worker);
  const remote = wrap<ReaderWorker>(worker);
  try {
    await fragile.answer(remote.ready(withDecoder), noReader);
  } catch (thrown) {
    fragile.end();
    throw thrown;
  }
  return {
    read: (file) => fragile.answer<Outcome>(remote.read(file), () => brokeAt(file.path)),
    dispose: () => fragile.end(),
  };
}

function noReader(): HemolensError {
  return new HemolensError('intake/no-reader', say('noReader'));
}

function brokeAt(file: string): HemolensError {
  return new HemolensError('intake/reader-broke', say('readerBroke'), { file });
}
