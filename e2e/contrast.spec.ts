/** What is written and drawn over images is read on bone, on an inverted image and on brain: WCAG 2.2 AA, 1.4.3 and 1.4.11. */
import { expect, type Page } from '@playwright/test';
import { contrast, leastContrast, luminance, overImages } from './contrast.ts';
import { chooseLayout, failFirstScore, openFolder, pauseAtOnce, test } from './demo.ts';
import { allAnalysed, openPage, status } from './fixtures.ts';
import { every5, openOdd } from './odd.ts';

const TEXT = 4.5;
const GRAPHICS = 3;
/** Without letters: the star of a key image, the scale bar. */
const isGraphic = (what: string) => /^(lucide|bar)/.test(what);

/** @param must  what has to be among all that is found */
async function expectReadable(page: Page, must: readonly RegExp[]): Promise<void> {
  for (const grey of ['#fff', '#808080', '#000']) {
    const found = await overImages(page, grey);
    for (const wanted of must)
      expect(found.map(({ what }) => what)).toContainEqual(expect.stringMatching(wanted));
    for (const one of found) {
      // Else nothing was seen of it: a dot of a few pixels apart.
      if (/[\p{L}\d]/u.test(one.what.split(': ')[1] ?? '')) {
        expect(one.around.length, `pixels of ${one.what} over ${grey}`).toBeGreaterThan(10);
      }
      if (must.some((wanted) => wanted.test(one.what))) {
        expect(one.around.length, `pixels of ${one.what} over ${grey}`).toBeGreaterThan(9);
      }
      if (one.around.length < 10) continue;
      const least = isGraphic(one.what) ? GRAPHICS : TEXT;
      expect(leastContrast(one), `${one.what} over ${grey}`).toBeGreaterThanOrEqual(least);
    }
  }
}

test('the formula is WCAG’s', () => {
  expect(luminance([255, 255, 255])).toBe(1);
  expect(contrast([0, 0, 0], [255, 255, 255])).toBe(21);
  // The grey that is known as the lightest on white with 4.5:1, and the next one.
  expect(contrast([118, 118, 118], [255, 255, 255])).toBeGreaterThan(4.5);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeLessThan(4.5);
});

test('corners, numbers, letters, measures, scale and star are read over white, grey and black', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  await allAnalysed(page, 14);
  await page.getByRole('switch', { name: 'Evidence map' }).click();
  // The pointer of the keyboard tells the value under it; inverted and turned is said in a colour of its own.
  for (const key of ['Control+Shift+ArrowRight', 'd', 'Enter', 'i', 'r']) await page.keyboard.press(key);
  await expectReadable(page, [
    /^corner top left-side: Phantom/,
    /^corner top right-side: Series/,
    /^probe: .* HU/,
    /^changed: Inverted, turned/,
    /^slice-number: /,
    /^scale-bar: mm/,
    /^pane-scores: SDH/,
    /^number: .*%/,
    /^evidence-scale: What spoke/,
    /^scale: low/,
    /^viewport: A$/,
    /^viewport: [\d.]+ mm/,
    /^lucide/,
    /^bar/,
  ]);
  // A key image has its star filled, in another colour.
  await page.getByRole('button', { name: 'Key image' }).click();
  await chooseLayout(page, 'Three planes');
  await page.getByRole('combobox', { name: 'Thickness' }).selectOption({ index: 2 });
  await expectReadable(page, [
    /^corner top left-side: Coronal/,
    /^cut: .* mm/,
    /^pane-choice/,
    /^changed: Mean/,
  ]);
  await chooseLayout(page, 'Three windows');
  await expectReadable(page, [/^corner bottom right-side: Bone/]);
});

test('why a slice has no numbers is read over white, grey and black', async ({ page }) => {
  await page.addInitScript(pauseAtOnce);
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(status(page)).toContainText('of 28 slices, paused', { timeout: 60_000 });
  await page.getByRole('slider', { name: 'Slice' }).focus();
  await page.keyboard.press('End');
  await page.getByRole('switch', { name: 'Evidence map' }).click();
  await expectReadable(page, [/^pane-state: Not yet analysed, paused/, /^evidence-scale: No evidence/]);

  await page.getByRole('button', { name: 'Close study' }).click();
  await openOdd(page, every5(2, { '00180060': ['DS', '80'] }));
  await expectReadable(page, [/^pane-state: .*80 kV/]);
});

test('that a slice failed, and why, is read over white, grey and black', async ({ page }) => {
  await page.addInitScript(failFirstScore);
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(status(page)).toContainText('Analysed 27 of 28 slices, 1 failed', { timeout: 120_000 });
  await page.keyboard.press('Home');
  for (let slice = 1; slice < 28 && !(await page.locator('[data-state=failed]').isVisible()); slice++) {
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute(
      'aria-valuenow',
      `${slice + 1}`,
    );
  }
  await expectReadable(page, [/^pane-state: Failed: The device/]);
});
