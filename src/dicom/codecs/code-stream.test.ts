import { describe, expect, it } from 'vitest';
import { dctJpeg } from '../testing/compress.ts';
import { jpeg2000Stream } from '../testing/encoders.ts';
import { concat } from '../testing/writer.ts';
import { checkStream, jpeg2000Header, jpegHeader } from './code-stream.ts';

const ramp = Array.from({ length: 20 * 12 }, (_, i) => i);
const layout = {
  rows: 20,
  columns: 12,
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  pixelRepresentation: 0,
} as const;

describe('what a code-stream says of itself', () => {
  it('is found in JPEG behind fill bytes and behind segments of any kind', () => {
    const stream = dctJpeg(ramp, 12, 12);
    const comment = Uint8Array.of(0xff, 0xfe, 0, 6, 0xff, 0xc0, 0, 0, 0xff, 0xff);
    const longer = concat([stream.subarray(0, 2), comment, stream.subarray(2)]);
    const expected = { rows: 20, columns: 12, components: 1, precision: 12, lossless: false };
    expect(jpegHeader(stream)).toEqual(expected);
    expect(jpegHeader(longer)).toEqual(expected);
  });

  it('is found in JPEG 2000, also inside a JP2 file and with an offset in its grid', async () => {
    const values = Int16Array.from({ length: 40 * 36 }, (_, i) => i);
    const stream = await jpeg2000Stream({ rows: 40, columns: 36, values });
    const expected = { rows: 40, columns: 36, components: 1, precision: 16 };
    expect(jpeg2000Header(stream)).toEqual(expected);
    expect(jpeg2000Header(concat([new Uint8Array(85), stream]))).toEqual(expected);
    const shifted = stream.slice();
    for (const at of [11, 15, 19, 23]) shifted[at] = (shifted[at] ?? 0) + 5;
    expect(jpeg2000Header(shifted)).toEqual(expected);
  });

  it('is missing in anything else', () => {
    for (const other of [
      new Uint8Array(0),
      new Uint8Array(200),
      Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 2),
    ]) {
      expect(() => jpegHeader(other)).toThrow();
      expect(() => jpeg2000Header(other)).toThrow();
    }
  });

  it('is whole with padding behind its end, and cut without its end', () => {
    const stream = dctJpeg(ramp, 12, 12);
    const check = (bytes: Uint8Array) => () => checkStream(bytes, jpegHeader(bytes), layout);
    expect(check(stream)).not.toThrow();
    expect(check(concat([stream, new Uint8Array(3)]))).not.toThrow();
    expect(check(stream.subarray(0, stream.length - 2))).toThrow(/ends before/);
  });
});
