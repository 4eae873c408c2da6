import { describe, expect, it } from 'vitest';
import { heatColour, heatPixels } from './heat.ts';

/** Seven tenths. */
const STRONGEST = 255;

/** CIE lightness L*, from sRGB. */
function lightness([red, green, blue]: readonly [number, number, number]): number {
  const linear = (channel: number) =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
  const y = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

describe('the colour scale', () => {
  it('rises in lightness evenly, so that it can be read without telling colours apart', () => {
    const levels = Array.from({ length: 11 }, (_, step) => lightness(heatColour(step / 10)));
    const steps = levels.slice(1).map((level, index) => level - (levels[index] ?? NaN));
    expect(Math.min(...steps)).toBeGreaterThan(4);
    expect(Math.max(...steps)).toBeLessThan(16);
  });

  it('ends where Inferno ends, and stays there', () => {
    expect(heatColour(0)).toEqual([0, 0, 4]);
    expect(heatColour(1)).toEqual([252, 255, 164]);
    expect(heatColour(7)).toEqual([252, 255, 164]);
    expect(heatColour(NaN)).toEqual([0, 0, 4]);
  });
});

describe('the evidence map', () => {
  const pixel = (rgba: Uint8ClampedArray, side: number, x: number, y: number) =>
    Array.from(rgba.subarray((y * side + x) * 4, (y * side + x) * 4 + 4));

  it('is clear where there is no evidence, and dense where it is strongest', () => {
    const rgba = heatPixels({ height: 1, width: 2, values: Float32Array.of(0, 1) }, 8);
    expect(pixel(rgba, 8, 0, 0)[3]).toBe(0);
    expect(pixel(rgba, 8, 7, 7)).toEqual([252, 255, 164, STRONGEST]);
  });

  it('puts each cell where it lies in the square, first row on top', () => {
    const values = new Float32Array(9);
    values[1] = 1;
    const rgba = heatPixels({ height: 3, width: 3, values }, 27);
    const opacity = (x: number, y: number) => pixel(rgba, 27, x, y)[3] ?? NaN;
    expect(opacity(13, 4)).toBe(STRONGEST);
    expect(opacity(13, 22)).toBe(0);
    expect(opacity(13 - 5, 4)).toBe(opacity(13 + 5, 4));
    expect(opacity(4, 4)).toBe(0);
  });

  it('is told from numbers that are no map', () => {
    expect(() => heatPixels({ height: 2, width: 2, values: new Float32Array(3) }, 8)).toThrow(RangeError);
    expect(() => heatPixels({ height: 0, width: 0, values: new Float32Array(0) }, 8)).toThrow(RangeError);
  });
});
