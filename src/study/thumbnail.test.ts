import { describe, expect, it } from 'vitest';
import type { VoiWindow } from '../dicom/index.ts';
import { frame } from './testing/fakes.ts';
import { thumbnail } from './thumbnail.ts';

const BRAIN: VoiWindow = { center: 40, width: 80, shape: 'LINEAR', name: undefined };

describe('the small picture of a series', () => {
  it('is windowed as the viewport windows', () => {
    const grey = (value: number, voi: VoiWindow) => thumbnail(frame(value, value, value, value), voi, 2)[0];
    expect(grey(0, { ...BRAIN, shape: 'SIGMOID' })).toBe(30);
    expect(grey(80, { ...BRAIN, shape: 'SIGMOID' })).toBe(225);
    expect(grey(1, { ...BRAIN, center: 1, width: 2 })).toBe(255);
  });

  it('shows low values bright where the file asks for it, its surround dark all the same', () => {
    // Twice as wide as high: the first row of the small picture is surround, the second is air.
    const air = { ...frame(-1000, -1000, -1000, -1000), rows: 1 };
    const rows = (pixels: Uint8ClampedArray) => [pixels[0], pixels[4 * 4 * 1]];
    expect(rows(thumbnail(air, BRAIN, 4))).toEqual([0, 0]);
    expect(rows(thumbnail({ ...air, lowIsBright: true }, BRAIN, 4))).toEqual([0, 255]);
  });
});
