/**
 * JPEG Lossless, process 14 (ITU-T T.81 annex H), all selection values. The decoder works modulo 2^16 without regard to
 * sign, as the standard does: signed values come out right once the caller extends them from BitsStored.
 */
import { Decoder } from 'jpeg-lossless-decoder-js';
import type { Cells, PixelLayout } from './types.ts';

/** The decoder reads ahead this far at most while decoding a whole code-stream. */
const READ_AHEAD = 4;

export function decodeJpegLossless(frame: Uint8Array, { rows, columns }: PixelLayout): Cells {
  const end = endOfScan(frame);
  // The decoder gives up the last pixel when it meets the end marker while still holding that pixel's bits
  // (jpeg-lossless-decoder-js 2.1.2, seen in CQ500 and in a shoulder CT): it is given zero bits in the marker's place.
  const scan = new Uint8Array(end + 2 * READ_AHEAD);
  scan.set(frame.subarray(0, end));
  const decoder = new Decoder();
  const cells = decoder.decode(scan.buffer, 0, scan.length);
  const { dimX, dimY } = decoder.frame;
  if (dimX !== columns || dimY !== rows) {
    throw new Error(`the code-stream holds ${dimX} × ${dimY} pixels, the file says ${columns} × ${rows}`);
  }
  // Past the end of its input the decoder goes on with zero bits and reports nothing.
  if (decoder.yLoc < rows || (decoder.stream?.index ?? 0) > end + READ_AHEAD) {
    throw new Error('the code-stream ends before the last pixel');
  }
  return cells;
}

/** Where the entropy-coded bits end: before the last EOI marker and the fill bytes in front of it, if there is one. */
function endOfScan(frame: Uint8Array): number {
  let end = frame.length;
  while (end >= 2 && !(frame[end - 2] === 0xff && frame[end - 1] === 0xd9)) end--;
  if (end < 2) return frame.length;
  while (end > 2 && frame[end - 3] === 0xff) end--;
  return end - 2;
}
