/**
 * What a code-stream says of itself, read before a decoder is given it: decoders in WebAssembly trap on sizes that they
 * do not expect, take memory for whatever a damaged header asks, and some make up the pixels that a cut stream lacks.
 */
import type { PixelLayout } from './types.ts';
import { say } from '../sentences.ts';
import { broken } from './broken.ts';

export interface StreamHeader {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  /** Bits of a sample. */
  readonly precision: number;
}

export interface JpegHeader extends StreamHeader {
  /** Predicted from neighbours (T.81 annex H) instead of transformed. */
  readonly lossless: boolean;
}

const SOI = 0xffd8;
/** Start of a frame of process 14. */
const LOSSLESS = 0xffc3;
const SOS = 0xffda;
const SOC = 0xff4f;
const SIZ = 0xff51;
/** EOI of the JPEG family and EOC of JPEG 2000 alike. */
const END = 0xffd9;

/** Fragments are padded to an even length; a few writers pad by more. */
const MOST_PADDING = 16;

/** Frame headers of JPEG (T.81 B.2.2) and JPEG-LS (T.87 C.2.2), which lie alike; not the tables among their numbers. */
function isStartOfFrame(marker: number): boolean {
  if (marker === 0xfff7) return true;
  return marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
}

/** The frame header of a JPEG or JPEG-LS stream. @throws {HemolensError} `dicom/codec` where there is none */
export function jpegHeader(frame: Uint8Array): JpegHeader {
  const view = viewOf(frame);
  if (frame.length < 4 || view.getUint16(0) !== SOI) throw broken(say('streamBegins'));
  let at = 2;
  while (at + 10 <= frame.length) {
    const marker = view.getUint16(at);
    // Fill bytes may stand before any marker.
    if (marker === 0xffff) {
      at += 1;
      continue;
    }
    if (isStartOfFrame(marker)) {
      return {
        precision: view.getUint8(at + 4),
        rows: view.getUint16(at + 5),
        columns: view.getUint16(at + 7),
        components: view.getUint8(at + 9),
        lossless: marker === LOSSLESS,
      };
    }
    if (marker < 0xff00 || marker === SOS) break;
    at += 2 + view.getUint16(at + 2);
  }
  throw broken(say('streamHeader'));
}

/**
 * The SIZ segment of a JPEG 2000 stream (T.800 A.5.1), also one wrapped into a JP2 file.
 * @throws {HemolensError} `dicom/codec` where there is none
 */
export function jpeg2000Header(frame: Uint8Array): StreamHeader {
  const view = viewOf(frame);
  for (let at = 0; at + 43 <= frame.length; at++) {
    if (view.getUint16(at) !== SOC || view.getUint16(at + 2) !== SIZ) continue;
    return {
      columns: view.getUint32(at + 8) - view.getUint32(at + 16),
      rows: view.getUint32(at + 12) - view.getUint32(at + 20),
      components: view.getUint16(at + 40),
      precision: (view.getUint8(at + 42) & 0x7f) + 1,
    };
  }
  throw broken(say('streamHeader'));
}

/** @throws {HemolensError} `dicom/codec` where the stream is no grey image of the file's size, or has lost its end */
export function checkStream(frame: Uint8Array, header: StreamHeader, { rows, columns }: PixelLayout): void {
  if (header.components !== 1) {
    throw broken(say('streamColours', { components: header.components }));
  }
  if (header.rows !== rows || header.columns !== columns) {
    throw broken(
      say('streamSize', {
        size: `${header.columns} × ${header.rows}`,
        wanted: `${columns} × ${rows}`,
      }),
    );
  }
  if (header.precision > 16) throw broken(say('streamBits', { bits: header.precision }));
  // Neither kind of entropy coding can produce the end marker by chance.
  if (!endsWithMarker(frame)) throw broken(say('streamEnds'));
}

function endsWithMarker(frame: Uint8Array): boolean {
  const view = viewOf(frame);
  for (let at = frame.length - 2; at >= 0 && at >= frame.length - 2 - MOST_PADDING; at--) {
    if (view.getUint16(at) === END) return true;
  }
  return false;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);
