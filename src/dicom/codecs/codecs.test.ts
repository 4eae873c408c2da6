import { beforeAll, describe, expect, it } from 'vitest';
import { parseInstance } from '../instance.ts';
import { readInstance } from '../read.ts';
import { decodeStored } from '../stored.ts';
import { dctJpeg } from '../testing/compress.ts';
import { htj2kStream, jpeg2000Stream, jpegLsStream } from '../testing/encoders.ts';
import { compressedFile, compressedSlices, type CompressedSlice } from '../testing/syntaxes.ts';

let slices: readonly CompressedSlice[] = [];

beforeAll(async () => {
  slices = await compressedSlices();
});

async function decode(file: Uint8Array) {
  return decodeStored(parseInstance(file, 'folder/made.dcm'));
}

async function failureOf(file: Uint8Array): Promise<{ code: string; reason: string; file?: string }> {
  const [frame] = await decode(file);
  if (!frame || !('code' in frame)) throw new Error('it was decoded');
  return { code: frame.code, reason: frame.reason, ...(frame.file !== undefined && { file: frame.file }) };
}

const largestDifference = (a: ArrayLike<number>, b: readonly number[]) =>
  b.reduce((most, value, i) => Math.max(most, Math.abs((a[i] ?? NaN) - value)), 0);

/** Those whose decoders are in WebAssembly. */
const inWasm = () => slices.filter(({ syntax }) => !/\.(57|70|5)$/.test(syntax));

describe('every compressed transfer syntax of CT', () => {
  it('gives back the stored values, lossy ones within what they lose', async () => {
    expect(slices).toHaveLength(12);
    for (const slice of slices) {
      const [frame] = await decode(compressedFile(slice));
      if (!frame || 'code' in frame) throw new Error(`${slice.name}: ${frame?.reason ?? 'nothing'}`);
      expect(frame.length, slice.name).toBe(slice.stored.length);
      expect(largestDifference(frame, slice.stored), slice.name).toBeLessThanOrEqual(slice.tolerance);
    }
  });

  it('is joined from fragments, and frames do not share memory', async () => {
    for (const slice of slices) {
      const file = compressedFile(slice, {}, 100);
      const [once] = await decode(file);
      if (!once || 'code' in once) throw new Error(`${slice.name}: ${once?.reason ?? 'nothing'}`);
      const kept = once.slice();
      await decode(compressedFile(slice));
      expect(once, slice.name).toEqual(kept);
      expect(largestDifference(once, slice.stored), slice.name).toBeLessThanOrEqual(slice.tolerance);
    }
  });

  it('takes the sign from the uppermost stored bit where the code-stream knows none', async () => {
    const values = Uint16Array.from([0x0fff, 0x0800, 0x07ff, 0x0001, 0, 0x0801]);
    const stream = await jpegLsStream({ rows: 3, columns: 2, values });
    const [frame] = await decode(
      compressedFile({
        name: '',
        syntax: '1.2.840.10008.1.2.4.80',
        stream,
        elements: { '00280101': ['US', [12]], '00280102': ['US', [11]], '00280103': ['US', [1]] },
        stored: [],
        tolerance: 0,
      }),
    );
    expect([...(frame && !('code' in frame) ? frame : [])]).toEqual([-1, -2048, 2047, 1, 0, -2047]);
  });

  it('gives back 8 bits as well', async () => {
    const values = Uint8Array.from({ length: 40 * 36 }, (_, i) => i * 7);
    const frame = { rows: 40, columns: 36, values };
    const streams = [
      ['1.2.840.10008.1.2.4.80', await jpegLsStream(frame)],
      ['1.2.840.10008.1.2.4.90', await jpeg2000Stream(frame)],
      ['1.2.840.10008.1.2.4.201', await htj2kStream(frame)],
    ] as const;
    for (const [syntax, stream] of streams) {
      const elements = {
        '00280010': ['US', [40]],
        '00280011': ['US', [36]],
        '00280100': ['US', [8]],
        '00280101': ['US', [8]],
        '00280102': ['US', [7]],
        '00280103': ['US', [0]],
      } as const;
      const slice = { name: '', syntax, stream, elements, stored: [...values], tolerance: 0 };
      const [decoded] = await decode(compressedFile(slice));
      expect(decoded && !('code' in decoded) ? [...decoded] : decoded).toEqual([...values]);
    }
  });

  it('says of lossy ones that they are', async () => {
    const told = await Promise.all(
      slices.map(async (slice) => {
        const { instance } = await readInstance(compressedFile(slice), 'a');
        return [slice.name, instance.notices.some(({ code }) => code === 'dicom/lossy')];
      }),
    );
    expect(told.filter(([, lossy]) => lossy).map(([name]) => name)).toEqual([
      'JPEG baseline',
      'JPEG extended, 12 bits',
      'JPEG-LS near-lossless',
      'JPEG 2000',
      'HTJ2K',
    ]);
  });
});

