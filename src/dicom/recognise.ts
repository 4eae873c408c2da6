/**
 * Is this DICOM, and in which encoding? Content decides, never the name: Part 10 files by their preamble, files without
 * one by whether their first elements make sense as a data set.
 */
import {
  explicitHeader,
  implicitHeader,
  tagAt,
  UNDEFINED_LENGTH,
  valueRepresentationAt,
} from './element-header.ts';
import { latin1 } from './latin1.ts';
import { EXPLICIT_BIG_ENDIAN, EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from './transfer-syntaxes.ts';

const VALUE_REPRESENTATIONS = new Set(
  'AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV'.split(
    ' ',
  ),
);
/** Elements that have to make sense one after the other before headless bytes pass for DICOM. */
const CONVINCING = 3;

/** Where the data begins and how it is written; `meta` is a Part 10 header, with or without its preamble. */
export type Recognised =
  | { readonly kind: 'meta'; readonly offset: number; readonly preamble: boolean }
  | { readonly kind: 'headless'; readonly offset: number; readonly transferSyntaxUid: string };

/** True for Part 10 files and for data sets that lost their header; reads no more than a few hundred bytes. */
export function looksLikeDicom(bytes: Uint8Array): boolean {
  return recognise(bytes) !== undefined;
}

export function recognise(bytes: Uint8Array): Recognised | undefined {
  if (latin1(bytes, 128, 4) === 'DICM') return { kind: 'meta', offset: 132, preamble: true };
  // A header cut off by hand sometimes leaves one byte of padding behind.
  const starts = bytes[0] === 0x20 || bytes[0] === 0 ? [0, 1] : [0];
  for (const offset of starts) {
    if (bytes[offset] === 2 && bytes[offset + 1] === 0 && readsAs(bytes, offset, EXPLICIT_LITTLE_ENDIAN)) {
      return { kind: 'meta', offset, preamble: false };
    }
    const transferSyntaxUid = guessTransferSyntax(bytes, offset);
    if (transferSyntaxUid) return { kind: 'headless', offset, transferSyntaxUid };
  }
  return undefined;
}

/** The uncompressed transfer syntax in which the bytes at `offset` read as the beginning of a data set. */
export function guessTransferSyntax(bytes: Uint8Array, offset: number): string | undefined {
  return [EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN, EXPLICIT_BIG_ENDIAN].find((uid) =>
    readsAs(bytes, offset, uid),
  );
}

/** Whether the bytes at `offset` begin a data set of this uncompressed transfer syntax. */
function readsAs(bytes: Uint8Array, offset: number, uid: string): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = uid !== EXPLICIT_BIG_ENDIAN;
  let position = offset;
  let lastTag = 0;
  for (let seen = 0; seen < CONVINCING; seen++) {
    // The beginning of a file is as good as the whole: what is cut off cannot speak against it.
    if (position + 8 > bytes.length) return seen > 0;
    const group = view.getUint16(position, little);
    const tag = tagAt(view, position, little);
    // Every data set begins in the low even groups (0008 as a rule) and ascends.
    if (tag <= lastTag || (seen === 0 && (group > 0x10 || group % 2 !== 0))) return false;
    const implicit = uid === IMPLICIT_LITTLE_ENDIAN;
    if (!implicit && !VALUE_REPRESENTATIONS.has(valueRepresentationAt(view, position))) return false;
    const header = implicit ? implicitHeader(view, position) : explicitHeader(view, position, little);
    if (!header) return false;
    // A sequence of undefined length cannot be skipped without parsing it; what led there has to do.
    if (header.length === UNDEFINED_LENGTH) return seen > 0;
    position += header.size + header.length;
    if (position > bytes.length) return seen > 0;
    lastTag = tag;
  }
  return true;
}
