import { expect, it } from 'vitest';
import { randomUid, uidOfHash, uidsByKey } from './uid.ts';

it('identifiers have at most 64 characters; the same hash gives the same one', () => {
  expect(randomUid()).toMatch(/^2\.25\.[1-9]\d{0,38}$/);
  expect(randomUid()).not.toBe(randomUid());
  const uidOf = uidsByKey();
  expect(uidOf('a')).toBe(uidOf('a'));
  expect(uidOf('a')).not.toBe(uidOf('b'));
  expect(uidOfHash('ab'.repeat(32))).toBe(uidOfHash('ab'.repeat(32)));
  expect(uidOfHash('ab'.repeat(32))).not.toBe(uidOfHash('ba'.repeat(32)));
});
