import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { chooseLayout } from './demo.ts';
import { allAnalysed, drop, openPage, test } from './fixtures.ts';

test('axe finds nothing on the first visit, on the empty page, and beside what did not load', async ({
  page,
}) => {
  await page.goto('/?device=wasm');
  await expect(page.getByRole('button', { name: 'Understood' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Understood' }).click();
  await expectAccessible(page);
  await drop(page, [import.meta.filename]);
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expectAccessible(page);
});

test('axe finds nothing while a study is read, once it is analysed, and in each thing that opens', async ({
  page,
}) => {
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(page.getByRole('slider', { name: 'Slice' })).toBeVisible();
  await expectAccessible(page);
  await allAnalysed(page, 28);
  await page.getByRole('switch', { name: 'Evidence map' }).click();
  await page.getByText('Thresholds').click();
  await expectAccessible(page);
  for (const layout of ['Three windows', 'Three planes', 'Two series', 'One image']) {
    await chooseLayout(page, layout);
    await expectAccessible(page);
  }
  // What is typed over the image: a slice, a window, a window that there is none of, words beside an arrow.
  const entry = page.locator('form.entry');
  await page.keyboard.press('j');
  await expect(entry).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('y');
  await page.getByRole('textbox', { name: 'Width' }).fill('0');
  await expect(entry.locator('.trouble')).not.toBeEmpty();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Text' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Printable report' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
});

test('a light page is kept, and axe finds nothing on it either', async ({ page }) => {
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Light page' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Dark page' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await allAnalysed(page, 28);
  await page.getByText('Thresholds').click();
  await expectAccessible(page);
});

test('a menu that is higher than the page is scrolled by keyboard, and axe finds nothing on it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 600 });
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await page.getByRole('button', { name: 'More commands' }).focus();
  await page.keyboard.press('Enter');
  const items = page.getByRole('menu').locator('[role^=menuitem]');
  await expect(items.first()).toBeInViewport();
  await expectAccessible(page);
  await page.keyboard.press('End');
  await expect(items.last()).toBeInViewport();
});

test('for a reader who wants less motion nothing on the page is in motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openPage(page, '?device=wasm');
  /** What would move: transitions and animations, of all that is on the page. */
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        const still = /^0s(, 0s)*$/.test(transitionDuration) && animationName === 'none';
        return still
          ? []
          : [`${element.tagName} ${element.className}: ${transitionDuration} ${animationName}`];
      }),
    );
  expect(await moving()).toEqual([]);
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(page.getByRole('slider', { name: 'Slice' })).toBeVisible();
  expect(await moving()).toEqual([]);
  await allAnalysed(page, 28);
  expect(await moving()).toEqual([]);
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  expect(await moving()).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await moving()).toEqual([]);
});
