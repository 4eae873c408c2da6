import { describe, expect, it } from 'vitest';
import { toHounsfield } from './hounsfield.ts';
import { parseInstance } from './instance.ts';
import { ctFile } from './testing/ct.ts';
import type { Elements } from './testing/writer.ts';

const convert = (stored: number[], changes: Partial<Elements> = {}) =>
  toHounsfield(Int16Array.from(stored), parseInstance(ctFile(changes), 'made').instance);

const unsigned12: Partial<Elements> = {
  '00280101': ['US', [12]],
  '00280102': ['US', [11]],
  '00280103': ['US', [0]],
};

describe('Hounsfield units', () => {
  it('are stored × slope + intercept, as 16-bit integers where both are whole', () => {
    const { values, min, max } = convert([0, 1, 1024, 2047, 1000, 3000]);
    expect(values).toEqual(Int16Array.from([-1024, -1023, 0, 1023, -24, 1976]));
    expect([min, max]).toEqual([-1024, 1976]);
  });

  it('are 32-bit floats where slope or intercept is not whole', () => {
    const { values } = convert([0, 1, 2, 3, 4, 5], { '00281053': ['DS', '0.5'] });
    expect(values).toEqual(Float32Array.from([-1024, -1023.5, -1023, -1022.5, -1022, -1021.5]));
  });

  it('beyond 16 bits are kept as floats, not clamped', () => {
    const { values, max } = convert([0, 1, 2, 3, 4, 30_000], { '00281053': ['DS', '2'] });
    expect(values).toBeInstanceOf(Float32Array);
    expect(max).toBe(58_976);
  });

  it('are not what other modalities, maps of CT and other rescale types hold', () => {
    const stored = [0, 1, 2, 3, 4, 5];
    expect(convert(stored).otherUnit).toBeUndefined();
    expect(convert(stored, { '00281054': ['LO', 'HU'] }).otherUnit).toBeUndefined();
    expect(convert(stored, { '00080060': ['CS', 'MR'] }).otherUnit).toBe(true);
    expect(convert(stored, { '00281054': ['LO', 'Z_EFF'] }).otherUnit).toBe(true);
    expect(convert(stored, { '00080008': ['CS', 'DERIVED\\PRIMARY\\AXIAL\\MTT'] }).otherUnit).toBe(true);
  });

  it('of wrapped 12-bit values are unwrapped: 4095 is −1, not 4095', () => {
    const wrap = { ...unsigned12, '00281052': ['DS', '0'] } as const;
    const { values } = convert([0, 1, 3095, 3096, 4095, 40], wrap);
    expect([...values]).toEqual([0, 1, 3095, -1000, -1, 40]);
    expect(parseInstance(ctFile(wrap), 'made').instance).toMatchObject({
      wrapped12Bit: true,
      rescale: { slope: 1, intercept: -1000 },
    });
  });

  it('of 12 unsigned bits with a proper intercept are left alone', () => {
    const { values } = convert([0, 1, 3095, 3096, 4095, 40], unsigned12);
    expect([...values]).toEqual([-1024, -1023, 2071, 2072, 3071, -984]);
  });

  it('of other modalities are never unwrapped', () => {
    const mr = { ...unsigned12, '00080060': ['CS', 'MR'], '00281052': ['DS', '0'] } as const;
    expect([...convert([0, 1, 3095, 3096, 4095, 40], mr).values]).toEqual([0, 1, 3095, 3096, 4095, 40]);
  });

  it('are not made of maps, whose twelve bits mean something else', () => {
    const map = {
      ...unsigned12,
      '00281052': ['DS', '0'],
      '00080008': ['CS', 'DERIVED\\PRIMARY\\AXIAL\\MTT'],
    } as const;
    expect([...convert([0, 1, 3095, 3096, 4095, 40], map).values]).toEqual([0, 1, 3095, 3096, 4095, 40]);
  });

  it('of another unit may lie below −1024 and count', () => {
    const velocity = {
      '00080060': ['CS', 'MR'],
      '00281052': ['DS', '-4096'],
      '00281053': ['DS', '2'],
    } as const;
    expect(convert([0, 500, 1000, 2048, 3000, 4095], velocity)).toMatchObject({ min: -4096, max: 4094 });
  });

  it('below −1024 stay as they are but do not stretch the range', () => {
    const { values, min, max } = convert([-2000, -2000, 0, 1024, 1100, -976]);
    expect(values[0]).toBe(-3024);
    expect([min, max]).toEqual([-1024, 76]);
  });

  it('of padding pixels do not stretch the range, above or below', () => {
    const padding: Partial<Elements> = { '00280120': ['SS', [3000]], '00280121': ['SS', [3002]] };
    const { min, max } = convert([3000, 3001, 3002, 1024, 1100, 1000], padding);
    expect([min, max]).toEqual([-24, 76]);
  });

  it('count from the first that is no padding, wherever extremes of padding lie', () => {
    const padding: Partial<Elements> = { '00280120': ['SS', [-2000]] };
    expect(convert([-2000, 1064, -2000, 1024, 2000, -2000], padding)).toMatchObject({ min: 0, max: 976 });
    expect(convert([1064, 1064, 1064, 1064, 1064, 1064], padding)).toMatchObject({ min: 40, max: 40 });
  });

  it('are floats where padding alone leaves 16 bits', () => {
    const { values, min, max } = convert([-32_768, 1024, 1024, 1024, 1024, 1025]);
    expect(values).toEqual(Float32Array.from([-33_792, 0, 0, 0, 0, 1]));
    expect([min, max]).toEqual([0, 1]);
  });

  it('fall where the slope is negative', () => {
    const { min, max } = convert([0, 1, 2, 3, 4, 100], { '00281052': ['DS', '0'], '00281053': ['DS', '-2'] });
    expect([min, max]).toEqual([-200, 0]);
  });

  it('that are stored as they are are a copy: the file keeps its bytes', () => {
    const stored = Int16Array.from([0, 1, 2, 3, 4, 5]);
    const { instance } = parseInstance(ctFile({ '00281052': ['DS', '0'] }), 'made');
    const { values } = toHounsfield(stored, instance);
    expect(values).toEqual(stored);
    expect(values.buffer).not.toBe(stored.buffer);
  });

  it('of MONOCHROME1 are what they would be otherwise; the frame says that low values are to be bright', () => {
    const stored = [0, 1, 1024, 2047, 1000, 3000];
    const { lowIsBright, ...rest } = convert(stored, { '00280004': ['CS', 'MONOCHROME1'] });
    expect(lowIsBright).toBe(true);
    expect(rest).toEqual(convert(stored));
  });

  it('of a frame of padding alone are air', () => {
    const { min, max } = convert([-2000, -2000, -2000, -2000, -2000, -2000]);
    expect([min, max]).toEqual([-1024, -1024]);
  });
});
