/** The bytes of one element as one reads them, by value representation (PS3.5 6.2). */
import { decodeText, displayName } from '../text.ts';
import { uidMeaning, written } from './dictionary.ts';
import type { TagValue } from './types.ts';

export interface Encoding {
  readonly little: boolean;
  /** Specific Character Set of the data set or item. */
  readonly characterSet: string | undefined;
}

/** More is never read on a screen; the length is stated. */
const MOST_VALUES = 64;
const MOST_CHARACTERS = 2000;
const FIRST_BYTES = 16;

type Read = (view: DataView, at: number, little: boolean) => string;

/** VRs of binary numbers: bytes a value, and how one is read. */
const NUMBERS: Readonly<Record<string, readonly [bytes: number, read: Read]>> = {
  US: [2, (view, at, little) => String(view.getUint16(at, little))],
  SS: [2, (view, at, little) => String(view.getInt16(at, little))],
  UL: [4, (view, at, little) => String(view.getUint32(at, little))],
  SL: [4, (view, at, little) => String(view.getInt32(at, little))],
  UV: [8, (view, at, little) => String(view.getBigUint64(at, little))],
  SV: [8, (view, at, little) => String(view.getBigInt64(at, little))],
  FL: [4, (view, at, little) => String(Number(view.getFloat32(at, little).toPrecision(7)))],
  FD: [8, (view, at, little) => String(view.getFloat64(at, little))],
  AT: [
    4,
    (view, at, little) =>
      written(`x${hex(view.getUint16(at, little))}${hex(view.getUint16(at + 2, little))}`),
  ],
};

/** VRs of text in the file's character set; the others are of the default repertoire. */
const IN_CHARACTER_SET = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);
const DEFAULT_REPERTOIRE = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', 'UR']);
/** In these a backslash is a character. */
const ONE_VALUE = new Set(['LT', 'ST', 'UR', 'UT']);

export function valueOf(vr: string, bytes: Uint8Array, { little, characterSet }: Encoding): TagValue {
  const number = NUMBERS[vr];
  if (number) return numbersOf(bytes, number, little);
  if (IN_CHARACTER_SET.has(vr)) {
    return textOf(vr, decodeText(characterSet, bytes, vr === 'PN' ? 'PN' : 'LO'));
  }
  if (DEFAULT_REPERTOIRE.has(vr)) return textOf(vr, decodeText(undefined, bytes, 'LO'));
  // Scanners' private elements lose their VR on the way through old archives; most of them are plain text.
  if (vr === 'UN' && isPrintable(bytes)) return textOf('LO', decodeText(undefined, bytes, 'LO'));
  return { kind: 'binary', length: bytes.length, start: startOf(bytes) };
}

function numbersOf(bytes: Uint8Array, [size, read]: readonly [number, Read], little: boolean): TagValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.length / size);
  const values = Array.from({ length: Math.min(count, MOST_VALUES) }, (_, i) => read(view, i * size, little));
  return count > MOST_VALUES
    ? { kind: 'text', values, whole: { count, of: 'values' } }
    : { kind: 'text', values };
}

function textOf(vr: string, text: string): TagValue {
  if (text === '') return { kind: 'text', values: [] };
  const all = ONE_VALUE.has(vr) ? [text] : text.split('\\').map((value) => readable(vr, value.trim()));
  const [first = ''] = all;
  const meaning = vr === 'UI' ? uidMeaning(first) : undefined;
  if (all.length > MOST_VALUES) {
    return { kind: 'text', values: all.slice(0, MOST_VALUES), whole: { count: all.length, of: 'values' } };
  }
  if (text.length > MOST_CHARACTERS) {
    const values = [text.slice(0, MOST_CHARACTERS)];
    return { kind: 'text', values, whole: { count: text.length, of: 'characters' } };
  }
  return { kind: 'text', values: all, ...(meaning === undefined ? {} : { meaning }) };
}

/** Names, dates and times as one reads them; what is none of these is left as it is. */
function readable(vr: string, value: string): string {
  switch (vr) {
    case 'PN':
      return displayName(value);
    case 'DA':
      return value.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
    case 'TM':
      return value.replace(/^(\d\d)(\d\d)(\d\d)?/, clock);
    case 'DT':
      return value.replace(/^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?/, dateAndTime);
    default:
      return value;
  }
}

const clock = (_: string, hours: string, minutes: string, seconds?: string) =>
  [hours, minutes, seconds].filter((part) => part !== undefined).join(':');

function dateAndTime(
  _: string,
  year: string,
  month: string,
  day: string,
  ...time: (string | number)[]
): string {
  const [hours, minutes, seconds] = time.map((part) => (typeof part === 'string' ? part : undefined));
  const date = `${year}-${month}-${day}`;
  return hours === undefined || minutes === undefined
    ? date
    : `${date} ${clock('', hours, minutes, seconds)}`;
}

function isPrintable(bytes: Uint8Array): boolean {
  const end = bytes.at(-1) === 0 ? bytes.length - 1 : bytes.length;
  return end > 0 && bytes.subarray(0, end).every((byte) => byte >= 0x20 && byte < 0x7f);
}

function startOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, FIRST_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function hex(word: number): string {
  return word.toString(16).padStart(4, '0');
}
