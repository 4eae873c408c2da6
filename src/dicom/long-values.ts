/**
 * Value representations with a 32-bit length that dicom-parser 1.8.21 takes for ones with a 16-bit length, so that it stumbles
 * over the rest of the file: `OV`, `SV` and `UV`, the youngest of the standard (PS3.5 7.1.2). `OB` is laid out alike.
 */
import {
  explicitHeader,
  implicitHeader,
  ITEM,
  ITEM_DELIMITER,
  PIXEL_DATA,
  SEQUENCE_DELIMITER,
  tagAt,
  UNDEFINED_LENGTH,
  valueRepresentationAt,
} from './element-header.ts';

const UNKNOWN = new Set(['OV', 'SV', 'UV']);

/**
 * The data set with those called `OB`, up to the pixel data: a copy where there are some, else the same bytes. Where the
 * bytes make no sense it goes no further, and the parser says so. A list of the elements shows them as `OB`, too.
 * @param body  a data set of an explicit encoding
 * @throws {RangeError} where sequences are nested deeper than anything that was meant
 */
export function withoutLongValues(body: Uint8Array, bigEndian: boolean): Uint8Array {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const little = !bigEndian;
  let patched = body;

  const isEnd = (at: number) => [ITEM_DELIMITER, SEQUENCE_DELIMITER].includes(tagAt(view, at, little));
  const isPixelData = (at: number) => tagAt(view, at, little) === PIXEL_DATA;

  /** @returns where the elements end, or undefined where nobody can tell */
  function passElements(from: number, end: number): number | undefined {
    let at: number | undefined = from;
    while (at !== undefined && at + 8 <= end && !isEnd(at)) at = passElement(at, end);
    return at;
  }

  function passElement(at: number, end: number): number | undefined {
    const header = explicitHeader(view, at, little);
    if (!header || at + header.size > end) return undefined;
    const vr = valueRepresentationAt(view, at);
    if (UNKNOWN.has(vr)) {
      if (patched === body) patched = body.slice();
      patched.set([0x4f, 0x42], at + 4);
    }
    const { size, length } = header;
    if (vr === 'SQ') return passItems(at + size, length, 'explicit');
    // Fragments of a picture, or a sequence that an archive did not know and wrote in the implicit encoding.
    if (length === UNDEFINED_LENGTH) return passItems(at + size, length, 'implicit');
    return at + size + length;
  }

  function passImplicitElements(from: number, end: number): number | undefined {
    let at: number | undefined = from;
    while (at !== undefined && at + 8 <= end && !isEnd(at)) {
      const { size, length } = implicitHeader(view, at, little);
      at = length === UNDEFINED_LENGTH ? passItems(at + size, length, 'implicit') : at + size + length;
    }
    return at;
  }

  /** @param encoding  of what is in them: only explicit ones name value representations */
  function passItems(from: number, length: number, encoding: 'explicit' | 'implicit'): number | undefined {
    const end = Math.min(body.length, length === UNDEFINED_LENGTH ? body.length : from + length);
    const pass = encoding === 'explicit' ? passElements : passImplicitElements;
    let at = from;
    while (at + 8 <= end) {
      const tag = tagAt(view, at, little);
      const item = implicitHeader(view, at, little);
      at += item.size;
      if (tag === SEQUENCE_DELIMITER) return at;
      if (tag !== ITEM) return undefined;
      if (item.length === UNDEFINED_LENGTH) {
        const stopped = pass(at, end);
        if (stopped === undefined) return undefined;
        // Such an item ends with a delimiter of eight bytes.
        at = stopped + 8;
      } else {
        const itemEnd = Math.min(end, at + item.length);
        if (encoding === 'explicit' && pass(at, itemEnd) === undefined) return undefined;
        at = itemEnd;
      }
    }
    return end;
  }

  let at: number | undefined = 0;
  while (at !== undefined && at + 8 <= body.length && !isEnd(at) && !isPixelData(at)) {
    at = passElement(at, body.length);
  }
  return patched;
}
