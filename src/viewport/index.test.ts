import { expect, it } from 'vitest';

it('can be imported without a page: presets serve the terminal and tests, cornerstone waits for a viewport', async () => {
  const { windowPresets } = await import('./index.ts');
  expect('window' in globalThis).toBe(false);
  expect(windowPresets).toHaveLength(6);
});
