import { describe, expect, it } from 'vitest';
import { losslessJpeg } from '../testing/compress.ts';
import { jpeg } from './jpeg.ts';

const ROWS = 24;
const COLUMNS = 17;

/** Smooth slopes, noise, and jumps over the whole range: every category of difference occurs. */
function cells(precision: number, seed: number): number[] {
  let state = seed;
  const random = () => (state = (state * 1103515245 + 12345) & 0x7fffffff) / 0x80000000;
  const top = 2 ** precision;
  return Array.from({ length: ROWS * COLUMNS }, (_, i) => {
    const noise = random() * 2 ** (random() * precision);
    return Math.floor(random() < 0.1 ? random() * top : (i * 37 + noise) % top);
  });
}

const layout = (bitsAllocated: 8 | 16, bitsStored: number) => ({
  rows: ROWS,
  columns: COLUMNS,
  bitsAllocated,
  bitsStored,
  highBit: bitsStored - 1,
  pixelRepresentation: 0 as const,
});

const decode = await jpeg();

describe('JPEG Lossless', () => {
  for (const selection of [1, 2, 3, 4, 5, 6, 7]) {
    it(`gives back every pixel, predicted by selection value ${selection}`, async () => {
      for (let seed = 1; seed <= 20; seed++) {
        const values = cells(12, seed);
        const decoded = await decode(
          losslessJpeg(values, COLUMNS, { precision: 12, selection }),
          layout(16, 12),
        );
        expect([...decoded]).toEqual(values);
      }
    });
  }

  it('gives back all 16 bits, so that negative values survive', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const values = cells(16, seed);
      expect([...(await decode(losslessJpeg(values, COLUMNS), layout(16, 16)))]).toEqual(values);
    }
  });

  it('decodes 8 bits', async () => {
    const values = cells(8, 3);
    const decoded = await decode(losslessJpeg(values, COLUMNS, { precision: 8 }), layout(8, 8));
    expect([...decoded]).toEqual(values);
  });

  it('follows restart intervals', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const values = cells(12, seed);
      const stream = losslessJpeg(values, COLUMNS, { precision: 12, restartRows: 4 });
      expect([...(await decode(stream, layout(16, 12)))]).toEqual(values);
    }
  });

  it('refuses a stream that ends early rather than inventing the rest', async () => {
    const stream = losslessJpeg(cells(12, 5), COLUMNS, { precision: 12 });
    await expect(decode(stream.subarray(0, stream.length >> 1), layout(16, 12))).rejects.toThrow(
      /ends before/,
    );
  });

  it('refuses a stream of another size than the file says', async () => {
    const stream = losslessJpeg(cells(12, 5), COLUMNS, { precision: 12 });
    await expect(decode(stream, { ...layout(16, 12), rows: 23 })).rejects.toThrow(/17 × 24/);
  });
});
