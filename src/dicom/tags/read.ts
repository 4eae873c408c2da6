/** The tags of one file, read anew when somebody asks: its head only, unless the pixels lie further in. */
import { HemolensError } from '../../base/index.ts';
import type { TagElement } from './types.ts';
import { say } from '../sentences.ts';

/** Just what is used of a File. */
export interface ReadableFile {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** Holds the header of nearly every CT image; enhanced objects and thumbnails in private elements take more. */
const HEAD = 256 * 1024;

/**
 * @param name  path as the user gave it
 * @returns     in the file's order, the meta group first
 * @throws {HemolensError} `dicom/unreadable` where the file is not there any more, `dicom/no-dictionary`, otherwise as `parseInstance` does
 */
export async function readTags(file: ReadableFile, name: string): Promise<readonly TagElement[]> {
  // The dictionary comes along only now: it is larger than the rest of the page.
  const { elementsOf, elementsToPixels } = await import('./elements.ts').catch((cause: unknown) => {
    throw new HemolensError('dicom/no-dictionary', say('noDictionary'), { file: name, cause });
  });
  if (file.size > HEAD) {
    try {
      const found = elementsToPixels(await bytesOf(file, HEAD, name), name);
      if (found) return found;
    } catch (thrown) {
      if (!(thrown instanceof HemolensError) || thrown.code === 'dicom/unreadable') throw thrown;
      // A header that is longer than its head reads as cut off, or as damaged where it is deflated.
    }
  }
  return elementsOf(await bytesOf(file, file.size, name), name);
}

async function bytesOf(file: ReadableFile, end: number, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, end).arrayBuffer());
  } catch (cause) {
    throw new HemolensError('dicom/unreadable', say('goneFile'), { file: name, cause });
  }
}
