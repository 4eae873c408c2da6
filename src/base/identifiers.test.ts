import { afterEach, expect, it, vi } from 'vitest';
import { newId } from './identifiers.ts';

afterEach(() => void vi.unstubAllGlobals());

it('identifiers differ, also on a page over plain http', () => {
  const { crypto } = globalThis;
  vi.stubGlobal('crypto', {
    getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
  });
  const some = Array.from({ length: 100 }, newId);
  expect(new Set(some).size).toBe(100);
  for (const id of some) expect(id).toMatch(/^[0-9a-f]{32}$/);
});
