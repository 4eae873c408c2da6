import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseInstance } from './instance.ts';
import { decodeStored } from './stored.ts';
import { losslessJpeg, rleFrame } from './testing/compress.ts';
import { CT_VALUES, ctFile, words } from './testing/ct.ts';
import type { Elements, FileOptions } from './testing/writer.ts';

async function stored(changes: Partial<Elements> = {}, options: FileOptions = {}) {
  const frames = await decodeStored(parseInstance(ctFile(changes, options), 'made.dcm'));
  return frames.map((frame) => ('code' in frame ? frame.code : [...frame]));
}

const bits = (
  allocated: number,
  storedBits: number,
  high = storedBits - 1,
  signed = 0,
): Partial<Elements> => ({
  '00280100': ['US', [allocated]],
  '00280101': ['US', [storedBits]],
  '00280102': ['US', [high]],
  '00280103': ['US', [signed]],
});

describe('uncompressed pixels', () => {
  it.each(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2'])(
    'come out the same from %s',
    async (syntax) => {
      const pixels = { '7FE00010': ['OW', CT_VALUES.map((value) => value & 0xffff)] } as const;
      expect(await stored(pixels, { syntax })).toEqual([CT_VALUES]);
    },
  );

  it('come out of a deflated data set', async () => {
    const options = {
      syntax: '1.2.840.10008.1.2.1.99',
      transform: (bytes: Uint8Array) => deflateSync(bytes),
    };
    expect(await stored({}, options)).toEqual([CT_VALUES]);
  });

  it('of 8 bits are swapped in big endian where written as words, and left where written as bytes', async () => {
    const syntax = '1.2.840.10008.1.2.2';
    const bytes = new Uint8Array([1, 2, 3, 4, 5, 6]);
    expect(await stored({ ...bits(8, 8), '7FE00010': ['OW', bytes] }, { syntax })).toEqual([
      [2, 1, 4, 3, 6, 5],
    ]);
    expect(await stored({ ...bits(8, 8), '7FE00010': ['OB', bytes] }, { syntax })).toEqual([
      [1, 2, 3, 4, 5, 6],
    ]);
  });

  it('of 8 bits in words are put right across frames of an odd number of them', async () => {
    const syntax = '1.2.840.10008.1.2.2';
    const odd = (frames: string, ...bytes: number[]): Partial<Elements> => ({
      ...bits(8, 8),
      '00280008': ['IS', frames],
      '00280011': ['US', [1]],
      '7FE00010': ['OW', Uint8Array.from(bytes)],
    });
    expect(await stored(odd('1', 2, 1, 0, 3), { syntax })).toEqual([[1, 2, 3]]);
    expect(await stored(odd('2', 2, 1, 4, 3, 6, 5), { syntax })).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(await stored(odd('3', 2, 1, 4, 3, 6, 5, 8, 7), { syntax })).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      'dicom/truncated',
    ]);
  });

  it('of 32 bits keep their width', async () => {
    const values = [0, 1, 70_000, 0x7fffffff, -1, -70_000];
    const pixels = new Uint8Array(Int32Array.from(values).buffer);
    expect(await stored({ ...bits(32, 32, 31, 1), '7FE00010': ['OW', pixels] })).toEqual([values]);
  });

  it('of 12 bits lose the overlay above them', async () => {
    const pixels = words([0xf001, 0x1fff, 0x0800, 0x87ff, 0, 0xffff]);
    expect(await stored({ ...bits(16, 12), '7FE00010': ['OW', pixels] })).toEqual([
      [1, 4095, 2048, 2047, 0, 4095],
    ]);
  });

  it('of 12 signed bits take their sign from the uppermost stored bit', async () => {
    const pixels = words([0x0fff, 0x0800, 0x07ff, 0x3001, 0, 0xf800]);
    expect(await stored({ ...bits(16, 12, 11, 1), '7FE00010': ['OW', pixels] })).toEqual([
      [-1, -2048, 2047, 1, 0, -2048],
    ]);
  });

  it('of 12 signed bits that carry their sign to the top of their cells are what they are', async () => {
    const values = [-1, -2048, 2047, 1, 0, 40];
    const pixels = words(values.map((value) => value & 0xffff));
    expect(await stored({ ...bits(16, 12, 11, 1), '7FE00010': ['OW', pixels] })).toEqual([values]);
  });

  it('of 24 bits lose an overlay of ones alone', async () => {
    const pixels = new Uint8Array(Uint32Array.from([0xffffffff, 0xff000000, 0xff000001, 7, 0, 1]).buffer);
    expect(await stored({ ...bits(32, 24), '7FE00010': ['OW', pixels] })).toEqual([
      [0xffffff, 0, 1, 7, 0, 1],
    ]);
  });

  it('come out of bytes that lie at an odd place', async () => {
    const file = ctFile();
    const bytes = new Uint8Array(file.length + 1);
    bytes.set(file, 1);
    const [frame] = await decodeStored(parseInstance(bytes.subarray(1), 'odd.dcm'));
    expect(frame).toEqual(Int16Array.from(CT_VALUES));
  });

  it('that end below the top of their cells are moved down', async () => {
    const pixels = words([0x0010, 0xfff0, 0x8000, 0x000f, 0, 0x7ff0]);
    expect(await stored({ ...bits(16, 12, 15), '7FE00010': ['OW', pixels] })).toEqual([
      [1, 4095, 2048, 0, 0, 2047],
    ]);
  });

  it('of a file cut short are told as truncated, whole frames before the cut are kept', async () => {
    const changes: Partial<Elements> = {
      '00280008': ['IS', '2'],
      '7FE00010': ['OW', words([...CT_VALUES, 7, 7])],
    };
    expect(await stored(changes)).toEqual([CT_VALUES, 'dicom/truncated']);
    const file = ctFile();
    const [frame] = await decodeStored(parseInstance(file.subarray(0, file.length - 3), 'cut.dcm'));
    expect(frame).toMatchObject({ code: 'dicom/truncated', file: 'cut.dcm' });
  });

  it('that turn out to be compressed without a name are damage, not noise', async () => {
    const pixels: Partial<Elements> = { '7FE00010': ['OB', { fragments: [new Uint8Array(20)] }] };
    await expect(stored(pixels)).rejects.toMatchObject({ code: 'dicom/damaged' });
  });
});

