/** The study behind *Try the demo study*: made in the page, and read as if it had been dropped. */
import { proxy, wrap } from 'comlink';
import { HemolensError } from '../base/index.ts';
import type { DemoWorker } from './demo.worker.ts';
import { FragileWorker } from './fragileWorker.ts';
import { readSource, type FileSource } from './readFiles.ts';
import type { IntakeListener } from './types.ts';
import { say } from './sentences.ts';

/**
 * Makes the demo study and reads each slice while the next is made; for the rest as `readFiles`. In the page only.
 * @throws the signal's reason where it aborts; nothing is told from then on
 * @throws {HemolensError} `intake/no-demo` where the study cannot be made, `intake/no-reader` where it cannot be read
 */
export function readDemo(listener: IntakeListener, signal: AbortSignal): Promise<void> {
  return readSource(makeInWorker, listener, signal);
}

const makeInWorker: FileSource = async (add, signal) => {
  const worker = new Worker(new URL('./demo.worker.ts', import.meta.url), { type: 'module' });
  signal.addEventListener('abort', () => worker.terminate());
  const tell = proxy((path: string, bytes: Uint8Array<ArrayBuffer>, count: number) =>
    add({ path, file: new File([bytes], path) }, count),
  );
  try {
    await new FragileWorker(worker).answer(wrap<DemoWorker>(worker).make(tell), noDemo);
  } finally {
    worker.terminate();
  }
};

function noDemo(): HemolensError {
  return new HemolensError('intake/no-demo', say('noDemo'));
}
