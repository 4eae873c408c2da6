/**
 * Zip archives, as PACS portals and file managers make them, for the page and for the terminal.
 *
 * Unpacked by the directory at the end, not as a stream: streams written without sizes can only be cut where something
 * looks like the next entry's signature, and a hundred megabytes of compressed pixels hold one often enough.
 */
import { unzipSync, type UnzipFileInfo } from 'fflate';
import { HemolensError } from '../base/index.ts';
import { looksLikeDicom } from '../dicom/index.ts';
import { isSystemJunk } from './junk.ts';
import { say } from './sentences.ts';

/** What a tab bears beside the study that it is going to hold; more than a few head CTs. */
const MOST_UNPACKED = 2 ** 30;

/** A file out of an archive. */
export interface ArchivedFile {
  /** The archive's path, continued into it with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** By the first four bytes. Office documents and many others are zip archives too. */
export function isZip(head: Uint8Array): boolean {
  return [0x50, 0x4b, 3, 4].every((byte, index) => head[index] === byte);
}

/**
 * @returns undefined where no DICOM file is inside: one line for a document, not one for each of its parts
 * @throws {HemolensError} `intake/damaged-archive`, `intake/too-large`
 */
export function unpackImages(archive: Uint8Array, path: string): readonly ArchivedFile[] | undefined {
  const entries = Object.entries(unpack(archive, path));
  if (!entries.some(([, bytes]) => looksLikeDicom(bytes))) return undefined;
  return entries.map(([name, bytes]) => ({ path: `${path}/${name.replaceAll('\\', '/')}`, bytes }));
}

/** For an archive found inside another: archives within archives are not opened, for they may never end. */
export function packedTwice(path: string): HemolensError {
  return new HemolensError('intake/packed', say('archiveInArchive'), { file: path });
}

function unpack(archive: Uint8Array, path: string): Record<string, Uint8Array<ArrayBuffer>> {
  let total = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo) => {
    if (/[\\/]$/.test(name) || isSystemJunk(name)) return false;
    total += originalSize;
    if (total > MOST_UNPACKED) {
      throw new HemolensError('intake/too-large', say('archiveTooLarge'), { file: path });
    }
    return true;
  };
  try {
    return unzipSync(archive, { filter });
  } catch (thrown) {
    if (thrown instanceof HemolensError) throw thrown;
    throw new HemolensError('intake/damaged-archive', say('archiveDamaged'), { file: path, cause: thrown });
  }
}
