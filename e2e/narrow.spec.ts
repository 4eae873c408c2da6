import { expect, type Locator } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { openPage, test } from './fixtures.ts';

/** Phones, upright and on their side: what one reads with stands on the first screen. */

async function bottomOf(place: Locator): Promise<number> {
  const box = await place.boundingBox();
  return box ? box.y + box.height : Infinity;
}

for (const { held, width, height } of [
  { held: 'on its side', width: 800, height: 400 },
  { held: 'upright', width: 400, height: 800 },
]) {
  test(`on a phone ${held} the image and the strip are on one screen, under one line of buttons`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await openPage(page, '?device=wasm');
    await page.getByRole('button', { name: 'Try the demo study' }).click();
    const strip = page.getByRole('slider', { name: 'Slice' });
    await expect(strip).toBeVisible();
    expect(await bottomOf(strip)).toBeLessThan(height);
    expect(await bottomOf(page.getByRole('banner'))).toBeLessThan(60);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    // By their icons, and by the same names as ever.
    for (const name of ['Open folder', 'Open files', 'Try the demo study', 'Export', 'Close study']) {
      await expect(page.getByRole('banner').getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    }
    await expectAccessible(page);
  });
}
