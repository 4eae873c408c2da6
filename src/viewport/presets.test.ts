import { describe, expect, it } from 'vitest';
import type { VoiWindow } from '../dicom/index.ts';
import { fileWindow, presetOf, windowPresets } from './presets.ts';

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

  it('are recognised by centre, width and shape, whatever the name', () => {
    expect(presetOf({ ...window(80, 200), name: 'WINDOW1' }, [])).toBe('subdural');
    expect(presetOf(window(80, 201), [])).toBeUndefined();
    expect(presetOf(window(80, 200, 'SIGMOID'), [])).toBeUndefined();
  });

  it("recognise the file's window, unless a fixed preset is the same", () => {
    expect(presetOf(window(35, 100), [window(35, 100), window(600, 3000)])).toBe('file');
    expect(presetOf(window(600, 3000), [window(35, 100), window(600, 3000)])).toBeUndefined();
    expect(presetOf(window(40, 80), [window(40, 80)])).toBe('brain');
  });
});

describe("the file's window", () => {
  it('is the first of several', () => {
    expect(fileWindow([window(36, 80), window(600, 2800)])).toEqual(window(36, 80));
  });

  it('passes over windows that the standard forbids', () => {
    const forbidden = [window(40, 0.5), window(NaN, 80), window(40, 0, 'SIGMOID'), window(40, -80)];
    expect(fileWindow([...forbidden, window(40, 0.5, 'LINEAR_EXACT')])).toEqual(
      window(40, 0.5, 'LINEAR_EXACT'),
    );
    expect(fileWindow(forbidden)).toBeUndefined();
  });
});
