import { expect } from '@playwright/test';
import { test, letters, openFolder, slider } from './demo.ts';

/** Where the keys go while menus, dialogs and forms lie over the page, and afterwards. */

test('what the menu opens keeps the focus, and what it does leaves the keys to the page', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  const fromMenu = async (item: RegExp) => {
    await page.getByRole('button', { name: 'More commands' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect(page.getByRole('menu')).toBeHidden();
  };
  await fromMenu(/^Go to slice…/);
  const slice = page.getByRole('textbox', { name: 'Slice' });
  await expect(slice).toBeFocused();
  // A menu that gives the focus back does so a moment after it is gone.
  await page.waitForTimeout(150);
  await expect(slice).toBeFocused();
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '3');

  await fromMenu(/^Type the window…/);
  await page.waitForTimeout(150);
  await page.getByRole('textbox', { name: 'Width' }).fill('222');
  await page.keyboard.press('Enter');
  await expect(page.locator('.corner.bottom.right-side strong')).toHaveText(/W 222$/);

  const before = await letters(page).getAttribute('aria-label');
  await fromMenu(/^Flip top and bottom/);
  await expect(letters(page)).not.toHaveAccessibleName(before ?? '');
  await page.keyboard.press('Space');
  await expect(letters(page)).toHaveAccessibleName(before ?? '');
  await expect(page.getByRole('menu')).toBeHidden();
  await page.getByRole('button', { name: 'More commands' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'More commands' })).toBeFocused();
});

test('Escape that closes a menu, a dialog or a form closes nothing else', async ({ demo, page }) => {
  await openFolder(page, demo);
  await page.keyboard.press('d');
  const measuring = page.getByRole('button', { name: 'Measure' });
  await expect(measuring).toHaveAttribute('aria-pressed', 'true');
  const covers = [
    () => page.getByRole('button', { name: 'Layout' }).click(),
    () => page.getByRole('button', { name: 'Export' }).click(),
    () => page.keyboard.press('?'),
  ];
  for (const cover of covers) {
    await cover();
    const covering = page.getByRole('menu').or(page.getByRole('dialog'));
    await expect(covering).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(covering).toBeHidden();
    await expect(measuring).toHaveAttribute('aria-pressed', 'true');
  }
  await page.keyboard.press('j');
  await page.getByRole('button', { name: 'Set', exact: true }).focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('form', { name: 'Go to slice' })).toBeHidden();
  await expect(measuring).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await expect(measuring).toHaveAttribute('aria-pressed', 'false');
});
