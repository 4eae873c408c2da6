/** What a file that is no DICOM is, where its signature is known: "not DICOM" alone makes a reader wonder what went wrong. */
import { HemolensError, type Sentence } from '../base/index.ts';
import { latin1 } from './latin1.ts';
import { say } from './sentences.ts';

type Signature = readonly [offset: number, magic: string, kind: Sentence];

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
  [0, 'PK\x03\x04', say('zip')],
  [344, 'n+1\0', say('niftiVolume')],
  [344, 'ni1\0', say('niftiHeader')],
  [0, 'NRRD', say('nrrd')],
];

/** So much of a file's beginning tells text from other bytes. */
const BEGINNING = 4096;

/** The error for a file that is no DICOM. @param bytes  its beginning, or all of it */
export function foreign(bytes: Uint8Array, file: string): HemolensError {
  return new HemolensError('dicom/not-dicom', whatItIs(bytes), { file });
}

function whatItIs(bytes: Uint8Array): Sentence {
  const packed = named(bytes, PACKED);
  if (packed) return say('packed', { kind: packed });
  const kind = named(bytes, OTHERS) ?? (isText(bytes.subarray(0, BEGINNING)) ? say('text') : undefined);
  return kind ? say('notDicomBut', { kind }) : say('notDicom');
}

export function emptyFile(file: string): HemolensError {
  return new HemolensError('dicom/empty-file', say('empty'), { file });
}

function named(bytes: Uint8Array, signatures: readonly Signature[]): Sentence | undefined {
  return signatures.find(([offset, magic]) => latin1(bytes, offset, magic.length) === magic)?.[2];
}

/** No byte that text of any usual encoding lacks; UTF-16 is told by its byte order mark. */
function isText(head: Uint8Array): boolean {
  const mark = latin1(head, 0, 2);
  if (mark === '\xff\xfe' || mark === '\xfe\xff') return true;
  return head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b);
}
