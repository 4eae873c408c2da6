import { expect, type Page } from '@playwright/test';
import {
  annotation,
  at,
  closeMenu,
  test,
  drag,
  fromMenu,
  letters,
  openFolder,
  sliceNumber,
  slider,
} from './demo.ts';
import { allAnalysed } from './fixtures.ts';

/** What most hands do by key is done without one: from the menu, or on the image. */

const zoom = async (page: Page) => {
  const corner = (await page.locator('.corner.bottom.right-side').textContent()) ?? '';
  return Number(/Zoom (\d+) %/.exec(corner)?.[1]);
};

test('from the menu: annotations are undone, done again, deleted, written on and copied', async ({
  demo,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openFolder(page, demo);
  await page.getByRole('button', { name: 'Measure' }).click();
  await page.getByRole('menuitemradio').getByText('Arrow with text', { exact: true }).click();
  await drag(page, [0.5, 0.25], [0.55, 0.2]);
  const words = page.getByRole('textbox', { name: 'Text' });
  await expect(words).toBeFocused();
  await page.mouse.click(...(await at(page, 0.2, 0.8)));
  await page.mouse.click(...(await at(page, 0.525, 0.225)));
  const arrow = annotation(page, /^Arrow/);
  await fromMenu(page, /^Edit text or slices…/);
  await words.fill('falx');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(arrow).toHaveAccessibleName('Arrow: falx');
  await fromMenu(page, /^Copy values/);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('Arrow: falx');
  await fromMenu(page, /^Delete(?! all)/);
  await expect(arrow).toBeHidden();
  await fromMenu(page, /^Undo/);
  await expect(arrow).toHaveAccessibleName('Arrow: falx');
  await fromMenu(page, /^Undo/);
  await expect(arrow).toHaveAccessibleName('Arrow');
  await fromMenu(page, /^Redo/);
  await expect(arrow).toHaveAccessibleName('Arrow: falx');
});

test('on the image: the right button zooms, the middle one pans, the wheel zooms where it is, a double click fits', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  const mark = annotation(page, /^Length/);
  await page.keyboard.press('d');
  await drag(page, [0.6, 0.4], [0.7, 0.4]);
  const placeOf = async () => {
    const box = await mark.locator('path').first().boundingBox();
    return { x: (box?.x ?? NaN) + (box?.width ?? NaN) / 2, y: (box?.y ?? NaN) + (box?.height ?? NaN) / 2 };
  };
  const fitted = await zoom(page);
  const held = async (button: 'right' | 'middle', from: [number, number], to: [number, number]) => {
    await page.mouse.move(...(await at(page, ...from)));
    await page.mouse.down({ button });
    await page.mouse.move(...(await at(page, ...to)), { steps: 3 });
    await page.mouse.up({ button });
  };
  await held('right', [0.5, 0.6], [0.5, 0.5]);
  await expect.poll(() => zoom(page)).toBeGreaterThan(fitted * 1.3);
  await page.mouse.dblclick(...(await at(page, 0.3, 0.7)));
  await expect.poll(() => zoom(page)).toBe(fitted);

  const before = await placeOf();
  await held('middle', [0.3, 0.5], [0.4, 0.6]);
  const pane = await page.locator('.pane').boundingBox();
  const by = { x: (pane?.width ?? NaN) / 10, y: (pane?.height ?? NaN) / 10 };
  await expect.poll(async () => (await placeOf()).x - before.x).toBeCloseTo(by.x, 0);
  await expect.poll(async () => (await placeOf()).y - before.y).toBeCloseTo(by.y, 0);

  // What lies under the pointer stays there.
  const under = await placeOf();
  await page.mouse.move(under.x, under.y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await expect.poll(() => zoom(page)).toBeGreaterThan(fitted * 1.2);
  const after = await placeOf();
  expect(Math.hypot(after.x - under.x, after.y - under.y)).toBeLessThan(3);
  await fromMenu(page, /^Fit/);
  await expect.poll(() => zoom(page)).toBe(fitted);
});

test('from the menu: turns, suspicious slices, cine, slabs and the whole screen', async ({ demo, page }) => {
  await openFolder(page, demo);
  await allAnalysed(page, Number(await slider(page).getAttribute('max')));
  await fromMenu(page, /^Flip top and bottom/);
  await expect(letters(page)).toHaveAccessibleName('Orientation: left R, right L, top P, bottom A');
  await fromMenu(page, /^Rotate right/);
  await expect(letters(page)).toHaveAccessibleName('Orientation: left A, right P, top R, bottom L');
  await fromMenu(page, /^Reset/);

  await slider(page).focus();
  await page.keyboard.press('Home');
  await fromMenu(page, /^Next suspicious slice/);
  const suspicious = await sliceNumber(page);
  expect(suspicious).toBeGreaterThan(1);
  await fromMenu(page, /^Next suspicious slice/);
  expect(await sliceNumber(page)).toBeGreaterThan(suspicious);
  await fromMenu(page, /^Previous suspicious slice/);
  await expect(slider(page)).toHaveAttribute('aria-valuenow', String(suspicious));

  await fromMenu(page, /^Cine slower/);
  await expect(page.getByRole('menuitem', { name: /^Cine slower/ })).toContainText('7 slices/s');
  await page.getByRole('menuitem', { name: /^Cine faster/ }).click();
  await expect(page.getByRole('menuitem', { name: /^Cine slower/ })).toContainText('10 slices/s');
  await page.getByRole('menuitem', { name: /^Thicker slab/ }).click();
  await page.getByRole('menuitem', { name: /^Thicker slab/ }).click();
  await closeMenu(page);
  await expect(page.locator('.corner.bottom')).toContainText(['Mean 10 mm']);
  await fromMenu(page, /^Thinner slab/);
  await closeMenu(page);

  const full = () => page.evaluate(() => document.fullscreenElement !== null);
  await fromMenu(page, /^Full screen/);
  await expect.poll(full).toBe(true);
  await fromMenu(page, /^Full screen/);
  await expect.poll(full).toBe(false);
});
