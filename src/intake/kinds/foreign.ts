/** Everything else, named where its signature is known: "not DICOM" alone makes a reader wonder what went wrong. */
import { HemolensError, type Sentence } from '../../base/index.ts';
import { say } from '../sentences.ts';
import { latin1, type OpenedFile } from './kind.ts';

type Signature = readonly [offset: number, bytes: string, kind: Sentence];

const PACKED: readonly Signature[] = [
  [0, '\x1f\x8b', say('gzip')],
  [0, 'BZh', say('bzip2')],
  [0, '7z\xbc\xaf', say('sevenZip')],
  [0, 'Rar!', say('rar')],
  [0, '\xfd7zXZ', say('xz')],
  [257, 'ustar', say('tar')],
];

const OTHERS: readonly Signature[] = [
  [0, '%PDF', say('pdf')],
  [0, '\x89PNG', say('png')],
  [0, '\xff\xd8\xff', say('jpeg')],
  [0, '\xff\x4f\xff\x51', say('bareJpeg2000')],
  [0, 'GIF8', say('gif')],
  [0, 'BM', say('bitmap')],
  [0, 'II*\0', say('tiff')],
  [0, 'MM\0*', say('tiff')],
  [4, 'ftyp', say('video')],
  [0, 'RIFF', say('videoOrSound')],
  [0, '\0\0\x01\xba', say('video')],
  [0, '\x30\x26\xb2\x75', say('video')],
  [0, 'MZ', say('windowsProgram')],
  [0, '\x7fELF', say('program')],
  [0, 'ISc(', say('installer')],
  [0, '\xd0\xcf\x11\xe0', say('office')],
  [0, 'PK\x03\x04', say('otherZip')],
  [344, 'n+1\0', say('niftiVolume')],
  [344, 'ni1\0', say('niftiHeader')],
  [0, 'NRRD', say('nrrd')],
];

/** The error for a file that is of no kind we can use. */
export function foreign({ head, path }: OpenedFile): HemolensError {
  const packed = named(head, PACKED);
  if (packed) {
    return new HemolensError('intake/packed', say('packed', { kind: packed }), { file: path });
  }
  const kind = named(head, OTHERS) ?? (isText(head) ? say('text') : undefined);
  const said = kind ? say('notDicomBut', { kind }) : say('notDicom');
  return new HemolensError('dicom/not-dicom', said, { file: path });
}

function named(head: Uint8Array, signatures: readonly Signature[]): Sentence | undefined {
  return signatures.find(([offset, bytes]) => latin1(head, offset, offset + bytes.length) === bytes)?.[2];
}

/** No byte that text of any usual encoding lacks; UTF-16 is told by its byte order mark. */
function isText(head: Uint8Array): boolean {
  const mark = latin1(head, 0, 2);
  if (mark === '\xff\xfe' || mark === '\xfe\xff') return true;
  return head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b);
}
