import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { chooseLayout, letters, sliceNumber } from './demo.ts';
import { exported, parseCsv, status, test } from './fixtures.ts';
import { every5, openOdd } from './odd.ts';

/** Several studies at once, told apart, shown beside each other, and closed one by one. */

const ANNA = { '00100010': ['PN', 'ANNA'], '00100020': ['LO', 'P1'] } as const;
const BERTA = { '00100010': ['PN', 'BERTA'], '00100020': ['LO', 'P2'] } as const;

const options = (page: Page) => page.getByRole('listbox', { name: 'Series' }).getByRole('option');
const other = (page: Page) => page.getByRole('region', { name: 'Other series' });

/** Anna's study of six slices, then Berta's of four. */
async function openBoth(page: Page): Promise<void> {
  await openOdd(page, every5(6, { ...ANNA, '0020000D': ['UI', '1.2.3.1'], '0020000E': ['UI', '1.2.3.1.1'] }));
  const bertas = every5(4, { ...BERTA, '0020000D': ['UI', '1.2.3.2'], '0020000E': ['UI', '1.2.3.2.1'] });
  const own = bertas.map(({ z, changes }, index) => ({
    z,
    changes: { ...changes, '00080018': ['UI', `1.2.3.9.${index}`] as const },
  }));
  await openOdd(page, own);
  await expect(options(page)).toHaveCount(2);
}

test('what is opened is added, patients are told apart, and a study is closed by itself', async ({
  page,
}) => {
  await openBoth(page);
  const told = page.getByRole('alert').filter({ hasText: 'Open as well, in the list of studies: BERTA' });
  await expect(told).toBeVisible();
  await told.getByRole('button', { name: 'Dismiss' }).click();
  // The image on screen stays where it was.
  await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute('max', '6');
  await expect(page.getByText('Not the patient on screen')).toHaveCount(1);
  await expect(status(page)).toContainText('Analysed 10 of 10 slices');
  expect(parseCsv(await exported(page, 'Per-image CSV'))).toHaveLength(10);

  await expectAccessible(page);

  // After a click on a series the arrow keys belong to its slices.
  await options(page).filter({ hasText: '4 slices' }).click();
  await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute('max', '4');
  const before = await sliceNumber(page);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => sliceNumber(page)).toBe(before + 1);

  await page.getByRole('button', { name: /^Close ANNA/ }).click();
  await expect(options(page)).toHaveCount(1);
  await expect(page.getByText('Not the patient on screen')).toHaveCount(0);
  await expect(status(page)).toContainText('Analysed 4 of 4 slices');
});

test('another patient is shown as stored, however the one before was flipped, enlarged and inverted', async ({
  page,
}) => {
  await openBoth(page);
  const zoom = page.getByText(/^Zoom \d+ %$/);
  const fitted = await zoom.textContent();
  const inverted = page.getByRole('button', { name: 'Invert' });
  for (const key of ['h', '+', 'i']) await page.keyboard.press(key);
  await expect(page.getByText('Inverted, mirrored')).toBeVisible();
  await page.keyboard.press('End');
  await expect(letters(page)).toHaveAccessibleName('Orientation: left L, right R, top A, bottom P');
  await options(page).filter({ hasText: '4 slices' }).click();
  await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute('max', '4');
  await expect(letters(page)).toHaveAccessibleName('Orientation: left R, right L, top A, bottom P');
  await expect(inverted).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByText(/mirrored/i)).toBeHidden();
  await expect(zoom).toHaveText(fitted ?? '');
});

test('a series is dragged onto a pane, and two patients side by side are warned of', async ({ page }) => {
  await openBoth(page);
  const main = page.locator('.pane').first();
  await options(page).filter({ hasText: '4 slices' }).dragTo(main);
  await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute('max', '4');

  await chooseLayout(page, 'Two series');
  await options(page).filter({ hasText: '6 slices' }).dragTo(other(page));
  await expect(other(page).getByText('ANNA', { exact: true })).toBeVisible();
  const warning = page.getByRole('alert').filter({ hasText: 'Two different patients' });
  await expect(warning).toContainText('left: BERTA, P2 · right: ANNA, P1');
});

test('by keyboard a series of the list is put beside the one on screen', async ({ page }) => {
  await openBoth(page);
  await page.getByRole('option', { selected: true }).focus();
  await page.keyboard.press('Control+ArrowDown');
  await expect(options(page).filter({ hasText: '4 slices' })).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(other(page).getByText('BERTA', { exact: true })).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute('max', '6');
});
