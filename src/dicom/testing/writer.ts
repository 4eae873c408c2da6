/**
 * A minimal DICOM writer for tests: just enough to make, in code, every kind of file that the reader has to cope with,
 * faulty ones included. What the product writes is made elsewhere.
 */
import { EXPLICIT_BIG_ENDIAN, EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from '../transfer-syntaxes.ts';

/** Encapsulated pixel data; `offsets` is the Basic Offset Table. */
export interface Encapsulated {
  readonly fragments: readonly Uint8Array[];
  readonly offsets?: readonly number[];
  /** The sequence delimiter is left out. */
  readonly unfinished?: true;
}

/** Text, numbers of a binary VR, raw bytes, items of a sequence, or compressed frames. */
export type Value =
  string | readonly number[] | Uint8Array | { readonly items: readonly Elements[] } | Encapsulated;

/** `{'00100010': ['PN', 'Doe^Jane']}`; written in tag order. */
export type Elements = Readonly<Record<string, readonly [vr: string, value: Value]>>;

interface Encoding {
  readonly little: boolean;
  readonly implicit: boolean;
}

const LONG_FORM = new Set(['OB', 'OF', 'OV', 'OW', 'SQ', 'SV', 'UN', 'UT', 'UV']);
const UNDEFINED = 0xffffffff;

export interface FileOptions {
  readonly syntax?: string;
  /** `none` writes the bare data set, `no preamble` begins with the meta group. */
  readonly header?: 'part 10' | 'no preamble' | 'none';
  /** Left out of the meta group where false. */
  readonly nameSyntax?: boolean;
  /** What becomes of the data set after it is written, e.g. deflated. */
  readonly transform?: (dataSet: Uint8Array) => Uint8Array;
}

export function dicomFile(elements: Elements, options: FileOptions = {}): Uint8Array {
  const { syntax = EXPLICIT_LITTLE_ENDIAN, header = 'part 10', nameSyntax = true, transform } = options;
  const encoding = { little: syntax !== EXPLICIT_BIG_ENDIAN, implicit: syntax === IMPLICIT_LITTLE_ENDIAN };
  const body = dataSet(elements, encoding);
  const written = transform ? transform(body) : body;
  if (header === 'none') return written;
  const meta = dataSet(
    {
      '00020001': ['OB', new Uint8Array([0, 1])],
      '00020002': ['UI', elements['00080016']?.[1] ?? ''],
      ...(nameSyntax ? { '00020010': ['UI', syntax] } : {}),
      '00020012': ['UI', '2.25.1'],
    },
    { little: true, implicit: false },
  );
  const preamble = new Uint8Array(132);
  preamble.set(ascii('DICM'), 128);
  return concat(header === 'part 10' ? [preamble, meta, written] : [meta, written]);
}

function dataSet(elements: Elements, encoding: Encoding): Uint8Array {
  const tags = Object.keys(elements).sort();
  return concat(
    tags.flatMap((tag) => {
      const element = elements[tag];
      return element ? [writeElement(tag, element[0], element[1], encoding)] : [];
    }),
  );
}

function writeElement(tag: string, vr: string, value: Value, encoding: Encoding): Uint8Array {
  const { implicit, little } = encoding;
  const bytes = valueBytes(vr, value, encoding);
  const undefinedLength = typeof value === 'object' && 'fragments' in value;
  const length = undefinedLength ? UNDEFINED : bytes.length;
  const head = concat([
    uint(2, parseInt(tag.slice(0, 4), 16), little),
    uint(2, parseInt(tag.slice(4), 16), little),
  ]);
  if (implicit) return concat([head, uint(4, length, little), bytes]);
  const sized = LONG_FORM.has(vr)
    ? concat([uint(2, 0, little), uint(4, length, little)])
    : uint(2, length, little);
  return concat([head, ascii(vr), sized, bytes]);
}

function valueBytes(vr: string, value: Value, encoding: Encoding): Uint8Array {
  if (typeof value === 'string') return padded(ascii(value), vr === 'UI' ? 0 : 0x20);
  if (value instanceof Uint8Array) return padded(value, vr === 'PN' || vr === 'LO' ? 0x20 : 0);
  if ('items' in value) {
    return concat(
      value.items.map((item) => {
        const bytes = dataSet(item, encoding);
        return concat([itemHead(0xe000, bytes.length, encoding.little), bytes]);
      }),
    );
  }
  if ('fragments' in value) return encapsulated(value);
  return concat(value.map((number) => binary(vr, number, encoding.little)));
}

function encapsulated({ fragments, offsets = [], unfinished }: Encapsulated): Uint8Array {
  const table = concat(offsets.map((offset) => uint(4, offset, true)));
  const items = [table, ...fragments.map((bytes) => padded(bytes, 0))];
  return concat([
    ...items.flatMap((bytes) => [itemHead(0xe000, bytes.length, true), bytes]),
    ...(unfinished ? [] : [itemHead(0xe0dd, 0, true)]),
  ]);
}

function itemHead(element: number, length: number, little: boolean): Uint8Array {
  return concat([uint(2, 0xfffe, little), uint(2, element, little), uint(4, length, little)]);
}

function binary(vr: string, number: number, little: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  switch (vr) {
    case 'US':
    case 'OW':
      return uint(2, number, little);
    case 'SS':
      return uint(2, number & 0xffff, little);
    case 'UL':
      return uint(4, number, little);
    case 'OV':
      view.setBigUint64(0, BigInt(number), little);
      return new Uint8Array(view.buffer);
    default:
      throw new RangeError(`numbers of VR ${vr} are not written here`);
  }
}

function uint(bytes: 2 | 4, value: number, little: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(bytes));
  if (bytes === 2) view.setUint16(0, value, little);
  else view.setUint32(0, value, little);
  return new Uint8Array(view.buffer);
}

function padded(bytes: Uint8Array, pad: number): Uint8Array {
  return bytes.length % 2 === 0 ? bytes : concat([bytes, new Uint8Array([pad])]);
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
