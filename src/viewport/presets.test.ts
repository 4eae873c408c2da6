import { describe, expect, it } from 'vitest';
import type { VoiWindow } from '../dicom/index.ts';
import { isUsableWindow, windowPresets } from './presets.ts';

const window = (center: number, width: number, shape: VoiWindow['shape'] = 'LINEAR'): VoiWindow => ({
  center,
  width,
  shape,
  name: undefined,
});

describe('window presets', () => {
  it('lie on the digit keys as radiologists are told, with File on 0', () => {
    expect(
      windowPresets.map(({ digit, label, window }) => [digit, label, window?.center, window?.width]),
    ).toEqual([
      ['1', 'Brain', 40, 80],
      ['2', 'Subdural', 80, 200],
      ['3', 'Bone', 600, 2800],
      ['4', 'Stroke', 40, 40],
      ['5', 'Soft tissue', 40, 400],
      ['0', 'File', undefined, undefined],
    ]);
  });
});

describe('a window that the standard allows', () => {
  it('is at least 1 wide where it is linear, and wider than 0 otherwise', () => {
    expect([window(40, 1), window(40, 0.5, 'LINEAR_EXACT')].every(isUsableWindow)).toBe(true);
    const forbidden = [window(40, 0.5), window(NaN, 80), window(40, 0, 'SIGMOID'), window(40, -80)];
    expect(forbidden.some(isUsableWindow)).toBe(false);
  });
});
