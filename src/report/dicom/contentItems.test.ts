import { expect, it } from 'vitest';
import { decimalString } from './contentItems.ts';

it('decimal strings hold any probability in 16 characters', () => {
  for (const value of [0, 1, 1 / 3, 1e-15, 0.00000123456789012, 1 - 1e-15, 0.0000123456789012]) {
    expect(decimalString(value).length).toBeLessThanOrEqual(16);
    expect(Math.abs(Number(decimalString(value)) - value)).toBeLessThanOrEqual(1e-9 * value);
  }
});
