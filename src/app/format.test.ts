import { describe, expect, it } from 'vitest';
import {
  dicomDate,
  fileName,
  millimetres,
  percent,
  thresholdPercent,
  units,
  windowInWords,
} from './format.ts';

describe('numbers on the screen', () => {
  it('never claim certainty', () => {
    expect([0, 0.0049, 0.0099, 0.01, 0.5, 0.994, 0.996, 1].map(percent)).toEqual([
      '<1 %',
      '<1 %',
      '<1 %',
      '1 %',
      '50 %',
      '99 %',
      '>99 %',
      '>99 %',
    ]);
  });

  it('say that a threshold is reached where it is, and nowhere else', () => {
    for (let whole = 1; whole < 99; whole++) {
      expect(percent(whole / 100)).toBe(`${whole} %`);
      expect(percent(whole / 100 - 0.001)).toBe(whole === 1 ? '<1 %' : `${whole - 1} %`);
    }
  });

  it('show a threshold as it was set', () => {
    expect([0.14, 0.29, 0.437, 0.005].map(thresholdPercent)).toEqual(['14 %', '29 %', '43.7 %', '0.5 %']);
  });

  it('have a true minus sign', () => {
    expect(millimetres(-12.34)).toBe('−12.3 mm');
    expect(units(-600)).toBe('−600');
    expect(units(40.25)).toBe('40.3');
  });

  it('tell a window of the small values of a map from another', () => {
    expect(windowInWords({ center: 40, width: 80 })).toBe('C 40 W 80');
    expect(windowInWords({ center: 40.25, width: 80.5 })).toBe('C 40.3 W 80.5');
    expect(windowInWords({ center: 0.025, width: 0.05 })).toBe('C 0.0250 W 0.0500');
  });
});

describe('dates and paths', () => {
  it('write dates the same way everywhere, and leave what is no date', () => {
    expect(dicomDate('20240131')).toBe('2024-01-31');
    expect(['2024.01.31', '2024-01-31', '20240131 '].map(dicomDate)).toEqual(
      Array.from({ length: 3 }, () => '2024-01-31'),
    );
    expect(dicomDate('unknown')).toBe('unknown');
  });

  it('end a path with its file', () => {
    expect(fileName('a/b/c.dcm')).toBe('c.dcm');
  });
});
