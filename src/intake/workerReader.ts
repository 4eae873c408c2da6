/** The page's end of a reader worker. */
import { wrap } from 'comlink';
import { HemolensError } from '../base/index.ts';
import { FragileWorker } from './fragileWorker.ts';
import type { Reader } from './pool.ts';
import type { ReaderWorker } from './reader.worker.ts';
import type { Outcome } from './types.ts';
import { say } from './sentences.ts';

/** @throws {HemolensError} `intake/no-reader` where the worker's code does not load */
export async function startWorkerReader(): Promise<Reader> {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
  const fragile = new FragileWorker(worker);
  const remote = wrap<ReaderWorker>(worker);
  try {
    await fragile.answer(remote.ready(), noReader);
  } catch (thrown) {
    worker.terminate();
    throw thrown;
  }
  return {
    read: (file) => fragile.answer<Outcome>(remote.read(file), () => brokeAt(file.path)),
    dispose: () => worker.terminate(),
  };
}

function noReader(): HemolensError {
  return new HemolensError('intake/no-reader', say('noReader'));
}

function brokeAt(file: string): HemolensError {
  return new HemolensError('intake/reader-broke', say('readerBroke'), { file });
}
