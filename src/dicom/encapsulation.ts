/**
 * Encapsulated pixel data (DICOM PS3.5 annex A.4) to one code-stream a frame. Fragments are given to frames by the first
 * of these that fits: a single frame; the Extended Offset Table; the Basic Offset Table; as many fragments as frames, or as
 * many that hold anything; fragments that begin with a code-stream's start marker. Offset tables in the wild are often absent, empty or wrong, so
 * one that does not point at fragments is passed over.
 */
import { implicitHeader, ITEM, SEQUENCE_DELIMITER, tagAt } from './element-header.ts';

/** What {@link readFragments} found; `cutOff` where the file ends inside a fragment. */
export interface Fragments {
  readonly fragments: readonly { readonly start: number; readonly bytes: Uint8Array }[];
  /** Start of each frame counted from the first fragment's item; empty where the file gives none. */
  readonly offsets: readonly number[];
  readonly cutOff: boolean;
}

export function readFragments(bytes: Uint8Array, offset: number): Fragments {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const items: { at: number; bytes: Uint8Array }[] = [];
  let position = offset;
  let cutOff = true;
  while (position + 8 <= bytes.length) {
    const tag = tagAt(view, position, true);
    const { size, length } = implicitHeader(view, position);
    if (tag === SEQUENCE_DELIMITER) {
      cutOff = false;
      break;
    }
    if (tag !== ITEM) break;
    const start = position + size;
    items.push({ at: position, bytes: bytes.subarray(start, start + length) });
    position = start + length;
  }
  const [table, ...rest] = items;
  const origin = rest[0]?.at ?? 0;
  return {
    fragments: rest.map(({ at, bytes: fragment }) => ({ start: at - origin, bytes: fragment })),
    offsets: table ? uint32s(table.bytes) : [],
    // A missing delimiter alone is a blemish; only a fragment shorter than it says has lost anything.
    cutOff: cutOff && position > bytes.length,
  };
}

function uint32s(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => view.getUint32(i * 4, true));
}

/**
 * @param extendedOffsets  Extended Offset Table (7FE0,0001), empty where absent
 * @returns                code-streams in frame order; fewer than `frames` where the file does not hold them all
 */
export function frameStreams(
  { fragments, offsets }: Fragments,
  frames: number,
  extendedOffsets: readonly number[] = [],
): Uint8Array[] {
  const all = fragments.map(({ bytes }) => bytes);
  if (all.length === 0) return [];
  if (frames === 1) return [joined(all)];
  const indexOf = new Map(fragments.map(({ start }, index) => [start, index]));
  for (const table of [extendedOffsets, offsets]) {
    const starts = table.flatMap((start) => indexOf.get(start) ?? []);
    if (table.length === frames && starts.length === frames && ascends(starts)) return grouped(all, starts);
  }
  if (all.length === frames) return all;
  // Some writers end with an empty one.
  const filled = all.filter(({ length }) => length > 0);
  if (filled.length === frames) return filled;
  const starts = filled.flatMap((bytes, index) => (beginsCodeStream(bytes) ? [index] : []));
  return starts[0] === 0 && starts.length <= frames ? grouped(filled, starts) : [];
}

const ascends = (starts: readonly number[]) =>
  starts.every((start, i) => start > (starts[i - 1] ?? -1)) && starts[0] === 0;

/** SOI of the JPEG family, JPEG-LS included, or SOC and SIZ of JPEG 2000. */
const beginsCodeStream = ([a, b, c]: Uint8Array) =>
  a === 0xff && ((b === 0xd8 && c === 0xff) || (b === 0x4f && c === 0xff));

function grouped(fragments: readonly Uint8Array[], starts: readonly number[]): Uint8Array[] {
  return starts.map((start, i) => joined(fragments.slice(start, starts[i + 1] ?? fragments.length)));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
