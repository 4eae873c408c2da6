import { expect } from '@playwright/test';
import { allAnalysed, exported, openPage, parseCsv, status, test } from './fixtures.ts';

/** The browser's own GPU process is crashed: as a driver reset does, it takes every device along. */

// A browser of its own, for Chromium may give no adapter any more after a crash or two.
test('a crash of the graphics process costs no slice, and a device lost for good is replaced and named', async ({
  playwright,
  baseURL,
}, { project }) => {
  const browser = await playwright.chromium.launch(project.use.launchOptions ?? {});
  const page = await browser.newPage({ baseURL: baseURL ?? '' });
  const session = await browser.newBrowserCDPSession();

  await openPage(page);
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(page.getByText(/WebGPU \(.+\) took/).first()).toBeVisible({ timeout: 120_000 });
  // Whatever was measured: this browser is told that WebGPU was faster, so that it starts there without being forced.
  await page.evaluate(() => {
    for (const [key, value] of Object.entries(localStorage)) {
      if (typeof value === 'string') localStorage.setItem(key, value.replace(/^wasm: /, 'webgpu: '));
    }
  });
  await page.reload();
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(status(page)).toContainText(/Analysed [1-9]\d* of/, { timeout: 120_000 });
  await expect(page.locator('.device-badge')).toContainText('WebGPU');

  await expect(async () => {
    await session.send('Browser.crashGpuProcess');
    await expect(page.getByText(/was lost .+ WebAssembly runs instead/).first()).toBeVisible();
  }).toPass({ timeout: 120_000 });
  await expect(page.locator('.device-badge')).toContainText('WebAssembly');
  await allAnalysed(page, 28);
  const rows = parseCsv(await exported(page, 'Per-image CSV'));
  expect(
    rows.every(({ status: became, device }) => became === 'scored' && (device ?? '').startsWith('wasm')),
  ).toBe(true);
  await browser.close();
});
