/**
 * A zip archive, as PACS portals and file managers make them: what is inside is read in its place.
 *
 * Unpacked by its directory at the end, not as a stream: streams written without sizes can only be cut where something
 * looks like the next entry's signature, and a hundred megabytes of compressed pixels hold one often enough.
 */
import { unzipSync, type UnzipFileInfo } from 'fflate';
import { HemolensError } from '../../base/index.ts';
import { looksLikeDicom } from '../../dicom/index.ts';
import { isSystemJunk } from '../junk.ts';
import type { IntakeFile } from '../types.ts';
import { latin1, type FileKind } from './kind.ts';

/** What a tab bears beside the study that it is going to hold; more than a few head CTs. */
const MOST_UNPACKED = 2 ** 30;

export const zip: FileKind = async ({ head, path, bytes, archived }) => {
  if (latin1(head, 0, 4) !== 'PK\x03\x04') return undefined;
  if (archived) {
    const reason = 'This archive lies within another: unpack it and open what is inside.';
    throw new HemolensError('intake/packed', reason, { file: path });
  }
  const entries = Object.entries(unpack(await bytes(), path));
  // Office documents and many others are zip archives too: one line for them, not one for each of their parts.
  if (!entries.some(([, content]) => looksLikeDicom(content))) return undefined;
  const files = entries.map(([name, content]): IntakeFile => {
    const inside = `${path}/${name.replaceAll('\\', '/')}`;
    return { path: inside, file: new File([content], inside), archived: true };
  });
  return { kind: 'files', files };
};

function unpack(archive: Uint8Array, path: string): Record<string, Uint8Array<ArrayBuffer>> {
  let total = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo) => {
    if (/[\\/]$/.test(name) || isSystemJunk(name)) return false;
    total += originalSize;
    if (total > MOST_UNPACKED) {
      const reason = 'This archive holds more than 1 GB: unpack it and open the folder.';
      throw new HemolensError('intake/too-large', reason, { file: path });
    }
    return true;
  };
  try {
    return unzipSync(archive, { filter });
  } catch (thrown) {
    if (thrown instanceof HemolensError) throw thrown;
    const reason = 'This zip archive could not be unpacked: it is damaged or protected by a password.';
    throw new HemolensError('intake/damaged-archive', reason, { file: path, cause: thrown });
  }
}
