/**
 * Bytes to a data set, up to the pixel data. dicom-parser does the walking and is caught here: it throws strings,
 * Errors and `{exception, dataSet}`. It stops at the pixel data, which are taken apart by code of ours that can tell a
 * truncated frame from a whole one; what follows them (padding, signatures) is never needed.
 */
import dicomParser from 'dicom-parser';
import type { DataSet, Element } from 'dicom-parser';
import { inflateSync } from 'fflate';
import { HemolensError } from '../base/index.ts';
import { Attributes } from './attributes.ts';
import { guessTransferSyntax, otherFormat, recognise } from './recognise.ts';
import { DICOMDIR, tableOfContents } from './refuse.ts';
import { transferSyntax } from './transfer-syntaxes.ts';

export interface ParsedDataSet {
  readonly attributes: Attributes;
  readonly transferSyntaxUid: string;
  /** The file names no transfer syntax: it was told from the bytes. */
  readonly guessed: boolean;
  /** The bytes that offsets count in: the file's own, or the inflated ones. */
  readonly bytes: Uint8Array;
  readonly pixelData:
    { readonly offset: number; readonly length: number; readonly vr: string | undefined } | undefined;
}

const PIXEL_DATA = 'x7fe00010';
/** Length of an element that ends with a delimiter. */
export const UNDEFINED_LENGTH = 0xffffffff;

/**
 * @throws {HemolensError} `dicom/empty-file`, `dicom/not-dicom`, `dicom/dicomdir`, `dicom/unsupported-transfer-syntax` (one that is not
 *   even known by name), `dicom/truncated`, `dicom/damaged`
 */
export function parseDataSet(given: Uint8Array, file: string): ParsedDataSet {
  if (given.length === 0) throw new HemolensError('dicom/empty-file', 'The file is empty.', { file });
  // Node's Buffer shares memory where a plain array would copy: from here on it is a plain array.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const found = recognise(bytes);
  if (!found) {
    const other = otherFormat(bytes);
    const sentence = other ? `This is no DICOM file but ${other}.` : 'This is no DICOM file.';
    throw new HemolensError('dicom/not-dicom', sentence, { file });
  }
  if (found.kind === 'headless') {
    const body = found.offset === 0 ? bytes : bytes.subarray(found.offset);
    return walk(body, found.transferSyntaxUid, true, file);
  }
  const whole = found.preamble ? bytes : withPreamble(bytes.subarray(found.offset));
  const meta = readMeta(whole, file);
  if (meta.sopClassUid === DICOMDIR) throw tableOfContents(file);
  if (meta.transferSyntaxUid === undefined) {
    const body = whole.subarray(meta.end);
    const guess = guessTransferSyntax(body, 0);
    if (guess === undefined) {
      throw new HemolensError(
        'dicom/damaged',
        'The file does not say how it is encoded, and its content does not tell.',
        { file },
      );
    }
    return walk(body, guess, true, file);
  }
  if (!transferSyntax(meta.transferSyntaxUid)) {
    throw new HemolensError(
      'dicom/unsupported-transfer-syntax',
      `The image is encoded as ${meta.transferSyntaxUid}, which is not a standard encoding and cannot be read.`,
      { file },
    );
  }
  return walk(whole, meta.transferSyntaxUid, false, file);
}

function withPreamble(meta: Uint8Array): Uint8Array {
  const whole = new Uint8Array(132 + meta.length);
  whole.set(new TextEncoder().encode('DICM'), 128);
  whole.set(meta, 132);
  return whole;
}

interface Meta {
  readonly sopClassUid: string | undefined;
  readonly transferSyntaxUid: string | undefined;
  /** Where the data set begins. */
  readonly end: number;
}

/** The file's meta group (PS3.10 7.1), walked by hand for its end: dicom-parser keeps that to itself. */
function readMeta(bytes: Uint8Array, file: string): Meta {
  const meta = caught(() => dicomParser.readPart10Header(bytes), file);
  const elements = Object.values(meta.elements);
  const attributes = new Attributes(meta);
  return {
    sopClassUid: attributes.string('x00020002'),
    transferSyntaxUid: attributes.string('x00020010'),
    end: Math.max(132, ...elements.map(({ dataOffset, length }) => dataOffset + length)),
  };
}

function walk(bytes: Uint8Array, transferSyntaxUid: string, guessed: boolean, file: string): ParsedDataSet {
  const set = caught(
    () =>
      dicomParser.parseDicom(bytes, {
        untilTag: PIXEL_DATA,
        inflater: inflated,
        ...(guessed ? { TransferSyntaxUID: transferSyntaxUid } : {}),
      }),
    file,
  );
  const element: Element | undefined = set.elements[PIXEL_DATA];
  // Seeking past the end passes unnoticed in an implicit data set.
  const { byteArray } = set;
  const overrun = Object.values(set.elements).some(
    ({ tag, dataOffset, length }) => tag !== PIXEL_DATA && dataOffset + length > byteArray.length,
  );
  if (overrun && !element) throw truncated(file);
  return {
    attributes: new Attributes(set),
    transferSyntaxUid,
    guessed,
    bytes: set.byteArray,
    pixelData: element && { offset: element.dataOffset, length: element.length, vr: element.vr },
  };
}

/** The whole file with its deflated part (all that follows the meta group) inflated, as dicom-parser wants it. */
function inflated(bytes: Uint8Array, position: number): Uint8Array {
  const body = inflateSync(bytes.subarray(position));
  const whole = new Uint8Array(position + body.length);
  whole.set(bytes.subarray(0, position));
  whole.set(body, position);
  return whole;
}

function caught(parse: () => DataSet, file: string): DataSet {
  try {
    return parse();
  } catch (thrown) {
    const cause = innermost(thrown);
    const text = cause instanceof Error ? cause.message : String(cause);
    if (/past end|overrun|past the end|unexpected EOF|maxP ?osition|greater than or equal/i.test(text)) {
      throw truncated(file, cause);
    }
    throw new HemolensError('dicom/damaged', 'The file is damaged: its content makes no sense as DICOM.', {
      file,
      cause,
    });
  }
}

function truncated(file: string, cause?: unknown): HemolensError {
  return new HemolensError('dicom/truncated', 'The file ends in the middle: it was not copied whole.', {
    file,
    cause,
  });
}

/** dicom-parser wraps what went wrong together with what it had read so far. */
function innermost(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'exception' in thrown ? thrown.exception : thrown;
}
