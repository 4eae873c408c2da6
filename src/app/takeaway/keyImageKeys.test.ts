import { expect, it } from 'vitest';
import { keyImageKeys } from './keyImageKeys.ts';

it('a key image is marked with the keys that the reader has given it', () => {
  expect(keyImageKeys({})).toBe('K');
  expect(keyImageKeys({ 'key-image': ['m', 'F4'] })).toBe('M or F4');
  expect(keyImageKeys({ 'key-image': [] })).toBe('the star');
});
