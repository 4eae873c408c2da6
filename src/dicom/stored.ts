/** Pixel data to stored values: native or compressed cells, then masked and sign-extended by BitsStored and HighBit. */
import { failure, HemolensError, isOutOfMemory, toFailure, type Failure } from '../base/index.ts';
import { frameDecoder, type Cells, type PixelLayout } from './codecs/index.ts';
import { UNDEFINED_LENGTH } from './element-header.ts';
import { frameStreams, readFragments } from './encapsulation.ts';
import { transferSyntax } from './transfer-syntaxes.ts';
import type { DicomInstance } from './types.ts';
import { say } from './sentences.ts';
import { broken } from './codecs/broken.ts';

/**
 * Stored values of one frame, row-major: before the rescale, as wide and as signed as the file says. They may be the file's own
 * bytes: whoever does not own the file leaves them as they are.
 */
export type StoredFrame = Int16Array | Uint16Array | Int32Array | Uint32Array;

/** Where the pixel data lie; the bytes are the file's own, or the inflated ones. */
export interface PixelData {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly length: number;
  readonly vr: string | undefined;
  readonly layout: PixelLayout;
  /** Extended Offset Table (7FE0,0001), empty where absent. */
  readonly extendedOffsets: readonly number[];
}

/** An image whose attributes are read and whose pixels are still as the file has them. */
export interface ParsedInstance {
  readonly instance: DicomInstance;
  readonly pixels: PixelData;
}

/**
 * Decodes every frame and makes something of its stored values, one after the other: of a large file no two forms lie in memory
 * whole. A frame that cannot be decoded is told as a failure, and the others go on.
 * @param use  made of a frame, whose place in the file counts from 0
 * @throws {HemolensError} `dicom/unsupported-transfer-syntax`; `dicom/no-decoder` where the decoder does not load; and
 *   `dicom/damaged` where compressed pixels are announced and others found
 */
export async function decodeEach<Used>(
  parsed: ParsedInstance,
  use: (stored: StoredFrame, index: number) => Used,
): Promise<readonly (Used | Failure)[]> {
  const { instance, pixels } = parsed;
  const syntax = transferSyntax(instance.transferSyntaxUid);
  const encapsulated = pixels.length === UNDEFINED_LENGTH;
  if (syntax?.encapsulated) return decodeEncapsulated(parsed, use, syntax.name, encapsulated);
  if (encapsulated) {
    throw new HemolensError('dicom/damaged', say('secretlyCompressed'), { file: instance.file });
  }
  return decodeNative(parsed, use, syntax?.bigEndian ?? false);
}

/** Stored values of every frame, all of them at once; as {@link decodeEach}. */
export function decodeStored(parsed: ParsedInstance): Promise<readonly (StoredFrame | Failure)[]> {
  return decodeEach(parsed, (stored) => stored);
}

async function decodeEncapsulated<Used>(
  { instance, pixels }: ParsedInstance,
  use: (stored: StoredFrame, index: number) => Used,
  name: string,
  encapsulated: boolean,
): Promise<(Used | Failure)[]> {
  const { file, frames } = instance;
  const loading = frameDecoder(instance.transferSyntaxUid);
  if (!loading) {
    throw new HemolensError('dicom/unsupported-transfer-syntax', say('cannotDecode', { name }), { file });
  }
  if (!encapsulated) {
    throw new HemolensError('dicom/damaged', say('notEncapsulated', { name }), {
      file,
    });
  }
  const decode = await loading.catch((cause: unknown) => {
    throw new HemolensError('dicom/no-decoder', say('noDecoder', { name }), { file, cause });
  });
  const found = readFragments(pixels.bytes, pixels.offset);
  const streams = frameStreams(found, frames, pixels.extendedOffsets);
  const results: (Used | Failure)[] = [];
  for (let index = 0; index < frames; index++) {
    const stream = streams[index];
    const lostItsEnd = found.cutOff && index === streams.length - 1;
    if (!stream || lostItsEnd) {
      const scrambled = !found.cutOff && streams.length === 0 && found.fragments.length > 0;
      results.push(scrambled ? unassignable(instance) : missing(instance, index));
      continue;
    }
    try {
      const cells = checked(await decode(stream, pixels.layout), pixels.layout);
      results.push(use(storedValues(cells, pixels.layout), index));
    } catch (thrown) {
      // The next frame would find no more memory than this one.
      if (isOutOfMemory(thrown)) throw thrown;
      const { said, reason } = toFailure(thrown, '');
      const why = said ?? reason;
      const damaged =
        frames > 1
          ? say('damagedFrame', { frame: index + 1, name, why })
          : say('damagedPixels', { name, why });
      results.push(failure('dicom/damaged', damaged, file));
    }
  }
  return results;
}

