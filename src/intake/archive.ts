/**
 * Zip archives, as PACS portals and file managers make them, for the page and for the terminal.
 *
 * Unpacked by the directory at the end, not as a stream: streams written without sizes can only be cut where something
 * looks like the next entry's signature, and a hundred megabytes of compressed pixels hold one often enough.
 */
import { failure, HemolensError, type Failure } from '../base/index.ts';
import { looksLikeDicom } from '../dicom/index.ts';
import { isAppleDouble, isSystemJunk } from './junk.ts';
import { say } from './sentences.ts';
import { unpackMember, zipDirectory, type Member } from './zipDirectory.ts';

/** What a tab bears beside the study that it is going to hold; more than a few head CTs. */
const MOST_UNPACKED = 2 ** 30;

/** A file out of an archive. */
export interface ArchivedFile {
  /** The archive's path, continued into it with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A file of an archive that is not as it was packed. */
export interface DamagedFile {
  /** As {@link ArchivedFile.path}; the failure names it too. */
  readonly path: string;
  readonly failure: Failure;
}

/** By the first four bytes. Office documents and many others are zip archives too. */
export function isZip(head: Uint8Array): boolean {
  return [0x50, 0x4b, 3, 4].every((byte, index) => head[index] === byte);
}

/**
 * What somebody packed into an archive, each file checked against its checksum: pixels that a bad disc changed look like pixels. A file
 * that fails is told alone, as `intake/damaged-archive`, and the rest is read.
 * @returns undefined where no DICOM file is inside: one line for a document, not one for each of its parts
 * @throws {HemolensError} `intake/damaged-archive` where nothing in it is whole enough to be known for DICOM,
 *   `intake/too-large`
 */
export function unpackImages(
  archive: Uint8Array,
  path: string,
): readonly (ArchivedFile | DamagedFile)[] | undefined {
  const all = membersOf(archive, path).map((member): ArchivedFile | DamagedFile => {
    const inside = `${path}/${member.name.replaceAll('\\', '/')}`;
    try {
      return { path: inside, bytes: unpackMember(archive, member) };
    } catch {
      return { path: inside, failure: failure('intake/damaged-archive', say('memberDamaged'), inside) };
    }
  });
  const files = all.filter((one) => 'failure' in one || !isAppleDouble(one.bytes));
  if (files.some((one) => 'bytes' in one && looksLikeDicom(one.bytes))) return files;
  if (files.some((one) => 'failure' in one)) throw damaged(path);
  return undefined;
}

/** For an archive found inside another: archives within archives are not opened, for they may never end. */
export function packedTwice(path: string): HemolensError {
  return new HemolensError('intake/packed', say('archiveInArchive'), { file: path });
}

/** All that somebody packed on purpose. */
function membersOf(archive: Uint8Array, path: string): readonly Member[] {
  const members = directoryOf(archive, path).filter(
    ({ name }) => !/[\\/]$/.test(name) && !isSystemJunk(name),
  );
  if (members.reduce((total, { size }) => total + size, 0) > MOST_UNPACKED) {
    throw new HemolensError('intake/too-large', say('archiveTooLarge'), { file: path });
  }
  return members;
}

function directoryOf(archive: Uint8Array, path: string): readonly Member[] {
  try {
    return zipDirectory(archive);
  } catch (thrown) {
    throw damaged(path, thrown);
  }
}

function damaged(path: string, cause?: unknown): HemolensError {
  return new HemolensError('intake/damaged-archive', say('archiveDamaged'), { file: path, cause });
}
