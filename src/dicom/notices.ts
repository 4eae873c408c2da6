/** What a reader is told of a file that loads all the same: one sentence each, under a stable code. */
import type { Notice } from './types.ts';

const sentences = {
  guessedEncoding: {
    code: 'dicom/guessed-encoding',
    text: 'The file header is missing or wrong: how the file is encoded was told from its content.',
  },
  notCt: { code: 'dicom/not-ct', text: 'This is not a CT image: it is shown, but not scored.' },
  noRescale: {
    code: 'dicom/no-rescale',
    text: 'Rescale slope or intercept is missing: stored values are taken for Hounsfield units.',
  },
  wrapped: {
    code: 'dicom/wrapped-12-bit',
    text: 'The 12-bit values had wrapped around; this was undone to get Hounsfield units.',
  },
  monochrome1: {
    code: 'dicom/monochrome1',
    text: 'The file asks for an inverted display (MONOCHROME1) and is shown so; Hounsfield units are unaffected.',
  },
  lossy: { code: 'dicom/lossy', text: 'The image was compressed with loss: fine detail may be missing.' },
  noPixelSpacing: {
    code: 'dicom/no-pixel-spacing',
    text: 'Pixel spacing is missing: distances cannot be given in millimetres.',
  },
  pixelAspect: {
    code: 'dicom/pixel-aspect',
    text: 'Pixels are not square: the image is shown in true proportion, and lengths count the shorter side of a pixel.',
  },
  oddFrameCount: {
    code: 'dicom/odd-frame-count',
    text: 'The number of frames makes no sense: only the first frame is read.',
  },
  secondaryCapture: {
    code: 'dicom/secondary-capture',
    text: 'This is a screenshot or a derived picture (Secondary Capture): its values need not be Hounsfield units.',
  },
  noSopInstanceUid: {
    code: 'dicom/no-sop-instance-uid',
    text: 'The image has no identifier (SOP Instance UID): one was derived from its path.',
  },
} as const satisfies Record<string, Notice>;

/** @param detail  the odd value itself, put in brackets after the sentence */
export function notice(kind: keyof typeof sentences, detail?: string): Notice {
  const { code, text } = sentences[kind];
  return { code, text: detail ? `${text} (${detail})` : text };
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
