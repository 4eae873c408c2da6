/** What a reader is told of a file that loads all the same: one sentence each, under a stable code. */
import { say } from './sentences.ts';
import type { Notice } from './types.ts';

const CODES = {
  guessedEncoding: 'dicom/guessed-encoding',
  notCt: 'dicom/not-ct',
  noRescale: 'dicom/no-rescale',
  wrapped: 'dicom/wrapped-12-bit',
  monochrome1: 'dicom/monochrome1',
  lossy: 'dicom/lossy',
  noPixelSpacing: 'dicom/no-pixel-spacing',
  pixelAspect: 'dicom/pixel-aspect',
  oddFrameCount: 'dicom/odd-frame-count',
  secondaryCapture: 'dicom/secondary-capture',
  noSopInstanceUid: 'dicom/no-sop-instance-uid',
} as const;

/** @param detail  the odd value itself, put in brackets after the sentence */
export function notice(kind: keyof typeof CODES, detail?: string): Notice {
  const plain = say(kind);
  return { code: CODES[kind], ...(detail ? say('withDetail', { notice: plain, detail }) : plain) };
}

/**
 * A valid UID under 2.25 (PS3.5 B.2) that is the same for the same file on every run: two 64-bit FNV-1a hashes. The path
 * alone would not do: `CT/1.dcm` may be any patient's. It need not resist anyone, only tell files apart.
 */
export function uidFromFile(path: string, content: Uint8Array): string {
  const text = new TextEncoder().encode(`${path}|${checksum(content)}`);
  const hash = (offset: bigint) =>
    text.reduce((sum, byte) => ((sum ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn, offset);
  return `2.25.${(hash(0xcbf29ce484222325n) << 64n) | hash(0x84222325cbf29ce4n)}`;
}

/** Two hashes in 32-bit arithmetic, for a content of many megabytes. */
function checksum(content: Uint8Array): string {
  let one = 0x811c9dc5;
  let other = content.length;
  for (const byte of content) {
    one = Math.imul(one ^ byte, 0x01000193);
    other = Math.imul(other ^ byte, 0x5bd1e995);
  }
  return `${one} ${other}`;
}
