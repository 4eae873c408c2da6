import { describe, expect, it } from 'vitest';
import { windowPresets } from './presets.ts';

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
