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
const ITEM_END = 0xfffee00d;
const PIXEL_DATA = 0x7fe00010;

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

  const tagAt = (at: number) => view.getUint16(at, little) * 0x10000 + view.getUint16(at + 2, little);
  const isEnd = (tag: number) => tag === ITEM_END || tag === SEQUENCE_END;

  /** @returns where the elements end, or undefined where nobody can tell */
  function passElements(from: number, end: number, isTop: boolean): number | undefined {
    let at: number | undefined = from;
    while (at !== undefined && at + 8 <= end) {
      const tag = tagAt(at);
      if (isEnd(tag) || (isTop && tag === PIXEL_DATA)) return at;
      at = passElement(at, end);
    }
    return at;
  }

  function passElement(at: number, end: number): number | undefined {
    const vr = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5));
    if (!LONG.has(vr)) return at + 8 + view.getUint16(at + 6, little);
    if (at + 12 > end) return undefined;
    if (UNKNOWN.has(vr)) {
      if (patched === body) patched = body.slice();
      patched.set([0x4f, 0x42], at + 4);
    }
    const length = view.getUint32(at + 8, little);
    if (vr === 'SQ') return passItems(at + 12, length, passElements);
    // Fragments of a picture, or a sequence that an archive did not know and wrote in the implicit encoding.
    if (length === UNDEFINED_LENGTH) return passItems(at + 12, length, passImplicitElements);
    return at + 12 + length;
  }

  function passImplicitElements(from: number, end: number): number | undefined {
    let at: number | undefined = from;
    while (at !== undefined && at + 8 <= end && !isEnd(tagAt(at))) {
      const length = view.getUint32(at + 4, little);
      at = length === UNDEFINED_LENGTH ? passItems(at + 8, length, passImplicitElements) : at + 8 + length;
    }
    return at;
  }

  function passItems(from: number, length: number, passThem: typeof passElements): number | undefined {
    const end = Math.min(body.length, length === UNDEFINED_LENGTH ? body.length : from + length);
    let at = from;
    while (at + 8 <= end) {
      const tag = tagAt(at);
      const size = view.getUint32(at + 4, little);
      at += 8;
      if (tag === SEQUENCE_END) return at;
      if (tag !== ITEM) return undefined;
      const itemEnd = size === UNDEFINED_LENGTH ? end : Math.min(end, at + size);
      const stopped =
        passThem === passElements || size === UNDEFINED_LENGTH ? passThem(at, itemEnd, false) : itemEnd;
      if (stopped === undefined) return undefined;
      // An item without a length ends with a delimiter of eight bytes.
      at = size === UNDEFINED_LENGTH ? stopped + 8 : itemEnd;
    }
    return end;
  }

  passElements(0, body.length, true);
  return patched;
}
