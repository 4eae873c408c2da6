/** One CT slice in every compressed transfer syntax that is decoded, made in code. */
import { dctJpeg, losslessJpeg, rleFrame } from './compress.ts';
import { ctFile } from './ct.ts';
import { htj2kStream, jpeg2000Stream, jpegLsStream, type Frame } from './encoders.ts';
import type { Elements } from './writer.ts';

export interface CompressedSlice {
  readonly name: string;
  readonly syntax: string;
  /** One code-stream. */
  readonly stream: Uint8Array;
  /** How the pixels are described: bits, sign, rescale, size. */
  readonly elements: Partial<Elements>;
  /** Before compression. */
  readonly stored: readonly number[];
  /** By which a decoded value may differ. */
  readonly tolerance: number;
}

/** Neither is a multiple of 8, nor are they alike. */
const ROWS = 68;
const COLUMNS = 60;

/** Skull, brain with a bright spot, air and padding, HU. */
function headSlice(): number[] {
  return Array.from({ length: ROWS * COLUMNS }, (_, index) => {
    const [y, x] = [Math.floor(index / COLUMNS) - 34, (index % COLUMNS) - 30];
    const radius = Math.hypot(x / 24, y / 29);
    if (Math.hypot(x, y) > 40) return -2000;
    if (radius > 1) return -1000;
    if (radius > 0.9) return 1100;
    return Math.hypot(x - 8, y + 4) < 5 ? 65 : 32 + ((x * 7 + y * 13) % 6);
  });
}

/** @see PS3.5 annex A.4 */
export async function compressedSlices(): Promise<CompressedSlice[]> {
  const hounsfield = headSlice();
  const signed = hounsfield;
  const twelve = hounsfield.map((value) => Math.max(0, value + 1024));
  const eight = twelve.map((value) => value >> 4);
  const frame: Frame = { rows: ROWS, columns: COLUMNS, values: Int16Array.from(signed) };
  const cells = [...new Uint16Array(frame.values.buffer)];
  const of = (name: string, uid: string, stream: Uint8Array, tolerance = 0): CompressedSlice => ({
    name,
    syntax: `1.2.840.10008.1.2.${uid}`,
    stream,
    elements: described(16, 16, 1, '0', '1'),
    stored: signed,
    tolerance,
  });
  return [
    {
      ...of('JPEG baseline', '4.50', dctJpeg(eight, COLUMNS, 8), 2),
      elements: described(8, 8, 0, '-1024', '16'),
      stored: eight,
    },
    {
      ...of('JPEG extended, 12 bits', '4.51', dctJpeg(twelve, COLUMNS, 12), 2),
      elements: described(16, 12, 0, '-1024', '1'),
      stored: twelve,
    },
    of('JPEG Lossless', '4.57', losslessJpeg(cells, COLUMNS, { selection: 7 })),
    of('JPEG Lossless, selection value 1', '4.70', losslessJpeg(cells, COLUMNS)),
    of('JPEG-LS', '4.80', await jpegLsStream(frame)),
    of('JPEG-LS near-lossless', '4.81', await jpegLsStream(frame, 2), 2),
    of('JPEG 2000 lossless', '4.90', await jpeg2000Stream(frame)),
    of('JPEG 2000', '4.91', await jpeg2000Stream(frame, 3), 40),
    of('HTJ2K lossless', '4.201', await htj2kStream(frame)),
    of('HTJ2K lossless, RPCL', '4.202', await htj2kStream(frame, 'RPCL')),
    of('HTJ2K', '4.203', await htj2kStream(frame, 'RPCL', 0.0002), 40),
    of('RLE', '5', rleFrame(cells, 2)),
  ];
}

/** A file of one frame, the stream in fragments of at most `fragment` bytes. */
export function compressedFile(
  { stream, syntax, elements }: CompressedSlice,
  changes: Partial<Elements> = {},
  fragment = Infinity,
): Uint8Array {
  const fragments: Uint8Array[] = [];
  for (let at = 0; at < stream.length; at += fragment) fragments.push(stream.subarray(at, at + fragment));
  return ctFile({ ...elements, '7FE00010': ['OB', { fragments }], ...changes }, { syntax });
}

function described(
  allocated: number,
  stored: number,
  sign: 0 | 1,
  intercept: string,
  slope: string,
): Partial<Elements> {
  return {
    '00280010': ['US', [ROWS]],
    '00280011': ['US', [COLUMNS]],
    '00280100': ['US', [allocated]],
    '00280101': ['US', [stored]],
    '00280102': ['US', [stored - 1]],
    '00280103': ['US', [sign]],
    '00281052': ['DS', intercept],
    '00281053': ['DS', slope],
  };
}
