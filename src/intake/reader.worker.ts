/** A reader in a thread of its own: decoding stays off the page's. */
import { expose, transfer } from 'comlink';
import { readOne } from './readOne.ts';
import { buffersOf } from './transferables.ts';
import type { IntakeFile, Outcome } from './types.ts';

const reader = {
  /** Answers once the worker's code has loaded. */
  ready: () => true,
  async read(file: IntakeFile): Promise<Outcome> {
    const outcome = await readOne(file);
    return transfer(outcome, buffersOf(outcome));
  },
};

export type ReaderWorker = typeof reader;

expose(reader);
