/** One file, from its bytes to what it is. Runs in a reader worker in the page, and in the terminal as it is. */
import { HemolensError, isOutOfMemory, toFailure } from '../base/index.ts';
import { foreign } from '../dicom/index.ts';
import { empty } from './kinds/empty.ts';
import { image } from './kinds/image.ts';
import { appleDouble } from './kinds/junk.ts';
import { HEAD_BYTES, type FileKind, type OpenedFile } from './kinds/kind.ts';
import { zip } from './kinds/zip.ts';
import type { IntakeFile, Outcome } from './types.ts';
import { say } from './sentences.ts';

/** Asked in this order; the first answer counts. */
const KINDS: readonly FileKind[] = [empty, appleDouble, image, zip];

/** Files up to here are read at once: asking the browser twice takes longer than the bytes do. A slice is half of it. */
const READ_WHOLE = 1024 * 1024;

/** Browsers make no longer ArrayBuffer than this (2 GiB), and say so in words that help nobody. */
const LARGEST = 2 ** 31 - 1;

/** Never rejects: what is wrong with a file is part of the outcome. */
export async function readOne(entry: IntakeFile): Promise<Outcome> {
  if (entry.failure) return { kind: 'failure', failure: entry.failure };
  try {
    const opened = await open(entry);
    for (const kind of KINDS) {
      const outcome = await kind(opened);
      if (outcome) return outcome;
    }
    throw foreign(opened.head, opened.path);
  } catch (thrown) {
    const told = isOutOfMemory(thrown) ? noMemory(thrown) : thrown;
    return { kind: 'failure', failure: toFailure(told, 'intake/unexpected', entry.path) };
  }
}

function noMemory(cause: unknown): HemolensError {
  return new HemolensError('intake/no-memory', say('noMemory'), { cause });
}

async function open({ path, file, archived }: IntakeFile): Promise<OpenedFile> {
  const small = file.size <= READ_WHOLE;
  const first = await read(small ? file : file.slice(0, HEAD_BYTES), path);
  return {
    path,
    file,
    archived: archived ?? false,
    head: first.subarray(0, HEAD_BYTES),
    bytes() {
      if (small) return Promise.resolve(first);
      if (file.size <= LARGEST) return read(file, path);
      const gigabytes = { number: file.size / 2 ** 30, digits: 1 };
      throw new HemolensError('intake/too-large', say('tooLarge', { gigabytes }), { file: path });
    },
  };
}

async function read(blob: Blob, path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    if (isOutOfMemory(cause)) throw cause;
    throw new HemolensError('intake/unreadable', say('unreadable'), { file: path, cause });
  }
}
