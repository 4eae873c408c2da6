/** A reader in a thread of its own: decoding stays off the page's. */
import { expose, transfer } from 'comlink';
import { frameDecoder } from '../dicom/index.ts';
import { readOne } from './readOne.ts';
import { buffersOf } from './transferables.ts';
import type { IntakeFile, Outcome } from './types.ts';

const JPEG_LOSSLESS = '1.2.840.10008.1.2.4.70';

/** Settles when the last file that was asked for is read. */
let last: Promise<unknown> = Promise.resolve();

const reader = {
  /** Answers once the worker's code has loaded, and with it the decoder that most head CT needs. */
  async ready(withDecoder: boolean): Promise<true> {
    // An image that needs it loads it again, and says so where that fails.
    if (withDecoder) await frameDecoder(JPEG_LOSSLESS)?.catch(() => undefined);
    return true;
  },
  /** One after the other, in the order in which they are asked for. */
  async read(file: IntakeFile): Promise<Outcome> {
    const reading = last.then(() => readOne(file));
    last = reading.then(() => undefined);
    const outcome = await reading;
    return transfer(outcome, buffersOf(outcome));
  },
};

export type ReaderWorker = typeof reader;

expose(reader);
