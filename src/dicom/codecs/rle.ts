/** RLE Lossless (DICOM PS3.5 annex G): a PackBits stream for each byte of the cells, most significant byte first. */
import type { Cells, PixelLayout } from './types.ts';
import { say } from '../sentences.ts';
import { broken } from './broken.ts';

/** Number of segments and up to 15 offsets, 32 bits each. */
const HEADER = 64;

export function decodeRle(frame: Uint8Array, layout: PixelLayout): Cells {
  const pixels = layout.rows * layout.columns;
  const bytesPerCell = layout.bitsAllocated / 8;
  if (frame.length < HEADER) throw broken(say('rleHeader'));
  const header = new DataView(frame.buffer, frame.byteOffset, HEADER);
  const segments = header.getUint32(0, true);
  if (segments !== bytesPerCell) throw broken(say('rleSegments', { segments, wanted: bytesPerCell }));
  // Two bytes make at most 128: what cannot fill the frame is not given the memory for it.
  if (frame.length * 64 < pixels * bytesPerCell) throw broken(say('rleShort'));

  const bytes = new Uint8Array(pixels * bytesPerCell);
  for (let segment = 0; segment < segments; segment++) {
    const start = header.getUint32(4 + segment * 4, true);
    const end = segment + 1 < segments ? header.getUint32(8 + segment * 4, true) : frame.length;
    if (start < HEADER || end > frame.length || start >= end) throw broken(say('rleOffset'));
    unpack(frame.subarray(start, end), bytes, bytesPerCell - 1 - segment, bytesPerCell);
  }
  if (bytesPerCell === 1) return bytes;
  return bytesPerCell === 2 ? new Uint16Array(bytes.buffer) : new Uint32Array(bytes.buffer);
}

/** PackBits into every `stride`-th byte from `first`; ends when the plane is full, for segments are padded. */
function unpack(packed: Uint8Array, into: Uint8Array, first: number, stride: number): void {
  let out = first;
  let at = 0;
  while (out < into.length) {
    const control = packed[at++];
    if (control === undefined) throw broken(say('rleEnds'));
    if (control === 128) continue;
    const run = control > 128;
    const count = run ? 257 - control : control + 1;
    for (let i = 0; i < count && out < into.length; i++, out += stride) {
      const value = packed[run ? at : at + i];
      if (value === undefined) throw broken(say('rleEnds'));
      into[out] = value;
    }
    at += run ? 1 : count;
  }
}
