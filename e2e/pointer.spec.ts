/** The pointer for hands on the keyboard: the cross that probe, magnifier, zoom and measures follow, in any pane. */
import { expect, type Locator, type Page } from '@playwright/test';
import { annotation, at, test, handleAt, openFolder, pressTimes } from './demo.ts';

const cross = (of: Page | Locator) => of.locator('[data-layer=pointer]');

/** The image's pixel under the cross, as the corner tells. */
async function pixel(page: Page): Promise<[number, number]> {
  const probe = page.locator('.pane .probe').first();
  await expect(probe).toHaveText(/HU {2}\(\d+, \d+\)$/);
  const [, x, y] = /\((\d+), (\d+)\)/.exec((await probe.textContent()) ?? '') ?? [];
  return [Number(x), Number(y)];
}

test('probe, magnifier, zoom and a measure follow the cross; Escape and the mouse take it away', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  await expect(cross(page)).toBeHidden();
  await page.keyboard.press('Control+Shift+ArrowRight');
  await expect(cross(page)).toBeVisible();
  const [x, y] = await pixel(page);
  await pressTimes(page, 'Control+Shift+ArrowRight', 10);
  await pressTimes(page, 'Control+Shift+ArrowUp', 5);
  await expect.poll(async () => (await pixel(page))[0]).toBeGreaterThan(x + 10);
  expect((await pixel(page))[1]).toBeLessThan(y - 5);

  const lens = page.locator('canvas[data-layer=magnifier]');
  await page.keyboard.press('m');
  await expect(lens).toBeVisible();
  const [middleOfLens, middleOfCross] = [await lens.boundingBox(), await cross(page).boundingBox()];
  if (!middleOfLens || !middleOfCross) throw new Error('neither lens nor cross');
  expect(middleOfLens.x + middleOfLens.width / 2).toBeCloseTo(middleOfCross.x + middleOfCross.width / 2, 0);
  await page.keyboard.press('m');

  const before = await pixel(page);
  await pressTimes(page, '+', 3);
  await expect(page.getByText(/^Zoom \d+ %$/)).toBeVisible();
  // What is under the cross stays there; a slice further the value is another and the place the same.
  expect(await pixel(page)).toEqual(before);
  await page.keyboard.press('ArrowDown');
  expect(await pixel(page)).toEqual(before);

  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  await expect(annotation(page, /^Length: [\d.]+ mm$/)).toBeVisible();
  const pane = await page.locator('.pane').boundingBox();
  const drawn = await cross(page).boundingBox();
  if (!pane || !drawn) throw new Error('no cross');
  const [one, other] = [await handleAt(page, /point 1/i), await handleAt(page, /point 2/i)];
  expect((one[0] + other[0]) / 2).toBeCloseTo((drawn.x + drawn.width / 2 - pane.x) / pane.width, 2);

  await page.keyboard.press('Escape');
  await expect(cross(page)).toBeHidden();
  await expect(page.locator('.pane .probe').first()).toBeEmpty();
  await expect(page.getByRole('button', { name: /point 1/i })).toBeVisible();
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await expect(cross(page)).toBeVisible();
  await page.mouse.move(...(await at(page, 0.3, 0.3)));
  await expect(cross(page)).toBeHidden();
});

test('F6 takes the cross from pane to pane, and keys act where it is', async ({ demo, page }) => {
  await openFolder(page, demo);
  await page.keyboard.press('8');
  const cuts = ['Coronal', 'Sagittal'].map((name) => page.getByRole('region', { name, exact: true }));
  const [coronal, sagittal] = cuts;
  if (!coronal || !sagittal) throw new Error('no cuts');
  await expect(coronal.locator('canvas').first()).toBeVisible();
  await page.keyboard.press('F6');
  await expect(cross(coronal)).toBeVisible();
  await expect(coronal).toBeFocused();
  await expect(coronal.locator('.probe')).toHaveText(/^[−\d]+ HU$/);
  await page.keyboard.press('h');
  await expect(coronal.getByText('Mirrored')).toBeVisible();
  await expect(sagittal.getByText('Mirrored')).toHaveCount(0);
  await page.keyboard.press('F6');
  await expect(cross(sagittal)).toBeVisible();
  await expect(cross(coronal)).toBeHidden();
  await expect(coronal.locator('.probe')).toBeEmpty();
  await page.keyboard.press('F6');
  await expect(cross(page.locator('.pane').first())).toBeVisible();
  await expect(page.getByRole('group', { name: 'Image' })).toBeFocused();
  // The mouse rests in one pane and the cross goes to the next: the value is the cross's, also of another slice.
  await page.mouse.move(...(await at(page, 0.5, 0.5, page.locator('.pane').first())));
  await expect(page.locator('[data-layer=pointer]:visible')).toHaveCount(0);
  await page.keyboard.press('F6');
  await page.keyboard.press('ArrowDown');
  await expect(coronal.locator('.probe')).toHaveText(/^[−\d]+ HU$/);
  await expect(page.locator('.pane .probe').first()).toBeEmpty();
  await page.mouse.move(...(await at(page, 0.5, 0.3, coronal)));
  await expect(page.locator('[data-layer=pointer]:visible')).toHaveCount(0);
});
