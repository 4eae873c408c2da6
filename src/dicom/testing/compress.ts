/** Encoders for tests, as plain as the standards allow: they state what a decoder has to undo, not how to be small. */
import { concat } from './writer.ts';

/** RLE Lossless (PS3.5 annex G) with literal runs only; `cells` big-endian order is the segments' own business. */
export function rleFrame(cells: readonly number[], bytesPerCell: 1 | 2 | 4): Uint8Array {
  const header = new DataView(new ArrayBuffer(64));
  header.setUint32(0, bytesPerCell, true);
  const segments: Uint8Array[] = [];
  let offset = 64;
  for (let segment = 0; segment < bytesPerCell; segment++) {
    const shift = 8 * (bytesPerCell - 1 - segment);
    const packed = packBits(cells.map((cell) => (cell >> shift) & 0xff));
    header.setUint32(4 + 4 * segment, offset, true);
    offset += packed.length;
    segments.push(packed);
  }
  return concat([new Uint8Array(header.buffer), ...segments]);
}

/** Runs of three and more as runs, the rest literally; padded to even length with the byte that means nothing. */
function packBits(bytes: readonly number[]): Uint8Array {
  const packed: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    let run = 1;
    while (run < 128 && bytes[at + run] === bytes[at] && at + run < bytes.length) run++;
    if (run >= 3) {
      packed.push(257 - run, bytes[at] ?? 0);
    } else {
      run = 1;
      packed.push(0, bytes[at] ?? 0);
    }
    at += run;
  }
  if (packed.length % 2 !== 0) packed.push(128);
  return new Uint8Array(packed);
}

const short = (value: number) => [value >> 8, value & 0xff];

/** A JPEG marker segment; its length counts itself. */
const marker = (code: number, ...body: number[]) => [0xff, code, ...short(body.length + 2), ...body];

export interface LosslessOptions {
  readonly precision?: number;
  /** 1 to 7: which neighbours predict (T.81 table H.1). */
  readonly selection?: number;
  /** In rows; 0 for none. */
  readonly restartRows?: number;
}

/** JPEG Lossless, process 14, one component, with a Huffman table whose 17 codes are all five bits long. */
export function losslessJpeg(
  cells: readonly number[],
  columns: number,
  { precision = 16, selection = 1, restartRows = 0 }: LosslessOptions = {},
): Uint8Array {
  const rows = cells.length / columns;
  const interval = restartRows * columns;
  const bytes = [
    ...[0xff, 0xd8],
    ...marker(0xc3, precision, ...short(rows), ...short(columns), 1, 1, 0x11, 0),
    ...marker(
      0xc4,
      0,
      0,
      0,
      0,
      0,
      17,
      ...Array<number>(11).fill(0),
      ...Array.from({ length: 17 }, (_, i) => i),
    ),
    ...(interval > 0 ? marker(0xdd, ...short(interval)) : []),
    ...marker(0xda, 1, 1, 0, selection, 0, 0),
  ];
  let bits = '';
  const flush = () => {
    while (bits.length % 8 !== 0) bits += '1';
    for (let i = 0; i < bits.length; i += 8) {
      const byte = parseInt(bits.slice(i, i + 8), 2);
      bytes.push(byte);
      if (byte === 0xff) bytes.push(0);
    }
    bits = '';
  };
  cells.forEach((cell, index) => {
    const fresh = interval > 0 ? index % interval : index;
    if (index > 0 && fresh === 0) {
      flush();
      bytes.push(0xff, 0xd0 + ((index / interval - 1) % 8));
    }
    const predicted = prediction(cells, index, columns, fresh, precision, selection);
    bits += difference(((cell - predicted) << 16) >> 16);
  });
  flush();
  return new Uint8Array([...bytes, 0xff, 0xd9]);
}

function prediction(
  cells: readonly number[],
  index: number,
  columns: number,
  fresh: number,
  precision: number,
  selection: number,
): number {
  const a = cells[index - 1] ?? 0;
  const b = cells[index - columns] ?? 0;
  const c = cells[index - columns - 1] ?? 0;
  if (fresh === 0) return 1 << (precision - 1);
  if (fresh < columns) return a;
  if (index % columns === 0) return b;
  return [0, a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1][selection] ?? 0;
}

/** Category in five bits, then as many bits of the difference (T.81 H.1.2.2); −32768 needs none. */
function difference(value: number): string {
  if (value === -32768) return (16).toString(2).padStart(5, '0');
  const size = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
  const extra = value < 0 ? value + (1 << size) - 1 : value;
  return size.toString(2).padStart(5, '0') + (size > 0 ? extra.toString(2).padStart(size, '0') : '');
}

