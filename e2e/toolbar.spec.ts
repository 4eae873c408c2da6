import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { test } from './fixtures.ts';
import { every5, openOdd } from './odd.ts';

/** On a screen of little width the toolbar folds what it has no room for, and all of it can be had. */

const TWO_WINDOWS = { '00281050': ['DS', '40\\600'], '00281051': ['DS', '80\\2800'] } as const;

const toolbar = (page: Page) => page.getByRole('toolbar', { name: 'Image' });
const hidden = (page: Page) =>
  toolbar(page).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);

/** What the commands of the toolbar are, wherever they are. */
const WINDOWS = ['Brain', 'Subdural', 'Bone', 'Stroke', 'Soft tissue', 'File'];
const MOUSE = ['Window level', 'Pan', 'Zoom', 'Scroll'];

for (const width of [1024, 1100, 1180, 1280]) {
  test(`at ${width} pixels nothing of the toolbar is pushed out of sight, and every tool is reached`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 700 });
    await openOdd(page, every5(3, TWO_WINDOWS));
    await expect.poll(() => hidden(page)).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);

    for (const name of WINDOWS) {
      const button = toolbar(page).getByRole('radio', { name });
      if ((await button.count()) > 0) await button.click();
      else {
        await toolbar(page).getByRole('button', { name: 'Window' }).click();
        const item = name === 'File' ? /^Window of the file/ : new RegExp(`^${name} window`);
        await page.getByRole('menuitemradio', { name: item }).click();
        await expect(toolbar(page).getByRole('button', { name: `Window: ${name}` })).toBeVisible();
      }
      await expect.poll(() => hidden(page)).toBe(0);
    }
    await expect(page.locator('.pane')).toContainText('C 40 W 80');
    for (const name of MOUSE) {
      const button = toolbar(page).getByRole('radio', { name });
      if ((await button.count()) > 0) await button.click();
      else {
        await toolbar(page).getByRole('button', { name: 'Left mouse button' }).click();
        await page.getByRole('menuitemradio', { name }).click();
      }
    }
    await expectAccessible(page);
    await page.getByRole('button', { name: 'More commands' }).click();
    for (const name of ['Magnifier', 'Invert', 'Cine']) {
      await expect(page.getByRole('menuitemcheckbox', { name })).toBeVisible();
    }
  });
}

test('by keyboard the folded windows are chosen, the file’s one after the other', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openOdd(page, every5(3, TWO_WINDOWS));
  const button = toolbar(page).getByRole('button', { name: 'Window' });
  await expect(button).toHaveText('Brain');
  const last = async () => {
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('ArrowUp');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
  };
  await last();
  await expect(button).toHaveText('File');
  await expect(page.locator('.pane')).toContainText('window 1 of 2');
  await last();
  await expect(page.locator('.pane')).toContainText('window 2 of 2');
  await expect(page.locator('.pane')).toContainText('C 600 W 2800');
});

test('with more room it unfolds again', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openOdd(page, every5(3));
  await expect(toolbar(page).getByRole('radio')).toHaveCount(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(toolbar(page).getByRole('radio')).toHaveCount(WINDOWS.length + MOUSE.length);
});
