import { expect } from '@playwright/test';
import { annotation, at, chooseFolder, openFolder, test } from './demo.ts';

test('a page that ends under the hand has kept what was drawn until then', async ({ demo, page }) => {
  await openFolder(page, demo);
  // No pause is long enough from here on for what is written in pauses.
  await page.evaluate(() => {
    const later = setTimeout;
    const soon = (job: () => void, wait = 0) => (wait < 200 ? later(job, wait) : 0);
    Object.assign(window, { setTimeout: soon });
  });
  await page.keyboard.press('d');
  const length = annotation(page, /^Length: /);
  await page.mouse.move(...(await at(page, 0.3, 0.3)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 0.4, 0.3)));
  await expect(length).toBeVisible();
  await page.mouse.move(...(await at(page, 0.55, 0.3)));
  const last = await length.evaluate(async (drawn) => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    return drawn.getAttribute('aria-label') ?? '';
  });
  await page.reload();
  await chooseFolder(page, demo);
  await expect(length).toHaveAccessibleName(last);
});
