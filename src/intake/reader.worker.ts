/** A reader in a thread of its own: decoding stays off the page's. */
import { expose, transfer } from 'comlink';
import { frameDecoder } from '../dicom/index.ts';
import { oneAfterAnother } from './oneAfterAnother.ts';
import { readOne } from './readOne.ts';
import { buffersOf } from './transferables.ts';
import type { IntakeFile, Outcome } from './types.ts';

const JPEG_LOSSLESS = '1.2.840.10008.1.2.4.70';

/** A worker holds one file, however many it is given. */
const readNext = oneAfterAnother(readOne);

const reader = {
  /** Answers once the worker's code has loaded, and with it the decoder that most head CT needs. */
  async ready(withDecoder: boolean): Promise<true> {
    // An image that needs it loads it again, and says so where that fails.
    if (withDecoder) await frameDecoder(JPEG_LOSSLESS)?.catch(() => undefined);
    return true;
  },
  async read(file: IntakeFile): Promise<Outcome> {
    const outcome = await readNext(file);
    return transfer(outcome, buffersOf(outcome));
  },
};

export type ReaderWorker = typeof reader;

expose(reader);
