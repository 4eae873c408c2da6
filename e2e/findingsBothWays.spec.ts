import { expect, type Locator, type Page } from '@playwright/test';
import { openFolder, sliceNumber, slider, test } from './demo.ts';
import { allAnalysed } from './fixtures.ts';

/** From the findings to the slices that they are of, by mouse and by keyboard. */

const findings = (page: Page) => page.getByRole('region', { name: 'Findings' });

/** Slices with the highest probability of the chosen class. */
const highest = (page: Page) => findings(page).getByRole('button', { name: /^Slice \d+, \d/ });

const WAYS = {
  mouse: (button: Locator) => button.click(),
  keyboard: async (button: Locator) => {
    await button.focus();
    await button.page().keyboard.press('Enter');
  },
};

async function openAnalysed(page: Page, demo: string): Promise<void> {
  await openFolder(page, demo);
  await allAnalysed(page, Number(await slider(page).getAttribute('max')));
}

for (const [way, press] of Object.entries(WAYS)) {
  test(`each of the highest slices is gone to from its picture (${way})`, async ({ demo, page }) => {
    await openAnalysed(page, demo);
    await expect(highest(page)).toHaveCount(5);
    for (const button of await highest(page).all()) {
      const number = Number(/^Slice (\d+)/.exec((await button.getAttribute('aria-label')) ?? '')?.[1]);
      // Not there already.
      await page.keyboard.press(number === 1 ? 'End' : 'Home');
      await expect(button).toHaveAttribute('aria-current', 'false');
      await press(button);
      await expect.poll(() => sliceNumber(page)).toBe(number);
      await expect(button).toHaveAttribute('aria-current', 'true');
    }
  });

  test(`the maximum of each class goes to its slice (${way})`, async ({ demo, page }) => {
    await openAnalysed(page, demo);
    const rows = findings(page).getByRole('row');
    await expect(rows).toHaveCount(6);
    for (const row of await rows.all()) {
      const maximum = row.getByRole('button', { name: /@\d+$/ });
      const [, share, number] = /([\d.]+) %\s*@(\d+)$/.exec(await maximum.innerText()) ?? [];
      await page.keyboard.press(number === '1' ? 'End' : 'Home');
      await expect(slider(page)).not.toHaveAttribute('aria-valuenow', number ?? '');
      await press(maximum);
      await expect(slider(page)).toHaveAttribute('aria-valuenow', number ?? '');
      // There the slice's own number is the maximum.
      await expect(row.locator('td.number')).toContainText(`${share ?? ''} %`);
    }
  });
}

test('the highest slices have pictures: of a head each, and each of another slice', async ({
  demo,
  page,
}) => {
  await openAnalysed(page, demo);
  await expect(highest(page)).toHaveCount(5);
  const pictures = await Promise.all(
    (await highest(page).all()).map(async (button) => {
      const picture = button.locator('img');
      const { width, height } = (await picture.boundingBox()) ?? { width: 0, height: 0 };
      expect(Math.min(width, height)).toBeGreaterThan(30);
      return picture.evaluate(greysOf);
    }),
  );
  for (const { greys, least, most } of pictures) {
    // Black air, grey brain, white bone.
    expect([least, most]).toEqual([0, 255]);
    expect(greys).toBeGreaterThan(50);
  }
  expect(new Set(pictures.map(({ source }) => source)).size).toBe(5);
});

/** Runs in the page: how many greys a picture has, and the darkest and the lightest. */
function greysOf(element: SVGElement | HTMLElement) {
  if (!(element instanceof HTMLImageElement)) throw new Error('no picture');
  const { naturalWidth: width, naturalHeight: height, src: source } = element;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no canvas to draw it on');
  context.drawImage(element, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const reds = data.filter((_, byte) => byte % 4 === 0);
  return { source, greys: new Set(reds).size, least: Math.min(...reds), most: Math.max(...reds) };
}
