import { expect } from '@playwright/test';
import { allAnalysed, openPage, status, test } from './fixtures.ts';

test('after the first visit everything runs without a network', async ({ page, context }) => {
  await openPage(page, '?device=wasm');
  // The worker is active once all that it keeps has been fetched.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Try the demo study' })).toBeVisible();
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(status(page)).toContainText('slices');
  await expect(page.getByRole('slider', { name: 'Slice' })).toBeVisible();
  await allAnalysed(page, 28);
});
