import { describe, expect, it } from 'vitest';
import type { VoiWindow } from '../dicom/index.ts';
import { fillGreyTable, greyScale } from './voi.ts';

/** As the canvas has it, but for the rounding. */
const greyLevel = (voi: VoiWindow, value: number) => {
  const grey = greyScale(voi)(value);
  return grey > 0 ? Math.min(grey, 255) : 0;
};

const voi = (shape: VoiWindow['shape'], center: number, width: number): VoiWindow => ({
  center,
  width,
  shape,
  name: undefined,
});

describe('LINEAR', () => {
  it("agrees with the standard's own example: centre 2048, width 4096 spans 0 to 4095", () => {
    const whole = voi('LINEAR', 2048, 4096);
    expect(greyLevel(whole, 0)).toBe(0);
    expect(greyLevel(whole, 4095)).toBeCloseTo(255, 9);
    expect(greyLevel(whole, 2047.5)).toBeCloseTo(127.5, 9);
  });

  it('is black up to c − 0.5 − (w − 1)/2 and white from c − 0.5 + (w − 1)/2 on', () => {
    const brain = voi('LINEAR', 40, 80);
    expect(greyLevel(brain, 0)).toBe(0);
    expect(greyLevel(brain, 1)).toBeCloseTo(255 / 79, 9);
    expect(greyLevel(brain, 78)).toBeCloseTo((78 / 79) * 255, 9);
    expect(greyLevel(brain, 79)).toBeCloseTo(255, 9);
    expect(greyLevel(brain, 80)).toBe(255);
  });

  it('is a step at c − 0.5 where the width is 1', () => {
    const step = voi('LINEAR', 40, 1);
    expect([39, 39.5, 39.6, 40].map((value) => greyLevel(step, value))).toEqual([0, 0, 255, 255]);
  });
});

describe('LINEAR_EXACT', () => {
  it('is black at c − w/2, middle grey at c and white at c + w/2', () => {
    const exact = voi('LINEAR_EXACT', 40, 80);
    expect([-10, 0, 40, 80, 90].map((value) => greyLevel(exact, value))).toEqual([0, 0, 127.5, 255, 255]);
  });

  it('may be narrower than 1', () => {
    expect(greyLevel(voi('LINEAR_EXACT', 0.5, 0.1), 0.5)).toBeCloseTo(127.5, 9);
  });
});

describe('SIGMOID', () => {
  it('is 255 / (1 + exp(−4 (x − c) / w))', () => {
    const sigmoid = voi('SIGMOID', 40, 80);
    expect(greyLevel(sigmoid, 40)).toBe(127.5);
    expect(greyLevel(sigmoid, 80)).toBeCloseTo(255 / (1 + Math.exp(-2)), 9);
    expect(greyLevel(sigmoid, -3024)).toBeCloseTo(0, 9);
    expect(greyLevel(sigmoid, 30_000)).toBe(255);
  });
});

it('a table holds the rounded grey levels of consecutive values', () => {
  const table = fillGreyTable(voi('LINEAR', 40, 80), -2, new Uint8ClampedArray(84));
  expect(table[0]).toBe(0);
  expect(table[2 + 1]).toBe(3);
  expect(table[2 + 40]).toBe(Math.round((40 / 79) * 255));
  expect(table[83]).toBe(255);
});
