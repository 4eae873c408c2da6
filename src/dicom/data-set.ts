/**
 * Bytes to a data set, up to the pixel data. dicom-parser does the walking and is caught here: it throws strings,
 * Errors and `{exception, dataSet}`. It stops at the pixel data, which are taken apart by code of ours that can tell a
 * truncated frame from a whole one; what follows them (padding, signatures) is never needed.
 */
import dicomParser from 'dicom-parser';
import type { DataSet, Element } from 'dicom-parser';
import { inflateSync } from 'fflate';
import { HemolensError, isOutOfMemory } from '../base/index.ts';
import { Attributes } from './attributes.ts';
import { PIXEL_DATA_NAME } from './element-header.ts';
import { emptyFile, foreign } from './foreign.ts';
import { withoutLongValues } from './long-values.ts';
import { guessTransferSyntax, recognise } from './recognise.ts';
import { DICOMDIR, tableOfContents } from './refuse.ts';
import {
  EXPLICIT_BIG_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  transferSyntax,
} from './transfer-syntaxes.ts';
import { say } from './sentences.ts';

export interface ParsedDataSet {
  readonly attributes: Attributes;
  /** The meta group; undefined in a headless file. */
  readonly meta: Attributes | undefined;
  /** What the two above read from, for whoever lists every element. */
  readonly sets: { readonly body: DataSet; readonly meta: DataSet | undefined };
  readonly transferSyntaxUid: string;
  /** The file names no transfer syntax, or a wrong one: it was told from the bytes. */
  readonly guessed: boolean;
  /** The data set, which offsets count in: a part of the file's own bytes, or inflated. */
  readonly bytes: Uint8Array;
  readonly pixelData:
    { readonly offset: number; readonly length: number; readonly vr: string | undefined } | undefined;
}

/** Shared, and per frame. */
const FUNCTIONAL_GROUPS = ['x52009229', 'x52009230'] as const;

/**
 * @throws {HemolensError} `dicom/empty-file`, `dicom/not-dicom`, `dicom/dicomdir`, `dicom/truncated`, `dicom/damaged`,
 *   `dicom/unsupported-transfer-syntax` (one that is not even known by name)
 * @throws {RangeError} where memory runs out: that says nothing of the file
 */
export function parseDataSet(given: Uint8Array, file: string): ParsedDataSet {
  if (given.length === 0) throw emptyFile(file);
  // Node's Buffer shares memory where a plain array would copy: from here on it is a plain array.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const found = recognise(bytes);
  if (!found) throw foreign(bytes, file);
  if (found.kind === 'headless') {
    return walk(bytes.subarray(found.offset), found.transferSyntaxUid, undefined, true, file);
  }
  const whole = found.preamble ? bytes : withPreamble(bytes.subarray(found.offset));
  const meta = readMeta(whole, file);
  if (meta.attributes.string('x00020002') === DICOMDIR) throw tableOfContents(file);
  const body = whole.subarray(meta.end);
  const told = meta.attributes.string('x00020010');
  const syntax = told === undefined ? undefined : transferSyntax(told);
  if (told !== undefined && !syntax) {
    throw new HemolensError('dicom/unsupported-transfer-syntax', say('unknownEncoding', { uid: told }), {
      file,
    });
  }
  if (told !== undefined && (syntax?.encapsulated || syntax?.deflated)) {
    return walk(syntax.deflated ? inflated(body, file) : body, told, meta, false, file);
  }
  // Of the uncompressed encodings files sometimes name the wrong one. What reads as one of them is that, whichever is named:
  // in a large explicit data set an implicit element is seemingly found.
  const actual = guessTransferSyntax(body, 0) ?? told;
  if (actual === undefined) {
    throw new HemolensError('dicom/damaged', say('noEncoding'), { file });
  }
  return walk(body, actual, meta, actual !== told, file);
}

function withPreamble(meta: Uint8Array): Uint8Array {
  const whole = new Uint8Array(132 + meta.length);
  whole.set(new TextEncoder().encode('DICM'), 128);
  whole.set(meta, 132);
  return whole;
}

interface Meta {
  readonly set: DataSet;
  readonly attributes: Attributes;
  readonly end: number;
}

