import { describe, expect, it } from 'vitest';
import type { Preprocessing } from '../model/index.ts';
import { evidenceOverlay } from './evidence.ts';
import { findModelUrl } from './models.ts';
import { thumbnail } from './thumbnail.ts';
import { frame, score } from './testing/fakes.ts';

const PADDED = { size: 224, fit: { kind: 'pad-resize' } } as const;

describe('the evidence map', () => {
  const overlayOf = (any: number, cells: readonly number[]) => {
    const values = new Float32Array(4 * 6);
    cells.forEach((evidence, cell) => (values[cell * 6 + 5] = evidence));
    const given = { ...score(any), evidence: { height: 2, width: 2, values } };
    return [...evidenceOverlay(given, 'any', { rows: 300, columns: 512 }, PADDED).values];
  };

  it('covers what the model saw of the slice', () => {
    const sideOf = (fit: Preprocessing['fit']) =>
      evidenceOverlay(score(0.5), 'any', { rows: 300, columns: 512 }, { size: 224, fit }).side;
    expect(sideOf(PADDED.fit)).toBe(512);
    expect(sideOf({ kind: 'resize-crop', resize: 256 })).toBe(262.5);
  });

  it('is strongest where a cell adds most to the mean, and nothing where one adds nothing', () => {
    // The mean is 1: the cells add 3, −2, −1 and 0.
    expect(overlayOf(1, [4, -1, 0, 1])).toEqual([1, 0, 0, 0]);
    expect(overlayOf(1, [103, 101, 100, 100])[1]).toBe(0);
  });

  it('fades with the probability of its class', () => {
    expect(Math.max(...overlayOf(0.25, [4, -1, 0, 1]))).toBe(0.25);
  });

  it('is empty where all cells say the same', () => {
    expect(overlayOf(1, [2, 2, 2, 2])).toEqual([0, 0, 0, 0]);
  });
});

describe('a thumbnail', () => {
  it('keeps the corners of the image in its corners, windowed', () => {
    const pixels = thumbnail(
      frame(0, 80, 40, 200),
      { center: 40, width: 80, shape: 'LINEAR', name: undefined },
      2,
    );
    expect([0, 4, 8, 12].map((at) => pixels[at])).toEqual([0, 255, 129, 255]);
  });

  it('is black beside an image that is not square', () => {
    const wide = { ...frame(500, 500, 500, 500), rows: 1, columns: 4 };
    const pixels = thumbnail(wide, { center: 40, width: 80, shape: 'LINEAR', name: undefined }, 4);
    const greys = Array.from({ length: 4 }, (_, row) => pixels[row * 16]);
    expect(greys.filter((grey) => grey === 255)).toHaveLength(1);
  });
});

describe('the model of the page', () => {
  const list = () => Promise.resolve({ models: ['first', 'second'] });

  it('is the first listed, unless another is asked for', async () => {
    expect(await findModelUrl('/hemolens/', undefined, list)).toBe('/hemolens/models/first/model.json');
    expect(await findModelUrl('/', 'second', list)).toBe('/models/second/model.json');
  });

  it('is refused by name where it is not listed', async () => {
    await expect(findModelUrl('/', '../secret', list)).rejects.toMatchObject({ code: 'study/no-such-model' });
  });

  it('is told to be missing where there is no list, or an empty one', async () => {
    await expect(findModelUrl('/', undefined, () => Promise.reject(new Error('404')))).rejects.toMatchObject({
      code: 'study/no-models',
    });
    await expect(findModelUrl('/', undefined, () => Promise.resolve({ models: [] }))).rejects.toMatchObject({
      code: 'study/no-models',
    });
  });
});