describe('a broken code-stream', () => {
  it('cut short is damage, named with the file, whatever decoder gets it; the next file is decoded', async () => {
    for (const slice of slices) {
      const whole = compressedFile(slice);
      for (const part of [0.1, 0.5, 0.95]) {
        const stream = slice.stream.subarray(0, Math.floor(slice.stream.length * part));
        const { code, reason, file } = await failureOf(compressedFile({ ...slice, stream }));
        expect([code, file], slice.name).toEqual(['dicom/damaged', 'folder/made.dcm']);
        expect(reason, slice.name).toMatch(/^The compressed pixels are damaged \(.*\)\.$/);
      }
      const [frame] = await decode(whole);
      expect(frame && 'code' in frame, slice.name).toBe(false);
    }
  });

  it('of another size than the file says is damage, with both sizes', async () => {
    for (const slice of inWasm()) {
      for (const rows of [10, 69, 60_000]) {
        const { code, reason } = await failureOf(compressedFile(slice, { '00280010': ['US', [rows]] }));
        expect(code, slice.name).toBe('dicom/damaged');
        expect(reason, slice.name).toContain(`60 × 68 pixels, the file says 60 × ${rows}`);
      }
    }
  });

  it('of colour in a file that says grey is damage', async () => {
    for (const slice of inWasm()) {
      // The number of components: last but not least of a JPEG's frame header, and of JPEG 2000's SIZ.
      const stream = slice.stream.slice();
      const frame = stream.findIndex(
        (byte, i) => byte === 0xff && /c0|c1|f7/.test((stream[i + 1] ?? 0).toString(16)),
      );
      if (stream[1] === 0x4f) stream[41] = 3;
      else stream[frame + 9] = 3;
      const { code, reason } = await failureOf(compressedFile({ ...slice, stream }));
      expect(code, slice.name).toBe('dicom/damaged');
      expect(reason, slice.name).toContain('3 colour components');
    }
  });

  it('with noise in it never takes the next file along, and never more than itself', async () => {
    let state = 7;
    const random = () => (state = (state * 1103515245 + 12345) & 0x7fffffff) / 0x80000000;
    for (const slice of inWasm()) {
      for (let turn = 0; turn < 30; turn++) {
        const stream = slice.stream.slice();
        for (let hits = 0; hits < 8; hits++) {
          stream[Math.floor(random() * (stream.length - 2))] = Math.floor(random() * 256);
        }
        const [frame] = await decode(compressedFile({ ...slice, stream }));
        if (frame && 'code' in frame) expect(frame.code).toBe('dicom/damaged');
        else expect(frame).toHaveLength(slice.stored.length);
      }
      const [after] = await decode(compressedFile(slice));
      if (!after || 'code' in after) throw new Error(`${slice.name}: ${after?.reason ?? 'nothing'}`);
      expect(largestDifference(after, slice.stored), slice.name).toBeLessThanOrEqual(slice.tolerance);
    }
  });

  it('that makes its decoder give up is damage, and the next frame of the same file is decoded', async () => {
    const values = Array.from({ length: 64 }, (_, i) => i * 60);
    const good = dctJpeg(values, 8, 12);
    // A scan whose Huffman table was never defined.
    const bad = Uint8Array.from(good);
    const table = bad.findIndex((byte, i) => byte === 0xff && bad[i + 1] === 0xc4);
    bad[table + 4] = 0x03;
    const file = compressedFile(
      {
        name: '',
        syntax: '1.2.840.10008.1.2.4.51',
        stream: good,
        elements: {
          '00280010': ['US', [8]],
          '00280011': ['US', [8]],
          '00280101': ['US', [12]],
          '00280102': ['US', [11]],
          '00280103': ['US', [0]],
        },
        stored: values,
        tolerance: 2,
      },
      { '00280008': ['IS', '3'], '7FE00010': ['OB', { fragments: [good, bad, good] }] },
    );
    const frames = await decode(file);
    expect(frames.map((frame) => ('code' in frame ? frame.code : 'ok'))).toEqual([
      'ok',
      'dicom/damaged',
      'ok',
    ]);
  });
});
