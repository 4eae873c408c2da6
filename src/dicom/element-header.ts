/** How elements and items begin (PS3.5 7.1 and 7.5), for those who walk bytes without a parser. */

/** Length of what ends with a delimiter. */
export const UNDEFINED_LENGTH = 0xffffffff;
export const ITEM = 0xfffee000;
export const ITEM_DELIMITER = 0xfffee00d;
export const SEQUENCE_DELIMITER = 0xfffee0dd;
export const PIXEL_DATA = 0x7fe00010;
/** As dicom-parser names it. */
export const PIXEL_DATA_NAME = `x${PIXEL_DATA.toString(16)}`;

/** Value representations with two reserved bytes and a 32-bit length. */
const LONG_FORM = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));

export interface ElementHeader {
  /** Bytes up to the value. */
  readonly size: number;
  /** Of the value. */
  readonly length: number;
}

export function tagAt(view: DataView, at: number, little: boolean): number {
  return view.getUint16(at, little) * 0x10000 + view.getUint16(at + 2, little);
}

/** As the bytes say, whether or not there is such a value representation. */
export function valueRepresentationAt(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5));
}

/** Of an element in an explicit encoding; undefined where the bytes end within it. Eight of them have to be there. */
export function explicitHeader(view: DataView, at: number, little: boolean): ElementHeader | undefined {
  if (!LONG_FORM.has(valueRepresentationAt(view, at))) {
    return { size: 8, length: view.getUint16(at + 6, little) };
  }
  return at + 12 <= view.byteLength ? { size: 12, length: view.getUint32(at + 8, little) } : undefined;
}

/** Of an element in the implicit encoding, and of an item in any. */
export function implicitHeader(view: DataView, at: number, little = true): ElementHeader {
  return { size: 8, length: view.getUint32(at + 4, little) };
}
