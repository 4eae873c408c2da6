import { describe, expect, it } from 'vitest';
import type { VoiWindow } from './types.ts';
import { isUsableWindow } from './windows.ts';

const window = (center: number, width: number, shape: VoiWindow['shape'] = 'LINEAR'): VoiWindow => ({
  center,
  width,
  shape,
  name: undefined,
});

describe('a window that the standard allows', () => {
  it('is at least 1 wide where it is linear, and wider than 0 otherwise', () => {
    expect([window(40, 1), window(40, 0.5, 'LINEAR_EXACT')].every(isUsableWindow)).toBe(true);
    const forbidden = [window(40, 0.5), window(NaN, 80), window(40, 0, 'SIGMOID'), window(40, -80)];
    expect(forbidden.some(isUsableWindow)).toBe(false);
  });
});
