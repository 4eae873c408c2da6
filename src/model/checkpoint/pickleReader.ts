/** The numbers and texts of a pickle's byte stream; every read past the end is a RangeError. */

/** Longest integer that is read, bytes: the magic number of old checkpoints has 10, nothing else needs more than 8. */
const LONGEST_INTEGER = 16;

export class PickleReader {
  offset: number;
  readonly #data: Uint8Array;
  readonly #view: DataView;

  constructor(data: Uint8Array, offset: number) {
    this.#data = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    this.offset = offset;
  }

  uint8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  /** Big-endian, unlike everything else in a pickle. */
  float64(): number {
    return this.#view.getFloat64(this.#advance(8), false);
  }

  /** A length of 1, 4 or 8 bytes. */
  length(bytes: 1 | 4 | 8): number {
    if (bytes === 1) return this.uint8();
    if (bytes === 4) return this.uint32();
    return Number(this.#view.getBigUint64(this.#advance(8), true));
  }

  /** A signed little-endian integer: a number where it is exact as one, else a bigint. */
  long(length: number): number | bigint {
    if (length > LONGEST_INTEGER) throw new RangeError('an integer is too long');
    let value = 0n;
    for (const [i, byte] of this.bytes(length).entries()) value |= BigInt(byte) << BigInt(8 * i);
    const signed = BigInt.asIntN(8 * length, value);
    const number = Number(signed);
    return Number.isSafeInteger(number) ? number : signed;
  }

  /** A view, not a copy. */
  bytes(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#data.subarray(start, start + length);
  }

  text(length: number): string {
    return new TextDecoder().decode(this.bytes(length));
  }

  /** Up to and without the next line feed, as module and class names are written. */
  line(): string {
    const end = this.#data.indexOf(0x0a, this.offset);
    if (end < 0) throw new RangeError('a line does not end');
    const text = this.text(end - this.offset);
    this.offset = end + 1;
    return text;
  }

  #advance(length: number): number {
    const start = this.offset;
    if (start + length > this.#data.length) throw new RangeError('the data ends early');
    this.offset = start + length;
    return start;
  }
}
