/**
 * DICOMDIR, by whatever name (Philips writes one DIRFILE a folder): an index of a disc. It is left aside, because discs
 * list images that were not copied and hold images that are not listed; the images themselves tell more.
 */
import { HemolensError } from '../../base/index.ts';
import { latin1, type FileKind } from './kind.ts';

const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';

export const discIndex: FileKind = ({ head, path }) => {
  if (mediaStorageClass(head) !== MEDIA_STORAGE_DIRECTORY) return undefined;
  const reason = 'This is an index of the disc, not an image; the images themselves were read directly.';
  throw new HemolensError('intake/disc-index', reason, { file: path });
};

/** (0002,0002) of a Part 10 header (PS3.10 7.1), which is always explicit little endian. */
function mediaStorageClass(head: Uint8Array): string | undefined {
  if (latin1(head, 128, 132) !== 'DICM') return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let position = 132;
  while (position + 12 <= head.length && view.getUint16(position, true) === 2) {
    const long = latin1(head, position + 4, position + 6) === 'OB';
    const start = position + (long ? 12 : 8);
    const length = long ? view.getUint32(position + 8, true) : view.getUint16(position + 6, true);
    if (view.getUint16(position + 2, true) === 2) {
      return latin1(head, start, start + length).replace(/[\0 ]+$/, '');
    }
    position = start + length;
  }
  return undefined;
}
