import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { enhancedStack } from './enhanced.ts';
import { drop, openPage, test } from './fixtures.ts';
import { every5, openKeptOdd, openOdd } from './odd.ts';

/** Every element of the image on screen, searched, copied and walked, by mouse and by keyboard. */

const NESTED = {
  '00081140': [
    'SQ',
    { items: [{ '00081150': ['UI', '1.2.840.10008.5.1.4.1.1.2'], '00081155': ['UI', '1.2.3.77'] }] },
  ],
  '00090010': ['LO', 'SCANNER MAKER'],
  '00091001': ['LO', 'inner detail'],
} as const;

const sheet = (page: Page) => page.getByRole('dialog', { name: 'DICOM tags' });
const table = (page: Page) => page.getByRole('treegrid', { name: 'Elements of the image' });
const search = (page: Page) => page.getByRole('searchbox');

let remove: (() => Promise<void>) | undefined;
test.afterEach(async () => {
  await remove?.();
  remove = undefined;
});

test('by keyboard the tags are opened, searched, folded, copied and closed', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  remove = await openKeptOdd(page, every5(3, NESTED));
  await page.keyboard.press('#');
  await expect(search(page)).toBeFocused();
  await expect(table(page).getByRole('row', { name: /\(0010,0010\) PN Patient Name/ })).toContainText(
    'Doe Jane',
  );
  await expect(table(page).getByRole('row', { name: /\(0009,1001\)/ })).toContainText('SCANNER MAKER');
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('tags.png') });

  // What is found inside a sequence stands below it and its item.
  await page.keyboard.type('1.2.3.77');
  await expect(table(page).getByRole('row')).toHaveCount(4);
  await expect(table(page).locator('mark')).toHaveText('1.2.3.77');
  await expect(
    sheet(page)
      .locator('[aria-live]')
      .filter({ hasText: /^1 of \d+ elements match$/ }),
  ).toHaveCount(1);
  await expectAccessible(page);

  await search(page).fill('');
  await table(page).focus();
  await page.keyboard.press('Home');
  const sequence = table(page).getByRole('row', { name: /\(0008,1140\)/ });
  for (let i = 0; i < 40 && (await sequence.getAttribute('aria-selected')) !== 'true'; i++) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('ArrowLeft');
  await expect(sequence).toHaveAttribute('aria-expanded', 'false');
  await expect(table(page).getByRole('row', { name: /1\.2\.3\.77/ })).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(table(page).getByRole('row', { name: /1\.2\.3\.77/ })).toHaveCount(1);
  // What lies in nothing has nowhere to go back to.
  await page.keyboard.press('End');
  const last = table(page).getByRole('row').last();
  await expect(last).toHaveAttribute('aria-level', '1');
  await page.keyboard.press('ArrowLeft');
  await expect(last).toHaveAttribute('aria-selected', 'true');

  await search(page).fill('PatientName');
  await table(page).focus();
  await page.keyboard.press('Control+c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('Doe Jane');
  await page.keyboard.press('Escape');
  await expect(sheet(page)).toBeHidden();
});

test('by mouse they are opened from the menu, follow the slice, and are there offline', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(page, '?device=wasm');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  remove = await openKeptOdd(page, every5(3, NESTED));
  await page.getByRole('button', { name: 'More commands' }).click();
  await page.getByRole('menuitem', { name: 'DICOM tags' }).click();
  const position = table(page).getByRole('row', { name: /ImagePositionPatient/ });
  await search(page).fill('ImagePosition');
  await expect(position).toContainText('0 \\ 0 \\ 5');
  await sheet(page).getByRole('button', { name: 'Next slice' }).click();
  await expect(position).not.toContainText('0 \\ 0 \\ 5');
  await sheet(page).getByRole('button', { name: 'Previous slice' }).click();
  await expect(position).toContainText('0 \\ 0 \\ 5');
  await position.click();
  await sheet(page).getByRole('button', { name: 'Copy row' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe('(0020,0032)\tDS\tImage Position Patient\tImagePositionPatient\t0 \\ 0 \\ 5');
  await search(page).fill('no such thing');
  await expect(sheet(page).getByText('Nothing matches the search.')).toBeVisible();
});

test('in an enhanced object the item of the frame on screen is pointed out, and gone to', async ({
  page,
}) => {
  const folder = test.info().outputPath('enhanced');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'enhanced.dcm'), enhancedStack(60));
  await openPage(page, '?device=wasm');
  await drop(page, [folder]);
  await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute('max', '60');
  await page.keyboard.press('End');
  await page.keyboard.press('#');
  const item = table(page).locator('[aria-current]');
  await sheet(page).getByRole('button', { name: 'This image’s item' }).click();
  await expect(item).toContainText('Item 60, the image on screen');
  await expect(item).toBeInViewport();
  await expect(item).toHaveAttribute('aria-selected', 'true');
  await sheet(page).getByRole('button', { name: 'Previous slice' }).click();
  await expect(item).toContainText('Item 59, the image on screen');
  // From a search too, and though it was folded.
  await table(page).focus();
  for (let up = 0; up < 3; up++) await page.keyboard.press('ArrowLeft');
  await expect(item).toHaveCount(0);
  await search(page).fill('PatientName');
  await sheet(page).getByRole('button', { name: 'This image’s item' }).focus();
  await page.keyboard.press('Enter');
  await expect(item).toBeInViewport();
  await expect(item).toHaveAttribute('aria-expanded', 'true');
  await expectAccessible(page);
});

test('on a light page 400 pixels wide axe finds nothing in them', async ({ page }) => {
  remove = await openKeptOdd(page, every5(3, NESTED));
  await page.getByRole('button', { name: 'Light page' }).click();
  await page.setViewportSize({ width: 400, height: 800 });
  await page.keyboard.press('#');
  await expect(table(page).getByRole('row').nth(3)).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('narrow.png') });
});

test('a file that is gone is named with the reason, and the image stays', async ({ page }) => {
  await openOdd(page, every5(3));
  await page.keyboard.press('#');
  await expect(sheet(page).getByRole('alert')).toContainText('The file can no longer be read');
  await expect(sheet(page).getByRole('alert')).toContainText('2.dcm dicom/unreadable');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute('max', '3');
});
