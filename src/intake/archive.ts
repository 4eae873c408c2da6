/**
 * Zip archives, as PACS portals and file managers make them, for the page and for the terminal.
 *
 * Unpacked by the directory at the end, not as a stream: streams written without sizes can only be cut where something
 * looks like the next entry's signature, and a hundred megabytes of compressed pixels hold one often enough. By zip.js, for
 * fflate keeps each member's checksum to itself and ends at the first member that does not inflate.
 */
import type { FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js';
import { failure, HemolensError, isOutOfMemory, type Failure } from '../base/index.ts';
import { looksLikeDicom } from '../dicom/index.ts';
import { isAppleDouble, isSystemJunk } from './junk.ts';
import { say } from './sentences.ts';

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
 * @throws {RangeError} where memory runs out: that says nothing of the archive
 */
export async function unpackImages(
  archive: Uint8Array,
  path: string,
): Promise<readonly (ArchivedFile | DamagedFile)[] | undefined> {
  const files: (ArchivedFile | DamagedFile)[] = [];
  for (const member of await membersOf(archive, path)) {
    const one = await unpacked(member, `${path}/${member.filename.replaceAll('\\', '/')}`);
    if ('failure' in one || !isAppleDouble(one.bytes)) files.push(one);
  }
  if (files.some((one) => 'bytes' in one && looksLikeDicom(one.bytes))) return files;
  if (files.some((one) => 'failure' in one)) throw damaged(path);
  return undefined;
}

async function unpacked(member: FileEntry, path: string): Promise<ArchivedFile | DamagedFile> {
  const { Uint8ArrayWriter } = await zipReader();
  try {
    return { path, bytes: await member.getData(new Uint8ArrayWriter(), { checkCrc32: true }) };
  } catch (thrown) {
    // The next member would find no more memory than this one.
    if (isOutOfMemory(thrown)) throw thrown;
    return { path, failure: failure('intake/damaged-archive', say('memberDamaged'), path) };
  }
}

/** For an archive found inside another: archives within archives are not opened, for they may never end. */
export function packedTwice(path: string): HemolensError {
  return new HemolensError('intake/packed', say('archiveInArchive'), { file: path });
}

/** All that somebody packed on purpose. */
async function membersOf(archive: Uint8Array, path: string): Promise<readonly FileEntry[]> {
  const members = (await directoryOf(archive, path)).filter(
    // Some programs write a folder with the separator of Windows.
    ({ filename }) => !filename.endsWith('\\') && !isSystemJunk(filename),
  );
  if (members.reduce((total, { uncompressedSize }) => total + uncompressedSize, 0) > MOST_UNPACKED) {
    throw new HemolensError('intake/too-large', say('archiveTooLarge'), { file: path });
  }
  return members;
}

async function directoryOf(archive: Uint8Array, path: string): Promise<readonly FileEntry[]> {
  const { Uint8ArrayReader, ZipReader } = await zipReader();
  try {
    const reader = new ZipReader(new Uint8ArrayReader(archive), {
      // Readers are workers of their own already, and the page's policy forbids workers out of text.
      useWebWorkers: false,
      // Names are shown, and nothing is written by them: whatever they are, the file is read.
      filenameValidation: 'tolerant',
      // Packers fill in a member's own header as they like; size and checksum are judged by the directory.
      checkLocalDirectory: false,
    });
    return (await reader.getEntries()).filter((entry) => !entry.directory);
  } catch (thrown) {
    if (isOutOfMemory(thrown)) throw thrown;
    throw damaged(path, thrown);
  }
}

/** Loaded with the first archive. */
const zipReader = () => import('@zip.js/zip.js/lib/zip-core-native.js');

function damaged(path: string, cause?: unknown): HemolensError {
  return new HemolensError('intake/damaged-archive', say('archiveDamaged'), { file: path, cause });
}