/** The file's meta group (PS3.10 7.1) and where it ends: dicom-parser keeps that to itself. */
function readMeta(bytes: Uint8Array, file: string): Meta {
  const meta = caught(() => dicomParser.readPart10Header(bytes), file);
  const ends = Object.values(meta.elements).map(({ dataOffset, length }) => dataOffset + length);
  return { set: meta, attributes: new Attributes(meta), end: Math.max(132, ...ends) };
}

/** @param given  the data set alone, inflated: dicom-parser's own `inflater` would have it read the preamble as data */
function walk(
  given: Uint8Array,
  transferSyntaxUid: string,
  meta: Meta | undefined,
  guessed: boolean,
  file: string,
): ParsedDataSet {
  if (given.length === 0) throw truncated(file);
  const { implicit, bigEndian } = transferSyntax(transferSyntaxUid) ?? {};
  const body = implicit ? given : caught(() => withoutLongValues(given, bigEndian ?? false), file);
  const layout = implicit ? IMPLICIT_LITTLE_ENDIAN : bigEndian ? EXPLICIT_BIG_ENDIAN : EXPLICIT_LITTLE_ENDIAN;
  const set = caught(
    () => dicomParser.parseDicom(body, { untilTag: PIXEL_DATA_NAME, TransferSyntaxUID: layout }),
    file,
  );
  openFunctionalGroups(set);
  const element: Element | undefined = set.elements[PIXEL_DATA_NAME];
  // Seeking past the end passes unnoticed in an implicit data set.
  const overrun = Object.values(set.elements).some(
    ({ tag, dataOffset, length }) => tag !== PIXEL_DATA_NAME && dataOffset + length > body.length,
  );
  if (overrun && !element) throw truncated(file);
  return {
    attributes: new Attributes(set),
    meta: meta?.attributes,
    sets: { body: set, meta: meta?.set },
    transferSyntaxUid,
    guessed,
    bytes: body,
    pixelData: element && { offset: element.dataOffset, length: element.length, vr: element.vr },
  };
}

/**
 * Functional groups that an archive wrote as `UN`, for it did not know them: what is in them is implicit little endian (PS3.5
 * 6.2.2). Without them an Enhanced image has neither place nor rescale.
 */
function openFunctionalGroups(set: DataSet): void {
  for (const tag of FUNCTIONAL_GROUPS) {
    const element = set.elements[tag];
    if (element?.vr !== 'UN' || element.items || element.dataOffset + element.length > set.byteArray.length)
      continue;
    const { dataOffset, length } = element;
    const stream = new dicomParser.ByteStream(
      dicomParser.littleEndianByteArrayParser,
      set.byteArray.subarray(0, dataOffset + length),
      dataOffset,
    );
    const opened: Element = { tag, length, dataOffset };
    try {
      dicomParser.readSequenceItemsImplicit(stream, opened);
      element.items = opened.items ?? [];
    } catch {
      // What cannot be read stays closed.
    }
  }
}

function inflated(body: Uint8Array, file: string): Uint8Array {
  try {
    return inflateSync(body);
  } catch (cause) {
    if (isOutOfMemory(cause)) throw cause;
    throw new HemolensError('dicom/damaged', say('deflateDamaged'), {
      file,
      cause,
    });
  }
}

function caught<Parsed>(parse: () => Parsed, file: string): Parsed {
  try {
    return parse();
  } catch (thrown) {
    const cause = innermost(thrown);
    if (isOutOfMemory(cause)) throw cause;
    const text = cause instanceof Error ? cause.message : String(cause);
    if (/past end|overrun|past the end|unexpected EOF|maxP ?osition|greater than or equal/i.test(text)) {
      throw truncated(file, cause);
    }
    throw new HemolensError('dicom/damaged', say('noSense'), {
      file,
      cause,
    });
  }
}

function truncated(file: string, cause?: unknown): HemolensError {
  return new HemolensError('dicom/truncated', say('truncated'), {
    file,
    cause,
  });
}

/** dicom-parser wraps what went wrong together with what it had read so far. */
function innermost(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'exception' in thrown ? thrown.exception : thrown;
}
