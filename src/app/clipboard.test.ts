import { afterEach, expect, it, vi } from 'vitest';
import { copyText } from './clipboard.ts';

afterEach(() => void vi.unstubAllGlobals());

it('copying is refused, and does not throw, where the browser gives no clipboard', async () => {
  vi.stubGlobal('navigator', {});
  await expect(copyText('34.1 mm')).rejects.toThrow();
});