describe('compressed pixels', () => {
  const cells = CT_VALUES.map((value) => value & 0xffff);

  it('of RLE come out with their signs', async () => {
    const pixels: Partial<Elements> = { '7FE00010': ['OB', { fragments: [rleFrame(cells, 2)] }] };
    expect(await stored(pixels, { syntax: '1.2.840.10008.1.2.5' })).toEqual([CT_VALUES]);
  });

  it('of RLE come out of 8 and 32 bits as well', async () => {
    const syntax = '1.2.840.10008.1.2.5';
    const eight: Partial<Elements> = {
      ...bits(8, 8),
      '7FE00010': ['OB', { fragments: [rleFrame([9, 9, 9, 9, 0, 255], 1)] }],
    };
    expect(await stored(eight, { syntax })).toEqual([[9, 9, 9, 9, 0, 255]]);
    const wide = [0, 1, 70_000, 0x7fffffff, 5, 5];
    const thirtyTwo: Partial<Elements> = {
      ...bits(32, 32),
      '7FE00010': ['OB', { fragments: [rleFrame(wide, 4)] }],
    };
    expect(await stored(thirtyTwo, { syntax })).toEqual([wide]);
  });

  it('of JPEG Lossless come out with their signs', async () => {
    const pixels: Partial<Elements> = { '7FE00010': ['OB', { fragments: [losslessJpeg(cells, 2)] }] };
    expect(await stored(pixels, { syntax: '1.2.840.10008.1.2.4.70' })).toEqual([CT_VALUES]);
    expect(await stored(pixels, { syntax: '1.2.840.10008.1.2.4.57' })).toEqual([CT_VALUES]);
  });

  it('in cells wider than the file says have its bits alone', async () => {
    const wide = [0xfff, 0x800, 0x180, 0, 1, 0x7f];
    const pixels: Partial<Elements> = { '7FE00010': ['OB', { fragments: [losslessJpeg(wide, 2)] }] };
    const syntax = '1.2.840.10008.1.2.4.70';
    expect(await stored({ ...bits(8, 8), ...pixels }, { syntax })).toEqual([[255, 0, 128, 0, 1, 127]]);
    expect(await stored({ ...bits(8, 8, 7, 1), ...pixels }, { syntax })).toEqual([[-1, 0, -128, 0, 1, 127]]);
  });

  it('fail frame by frame: one damaged frame does not take the others along', async () => {
    const fragments = [rleFrame(cells, 2), new Uint8Array([1, 2, 3, 4]), rleFrame(cells, 2)];
    const changes: Partial<Elements> = { '00280008': ['IS', '3'], '7FE00010': ['OB', { fragments }] };
    expect(await stored(changes, { syntax: '1.2.840.10008.1.2.5' })).toEqual([
      CT_VALUES,
      'dicom/damaged',
      CT_VALUES,
    ]);
  });

  it('of a file cut short are told as truncated', async () => {
    const changes: Partial<Elements> = {
      '00280008': ['IS', '2'],
      '7FE00010': ['OB', { fragments: [rleFrame(cells, 2), rleFrame(cells, 2)], unfinished: true }],
    };
    const file = ctFile(changes, { syntax: '1.2.840.10008.1.2.5' });
    const frames = await decodeStored(parseInstance(file.subarray(0, file.length - 10), 'cut.dcm'));
    expect(frames.map((frame) => ('code' in frame ? frame.code : 'ok'))).toEqual(['ok', 'dicom/truncated']);
  });

  it('that no codec decodes are named in words', async () => {
    const pixels: Partial<Elements> = { '7FE00010': ['OB', { fragments: [new Uint8Array(8)] }] };
    await expect(stored(pixels, { syntax: '1.2.840.10008.1.2.4.102' })).rejects.toMatchObject({
      code: 'dicom/unsupported-transfer-syntax',
      message: expect.stringContaining('H.264') as string,
    });
  });

  it('of an encoding outside the standard are refused by its number', async () => {
    await expect(stored({}, { syntax: '1.2.840.113619.5.2' })).rejects.toMatchObject({
      code: 'dicom/unsupported-transfer-syntax',
      message: expect.stringContaining('1.2.840.113619.5.2') as string,
    });
  });
});
