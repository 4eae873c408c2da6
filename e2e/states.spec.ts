import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { failFirstScore, pauseAtOnce } from './demo.ts';
import { allAnalysed, exported, openPage, parseCsv, test } from './fixtures.ts';

/** What stands where a slice has no numbers: beside the image, in the panel, on the strip and in the CSV the same. */

const findingsOf = (page: Page) => page.getByRole('region', { name: 'Findings' });
const beside = (page: Page) => page.locator('.pane-state');
const PERCENT = /\d+ %/;

/** The row in the CSV of the slice on screen says why, and has no number. */
async function expectNoNumberInCsv(page: Page, why: RegExp): Promise<void> {
  const rows = parseCsv(await exported(page, 'Per-image CSV'));
  const without = rows.filter(({ status }) => why.test(status ?? ''));
  expect(without.length).toBeGreaterThan(0);
  for (const { any, epidural, subdural } of without) expect([any, epidural, subdural]).toEqual(['', '', '']);
}

test('not yet: a slice that waits says so, and gets its numbers once the analysis goes on', async ({
  page,
}) => {
  // By hand it may be too late: a fast machine analyses the demo study in a second.
  await page.addInitScript(pauseAtOnce);
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(page.getByRole('status')).toContainText('of 28 slices, paused', { timeout: 60_000 });
  // What was at work when the pause came is still finished: the last slice waits.
  await page.getByRole('slider', { name: 'Slice' }).focus();
  await page.keyboard.press('End');
  await expect(beside(page)).toHaveText('Not yet analysed, paused', { timeout: 60_000 });
  await expect(findingsOf(page).getByText('Not analysed yet: the analysis is paused.')).toBeVisible();
  await expect(page.locator('.pane-scores')).toHaveCount(0);
  await expect(page.getByRole('slider', { name: 'Slice' })).not.toHaveAttribute('aria-valuetext', PERCENT);
  await expectAccessible(page);
  await expectNoNumberInCsv(page, /^not scored yet$/);

  await findingsOf(page).getByRole('button', { name: 'Resume' }).press('Enter');
  await allAnalysed(page, 28);
  await expect(beside(page)).toHaveCount(0);
  await expect(page.locator('.pane-scores')).toContainText(PERCENT);
});

test('failed: a slice whose analysis breaks says why, the others go on, and it can be tried again', async ({
  page,
}) => {
  await page.addInitScript(failFirstScore);
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(page.getByRole('status')).toContainText('Analysed 27 of 28 slices, 1 failed', {
    timeout: 120_000,
  });

  await page.getByRole('slider', { name: 'Slice' }).focus();
  await page.keyboard.press('Home');
  for (let slice = 1; slice <= 28; slice += 1) {
    await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute('aria-valuenow', `${slice}`);
    if (await beside(page).isVisible()) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(beside(page)).toHaveText('Failed: The device ran out of memory.');
  await expect(
    findingsOf(page).getByText('This slice could not be analysed: The device ran out of memory.'),
  ).toBeVisible();
  await expect(page.locator('.pane-scores')).toHaveCount(0);
  // A sentence of two lines has room for both.
  const cut = await findingsOf(page)
    .locator('.slice-state')
    .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
  expect(cut).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await expectNoNumberInCsv(page, /ran out of memory/);

  await findingsOf(page).getByRole('button', { name: 'Retry failed' }).press('Enter');
  await allAnalysed(page, 28);
  await expect(beside(page)).toHaveCount(0);
  await expect(page.locator('.pane-scores')).toContainText(PERCENT);
});

test('not running: without its weights no slice has a number, and the model can be started again', async ({
  page,
}) => {
  await page.route('**/group1-shard1of*.bin', (route) => route.fulfill({ status: 404 }));
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(beside(page)).toHaveText(/^Not analysed: the model does not run: .*group1-shard1of/, {
    timeout: 60_000,
  });
  await expect(page.locator('.pane-scores')).toHaveCount(0);
  await expectAccessible(page);

  await page.unroute('**/group1-shard1of*.bin');
  await findingsOf(page).getByRole('button', { name: 'Try again' }).press('Enter');
  await allAnalysed(page, 28);
  await expect(beside(page)).toHaveCount(0);
});