function checked(cells: Cells, { rows, columns }: PixelLayout): Cells {
  if (cells.length === rows * columns) return cells;
  throw broken(say('wrongCount', { decoded: cells.length, wanted: rows * columns }));
}

function decodeNative<Used>(
  { instance, pixels }: ParsedInstance,
  use: (stored: StoredFrame, index: number) => Used,
  bigEndian: boolean,
): (Used | Failure)[] {
  const { layout } = pixels;
  const cellBytes = layout.bitsAllocated / 8;
  const frameBytes = layout.rows * layout.columns * cellBytes;
  const there = Math.min(pixels.length, pixels.bytes.length - pixels.offset);
  // 8-bit cells written as 16-bit words change places in big endian; as bytes (OB) they do not (PS3.5 8.1.1, A.3).
  const inWords = bigEndian && cellBytes === 1 && pixels.vr === 'OW';
  return Array.from({ length: instance.frames }, (_, index) => {
    const start = index * frameBytes;
    const end = start + frameBytes;
    if ((inWords ? end + (end % 2) : end) > there) return missing(instance, index);
    const bytes = inWords
      ? bytesOfWords(pixels.bytes.subarray(pixels.offset), start, end)
      : pixels.bytes.subarray(pixels.offset + start, pixels.offset + end);
    return use(storedValues(asCells(bytes, cellBytes, bigEndian), layout), index);
  });
}

/** The bytes themselves where they lie as this machine has them, else a copy that does. */
function asCells(bytes: Uint8Array, cellBytes: number, bigEndian: boolean): Cells {
  if (cellBytes === 1) return bytes;
  const asTheyAre = !bigEndian && bytes.byteOffset % cellBytes === 0;
  const own = asTheyAre ? bytes : bytes.slice();
  if (bigEndian) swapBytes(own, cellBytes);
  const { buffer, byteOffset } = own;
  const cells = own.length / cellBytes;
  return cellBytes === 2
    ? new Uint16Array(buffer, byteOffset, cells)
    : new Uint32Array(buffer, byteOffset, cells);
}

/** In the order of their pixels: words are counted from the first frame's, and another may begin within one. */
function bytesOfWords(words: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(end - start).map((_, index) => words[(start + index) ^ 1] ?? 0);
}

function swapBytes(bytes: Uint8Array, wordBytes: number): void {
  for (let word = 0; word + wordBytes <= bytes.length; word += wordBytes) {
    for (let low = word, high = word + wordBytes - 1; low < high; low++, high--) {
      const byte = bytes[low] ?? 0;
      bytes[low] = bytes[high] ?? 0;
      bytes[high] = byte;
    }
  }
}

interface CellsOf {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): StoredFrame;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): StoredFrame;
}

/**
 * Overlay bits above HighBit fall away; the sign is BitsStored's uppermost bit, not the cell's. Nearly every file has its
 * cells as they are to be: they are not copied.
 */
function storedValues(cells: Cells, layout: PixelLayout): StoredFrame {
  const { bitsAllocated, bitsStored, highBit, pixelRepresentation } = layout;
  const wide = bitsAllocated === 32;
  const signed = pixelRepresentation === 1;
  const up = 31 - highBit;
  const down = 32 - bitsStored;
  const Values: CellsOf = signed ? (wide ? Int32Array : Int16Array) : wide ? Uint32Array : Uint16Array;
  if (cells.BYTES_PER_ELEMENT === Values.BYTES_PER_ELEMENT) {
    const asTheyAre = new Values(cells.buffer, cells.byteOffset, cells.length);
    if (down === up && isWithin(asTheyAre, layout)) return asTheyAre;
  }
  const values = new Values(cells.length);
  for (let i = 0; i < values.length; i++) {
    const shifted = (cells[i] ?? 0) << up;
    values[i] = signed ? shifted >> down : shifted >>> down;
  }
  return values;
}

/** Whether no value has anything but its sign above the bits that count. */
function isWithin(values: StoredFrame, { bitsStored, pixelRepresentation }: PixelLayout): boolean {
  if (bitsStored === 8 * values.BYTES_PER_ELEMENT) return true;
  const signed = pixelRepresentation === 1;
  let used = 0;
  // By index: an iterator takes twice as long.
  const { length } = values;
  for (let i = 0; i < length; i++) {
    const value = values[i] ?? 0;
    used |= signed ? value ^ (value >> 31) : value;
  }
  return used >>> (signed ? bitsStored - 1 : bitsStored) === 0;
}

function missing({ file, frames }: DicomInstance, index: number): Failure {
  const said = frames > 1 ? say('truncatedFrame', { frame: index + 1, frames }) : say('truncatedPixels');
  return failure('dicom/truncated', said, file);
}

function unassignable({ file }: DicomInstance): Failure {
  return failure('dicom/damaged', say('scrambled'), file);
}
