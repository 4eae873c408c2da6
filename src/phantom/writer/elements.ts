/**
 * DICOM data elements in Explicit VR little endian (PS3.5, 7.1.2), from a table of what to write. Values are ASCII: a
 * phantom has no other names.
 */

const LONG_LENGTH: readonly string[] = ['OB', 'OW'];

type Text = 'AE' | 'AS' | 'CS' | 'DA' | 'DS' | 'IS' | 'LO' | 'LT' | 'PN' | 'SH' | 'ST' | 'TM';

export type Element =
  | { readonly tag: number; readonly vr: Text | 'UI'; readonly value: string }
  | { readonly tag: number; readonly vr: 'US' | 'SS' | 'UL'; readonly value: number }
  | { readonly tag: number; readonly vr: 'OB' | 'OW'; readonly value: Uint8Array };

/** Elements one after the other, in the order of their tags. */
export function encodeElements(elements: readonly Element[]): Uint8Array {
  const ordered = [...elements].sort((one, other) => one.tag - other.tag);
  const values = ordered.map(encodeValue);
  const lengths = ordered.map((element, index) => headerLength(element) + (values[index]?.length ?? 0));
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const [index, element] of ordered.entries()) {
    const value = values[index] ?? new Uint8Array(0);
    view.setUint16(offset, element.tag >>> 16, true);
    view.setUint16(offset + 2, element.tag & 0xffff, true);
    bytes[offset + 4] = element.vr.charCodeAt(0);
    bytes[offset + 5] = element.vr.charCodeAt(1);
    if (headerLength(element) === 12) view.setUint32(offset + 8, value.length, true);
    else view.setUint16(offset + 6, value.length, true);
    bytes.set(value, offset + headerLength(element));
    offset += lengths[index] ?? 0;
  }
  return bytes;
}

function headerLength({ vr }: Element): number {
  return LONG_LENGTH.includes(vr) ? 12 : 8;
}

/** Values have even length: text is padded with a space, a UID and bytes with a zero. */
function encodeValue(element: Element): Uint8Array {
  if (typeof element.value === 'number') {
    const bytes = new Uint8Array(element.vr === 'UL' ? 4 : 2);
    const view = new DataView(bytes.buffer);
    if (element.vr === 'UL') view.setUint32(0, element.value, true);
    else if (element.vr === 'SS') view.setInt16(0, element.value, true);
    else view.setUint16(0, element.value, true);
    return bytes;
  }
  if (typeof element.value === 'string') {
    const padding = element.value.length % 2 === 0 ? '' : element.vr === 'UI' ? '\0' : ' ';
    return Uint8Array.from(element.value + padding, (letter) => letter.charCodeAt(0));
  }
  if (element.value.length % 2 === 0) return element.value;
  const even = new Uint8Array(element.value.length + 1);
  even.set(element.value);
  return even;
}

/** A number as a decimal string: at most 16 characters (PS3.5, 6.2). */
export function decimal(value: number): string {
  const text = String(value);
  return text.length <= 16 ? text : String(Number(value.toPrecision(10))).slice(0, 16);
}
