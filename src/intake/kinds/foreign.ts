/** Everything else, named where its signature is known: "not DICOM" alone makes a reader wonder what went wrong. */
import { HemolensError } from '../../base/index.ts';
import { latin1, type OpenedFile } from './kind.ts';

type Signature = readonly [offset: number, bytes: string, name: string];

const PACKED: readonly Signature[] = [
  [0, '\x1f\x8b', 'a gzip archive'],
  [0, 'BZh', 'a bzip2 archive'],
  [0, '7z\xbc\xaf', 'a 7-Zip archive'],
  [0, 'Rar!', 'a RAR archive'],
  [0, '\xfd7zXZ', 'an xz archive'],
  [257, 'ustar', 'a tar archive'],
];

const OTHERS: readonly Signature[] = [
  [0, '%PDF', 'a PDF document'],
  [0, '\x89PNG', 'a PNG picture'],
  [0, '\xff\xd8\xff', 'a JPEG picture'],
  [0, '\xff\x4f\xff\x51', 'a bare JPEG 2000 picture'],
  [0, 'GIF8', 'a GIF picture'],
  [0, 'BM', 'a bitmap picture'],
  [0, 'II*\0', 'a TIFF picture'],
  [0, 'MM\0*', 'a TIFF picture'],
  [4, 'ftyp', 'a video'],
  [0, 'RIFF', 'a video or sound'],
  [0, '\0\0\x01\xba', 'a video'],
  [0, '\x30\x26\xb2\x75', 'a video'],
  [0, 'MZ', 'a Windows program'],
  [0, '\x7fELF', 'a program'],
  [0, 'ISc(', "an installer's archive"],
  [0, '\xd0\xcf\x11\xe0', 'an Office document or a picture cache'],
  [0, 'PK\x03\x04', 'an archive without DICOM in it, or an Office document'],
  [344, 'n+1\0', 'a NIfTI volume'],
  [344, 'ni1\0', 'a NIfTI header'],
  [0, 'NRRD', 'an NRRD volume'],
];

/** The error for a file that is of no kind we can use. */
export function foreign({ head, path }: OpenedFile): HemolensError {
  const packed = named(head, PACKED);
  if (packed) {
    const reason = `This is ${packed}: unpack it and open what is inside.`;
    return new HemolensError('intake/packed', reason, { file: path });
  }
  const name = named(head, OTHERS) ?? (isText(head) ? 'a text file' : undefined);
  const reason = name ? `This is ${name}, not a DICOM image.` : 'This is not a DICOM file.';
  return new HemolensError('dicom/not-dicom', reason, { file: path });
}

function named(head: Uint8Array, signatures: readonly Signature[]): string | undefined {
  return signatures.find(([offset, bytes]) => latin1(head, offset, offset + bytes.length) === bytes)?.[2];
}

/** No byte that text of any usual encoding lacks; UTF-16 is told by its byte order mark. */
function isText(head: Uint8Array): boolean {
  const mark = latin1(head, 0, 2);
  if (mark === '\xff\xfe' || mark === '\xfe\xff') return true;
  return head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b);
}
