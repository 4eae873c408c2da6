/** The page's end of a reader worker. */
import { wrap } from 'comlink';
import { HemolensError } from '../base/index.ts';
import type { Reader } from './pool.ts';
import type { ReaderWorker } from './reader.worker.ts';
import type { Outcome } from './types.ts';

/** @throws {HemolensError} `intake/no-reader` where the worker's code does not load */
export async function startWorkerReader(): Promise<Reader> {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
  const remote = wrap<ReaderWorker>(worker);
  // A worker that dies, of memory for instance, answers no more: its call has to be ended from here.
  let onBroken: (() => void) | undefined;
  worker.addEventListener('error', () => onBroken?.());
  worker.addEventListener('messageerror', () => onBroken?.());
  const orBroken = <T>(answer: Promise<T>, error: () => HemolensError) =>
    new Promise<T>((resolve, reject) => {
      onBroken = () => reject(error());
      answer.then(resolve, reject);
    });
  try {
    await orBroken(remote.ready(), noReader);
  } catch (thrown) {
    worker.terminate();
    throw thrown;
  }
  return {
    read: (file) => orBroken<Outcome>(remote.read(file), brokeAt(file.path)),
    dispose: () => worker.terminate(),
  };
}

function noReader(): HemolensError {
  return new HemolensError(
    'intake/no-reader',
    'The part of this page that reads files could not be started. Reload the page and try again.',
  );
}

function brokeAt(file: string): () => HemolensError {
  return () =>
    new HemolensError(
      'intake/reader-broke',
      'Reading stopped at this file: it may need more memory than there is.',
      {
        file,
      },
    );
}
