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
 * A valid UID under 2.25 (PS3.5 B.2) that is the same for the same path on every run: two 64-bit FNV-1a hashes.
 * It need not resist anyone, only tell files apart.
 */
export function uidFromPath(path: string): string {
  const bytes = new TextEncoder().encode(path);
  const hash = (offset: bigint) =>
    bytes.reduce((sum, byte) => ((sum ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn, offset);
  return `2.25.${(hash(0xcbf29ce484222325n) << 64n) | hash(0x84222325cbf29ce4n)}`;
}