/** AC symbols: up to 15 zeros and the size of what follows them; 16 zeros; and the end of the block. */
const AC = [0x00, 0xf0, ...Array.from({ length: 16 * 14 }, (_, i) => ((i & 15) << 4) | ((i >> 4) + 1))];

/**
 * JPEG with a discrete cosine transform (T.81), baseline where `precision` is 8 and extended where it is 12, one
 * component, nothing divided by quantisation: what is lost is rounding. Sides need not be multiples of 8.
 */
export function dctJpeg(cells: readonly number[], columns: number, precision: 8 | 12): Uint8Array {
  const rows = cells.length / columns;
  const codes = (length: number, count: number) =>
    Array.from({ length: 16 }, (_, i) => (i === length - 1 ? count : 0));
  const categories = Array.from({ length: 16 }, (_, i) => i);
  const bytes = [
    ...[0xff, 0xd8],
    ...marker(0xdb, 0, ...Array<number>(64).fill(1)),
    ...marker(precision === 8 ? 0xc0 : 0xc1, precision, ...short(rows), ...short(columns), 1, 1, 0x11, 0),
    ...marker(0xc4, 0x00, ...codes(5, 16), ...categories),
    ...marker(0xc4, 0x10, ...codes(8, AC.length), ...AC),
    ...marker(0xda, 1, 1, 0, 0, 63, 0),
  ];
  let bits = '';
  const binary = (value: number, length: number) =>
    length > 0 ? value.toString(2).padStart(length, '0') : '';
  const size = (value: number) => (value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1);
  const extra = (value: number) => binary(value < 0 ? value + (1 << size(value)) - 1 : value, size(value));
  let before = 0;
  for (let top = 0; top < rows; top += 8) {
    for (let left = 0; left < columns; left += 8) {
      const [dc = 0, ...rest] = zigzag(cosines(cells, { columns, rows, top, left, precision }));
      bits += binary(size(dc - before), 5) + extra(dc - before);
      before = dc;
      let zeros = 0;
      for (const value of rest) {
        if (value === 0) {
          zeros += 1;
          continue;
        }
        for (; zeros > 15; zeros -= 16) bits += binary(AC.indexOf(0xf0), 8);
        bits += binary(AC.indexOf((zeros << 4) | size(value)), 8) + extra(value);
        zeros = 0;
      }
      if (zeros > 0) bits += binary(AC.indexOf(0x00), 8);
    }
  }
  bits += '1'.repeat((8 - (bits.length % 8)) % 8);
  for (let i = 0; i < bits.length; i += 8) {
    const byte = parseInt(bits.slice(i, i + 8), 2);
    bytes.push(byte);
    if (byte === 0xff) bytes.push(0);
  }
  return new Uint8Array([...bytes, 0xff, 0xd9]);
}

interface Block {
  readonly columns: number;
  readonly rows: number;
  readonly top: number;
  readonly left: number;
  readonly precision: number;
}

/** The transform of one block of 8 × 8, `[v][u]`; beyond the image its edge goes on. */
function cosines(cells: readonly number[], { columns, rows, top, left, precision }: Block): number[][] {
  const cell = (y: number, x: number) =>
    (cells[Math.min(rows - 1, top + y) * columns + Math.min(columns - 1, left + x)] ?? 0) -
    2 ** (precision - 1);
  const eight = [0, 1, 2, 3, 4, 5, 6, 7];
  const wave = (place: number, frequency: number) =>
    Math.cos(((2 * place + 1) * frequency * Math.PI) / 16) * (frequency === 0 ? Math.SQRT1_2 : 1);
  return eight.map((v) =>
    eight.map((u) => {
      let sum = 0;
      for (const y of eight) for (const x of eight) sum += cell(y, x) * wave(y, v) * wave(x, u);
      return Math.round(sum / 4);
    }),
  );
}

/** Diagonal by diagonal, up and down by turns. */
function zigzag(block: readonly (readonly number[])[]): number[] {
  const order = Array.from({ length: 64 }, (_, i) => ({ v: i >> 3, u: i & 7 }));
  const along = ({ v, u }: { v: number; u: number }) => ((u + v) % 2 === 0 ? u : v);
  order.sort((a, b) => a.u + a.v - b.u - b.v || along(a) - along(b));
  return order.map(({ v, u }) => block[v]?.[u] ?? 0);
}
