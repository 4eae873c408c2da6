import { describe, expect, it } from 'vitest';
import { optionsFrom } from './options.ts';

describe("the page's address", () => {
  it('chooses device and model', () => {
    expect(optionsFrom('?device=wasm&model=tiny')).toEqual({
      device: 'wasm',
      model: 'tiny',
      complaint: undefined,
    });
    expect(optionsFrom('')).toEqual({ device: 'auto', model: undefined, complaint: undefined });
  });

  it('is not silently passed over where it asks for an unknown device', () => {
    const { device, complaint } = optionsFrom('?device=abacus');
    expect(device).toBe('auto');
    expect(complaint?.wanted).toBe('abacus');
  });
});
