import { expect, type Page } from '@playwright/test';
import { drop, openPage, test } from './fixtures.ts';
import { folderOfAll } from './syntaxes.ts';

/** All are on the slider, and nothing but the file that was cut is told as not loaded. */
async function allLoaded(page: Page, slices: number): Promise<void> {
  await expect(page.getByText(`CT · ${slices + 1} slices`)).toBeVisible();
  const notLoaded = page.getByRole('list', { name: 'Files not loaded' });
  await expect(notLoaded.getByRole('listitem')).toHaveCount(1);
  await expect(notLoaded).toContainText(/cut\.dcm[^]*JPEG Baseline[^]*ends before the last pixel/);
}

test('a folder with every transfer syntax loads whole, also without a network', async ({
  page,
  context,
}, info) => {
  const { folder, slices } = await folderOfAll(info.outputPath());
  // What the page's policy forbids is said here, by workers too.
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await openPage(page, '?device=wasm');
  await drop(page, [folder]);
  await allLoaded(page, slices);
  expect(complaints).toEqual([]);

  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await drop(page, [folder]);
  await allLoaded(page, slices);
});
