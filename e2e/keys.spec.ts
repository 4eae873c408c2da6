import { expect, type Locator, type Page } from '@playwright/test';
import { openFolder, tabTo, test } from './demo.ts';

/** The sheet of keys, by mouse and by keyboard alone, and where else the page tells them. */

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Commands and keys' });
const change = (page: Page) => sheet(page).getByRole('button', { name: /^Change the key of Black on white/ });
const invert = (page: Page) => page.getByRole('button', { name: 'Invert' });

/** What resting on a button tells. */
async function expectHint(page: Page, button: Locator, hint: RegExp): Promise<void> {
  await button.hover();
  await expect(page.getByRole('tooltip').filter({ visible: true })).toHaveText(hint);
  await page.mouse.move(0, 0);
  await expect(page.getByRole('tooltip').filter({ visible: true })).toHaveCount(0);
}

for (const way of ['mouse', 'keyboard'] as const) {
  test(`a key is changed, and toolbar, menu and sheet tell the new one (${way})`, async ({ demo, page }) => {
    await openFolder(page, demo);
    await expectHint(page, invert(page), /^Black on white instead of white on black \(I\)$/);

    if (way === 'mouse') {
      await page.getByRole('button', { name: 'Commands and keys' }).click();
      await change(page).click();
    } else {
      await page.keyboard.press('?');
      await expect(sheet(page)).toBeVisible();
      await tabTo(page, change(page));
      await page.keyboard.press('Enter');
    }
    await expect(
      sheet(page).getByText(/^Press the key for “Black on white instead of white on black”/),
    ).toBeVisible();
    await page.keyboard.press(';');
    await expect(change(page)).toHaveAccessibleName(/now ;$/);
    if (way === 'mouse') await sheet(page).getByRole('button', { name: 'Close', exact: true }).click();
    else await page.keyboard.press('Escape');
    await expect(sheet(page)).toBeHidden();

    await expectHint(page, invert(page), /^Black on white instead of white on black \(;\)$/);
    await page.getByRole('button', { name: 'More commands' }).click();
    await expect(page.getByRole('menuitemcheckbox', { name: 'Invert' }).locator('kbd')).toHaveText(';');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();

    await page.keyboard.press('i');
    await expect(invert(page)).toHaveAttribute('aria-pressed', 'false');
    await page.keyboard.press(';');
    await expect(invert(page)).toHaveAttribute('aria-pressed', 'true');

    // And back, the same way.
    if (way === 'mouse') {
      await page.getByRole('button', { name: 'Commands and keys' }).click();
      await sheet(page).getByRole('button', { name: 'Reset all keys' }).click();
    } else {
      await page.keyboard.press('?');
      await tabTo(page, sheet(page).getByRole('button', { name: 'Reset all keys' }));
      await page.keyboard.press('Enter');
    }
    await expect(change(page)).toHaveAccessibleName(/now I$/);
  });
}

test('Enter that is held on a key’s button a moment too long is not taken for the new key', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  await page.keyboard.press('?');
  await tabTo(page, change(page));
  // Pressed again while it is down, it repeats.
  await page.keyboard.down('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(sheet(page).getByText(/^Press the key for/)).toBeVisible();
  await page.keyboard.press(';');
  await expect(change(page)).toHaveAccessibleName(/now ;$/);
});

test('the keys of the commands that step stand in the sheet and in the menu', async ({ demo, page }) => {
  await openFolder(page, demo);
  const keys = [
    ['Window drag faster', '*', 'Window drag faster'],
    ['Window drag slower', '/', 'Window drag slower'],
    ['Delete all of this series', 'Shift Delete', 'Delete all annotations of this series (can be undone)'],
  ] as const;
  await page.getByRole('button', { name: 'More commands' }).click();
  for (const [name, key] of keys) {
    const item = page.getByRole('menuitem', { name: new RegExp(`^${name}`) });
    await expect(item.locator('kbd')).toHaveText(key);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  for (const [, key, label] of keys) {
    const row = sheet(page).getByRole('button', { name: `Change the key of ${label}: now ${key}` });
    await expect(row).toBeVisible();
  }
});

test('a button that the Tab key has come to tells its name and its key', async ({ demo, page }) => {
  await openFolder(page, demo);
  await tabTo(page, invert(page));
  // The tooltip of the button before it may still be fading.
  const tooltip = page
    .getByRole('tooltip')
    .filter({ hasText: /^Black on white instead of white on black \(I\)$/ });
  await expect(tooltip).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(tooltip).toBeHidden();
});
