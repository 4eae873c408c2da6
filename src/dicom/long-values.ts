/**
 * Value representations with a 32-bit length that dicom-parser 1.8.21 takes for ones with a 16-bit length, so that it stumbles
 * over the rest of the file: `OV`, `SV` and `UV`, the youngest of the standard (PS3.5 7.1.2). `OB` is laid out alike.
 */

/** With two reserved bytes and a 32-bit length. */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const UNKNOWN = new Set(['OV', 'SV', 'UV']);

const UNDEFINED_LENGTH = 0xffffffff;
const ITEM = 0xfffee000;
const SEQUENCE_END = 0xfffee0dd;
const DELIMITERS = 0xfffe;
const PIXEL_DATA = 0x7fe00010;

/**
 * The data set with those called `OB`, up to the pixel data: a copy where there are some, else the same bytes. Where the
 * bytes make no sense it goes no further, and the parser says so.
 * @param body  a data set of an explicit encoding
 */
export function withoutLongValues(body: Uint8Array, bigEndian: boolean): Uint8Array {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const little = !bigEndian;
  let patched = body;

  const tagAt = (at: number) => view.getUint16(at, little) * 0x10000 + view.getUint16(at + 2, little);

  /** @returns where the elements end, or undefined where nobody can tell */
  function passElements(from: number, end: number): number | undefined {
    let at = from;
    while (at + 8 <= end) {
      const tag = tagAt(at);
      if (tag === PIXEL_DATA || Math.floor(tag / 0x10000) === DELIMITERS) return at;
      const vr = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5));
      if (!LONG.has(vr)) {
        at += 8 + view.getUint16(at + 6, little);
        continue;
      }
      if (at + 12 > end) return undefined;
      if (UNKNOWN.has(vr)) {
        if (patched === body) patched = body.slice();
        patched.set([0x4f, 0x42], at + 4);
      }
      const length = view.getUint32(at + 8, little);
      at += 12;
      if (vr === 'SQ') {
        const after = passItems(at, length);
        if (after === undefined) return undefined;
        at = after;
      } else if (length === UNDEFINED_LENGTH) {
        return undefined;
      } else {
        at += length;
      }
    }
    return at;
  }

  function passItems(from: number, length: number): number | undefined {
    const end = Math.min(body.length, length === UNDEFINED_LENGTH ? body.length : from + length);
    let at = from;
    while (at + 8 <= end) {
      const tag = tagAt(at);
      const size = view.getUint32(at + 4, little);
      at += 8;
      if (tag === SEQUENCE_END) return at;
      if (tag !== ITEM) return undefined;
      const itemEnd = size === UNDEFINED_LENGTH ? end : at + size;
      const stopped = passElements(at, Math.min(itemEnd, end));
      if (stopped === undefined) return undefined;
      // An item without a length ends with a delimiter of eight bytes.
      at = size === UNDEFINED_LENGTH ? stopped + 8 : itemEnd;
    }
    return end;
  }

  passElements(0, body.length);
  return patched;
}
