import { expect, type Page } from '@playwright/test';
import { chooseLayout } from './demo.ts';
import { test } from './fixtures.ts';
import { oddSeries, openOdd, type OddSlice } from './odd.ts';

/** What stands on an image wherever it is shown: whose it is, when it was taken, what the model says of it. */

const BEFORE = '2024-01-05';
const AFTER = '2024-03-01';

function taken(date: string, name: string, count: number): OddSlice[] {
  return oddSeries(name, 0, count, {
    '0020000D': ['UI', `1.2.${name}`],
    '00080020': ['DA', date.replaceAll('-', '')],
    '00081030': ['LO', 'CT head without contrast agent'],
  });
}

const both = [...taken(BEFORE, '1', 14), ...taken(AFTER, '2', 13)];
const main = (page: Page) => page.locator('.pane').first();
const other = (page: Page) => page.getByRole('region', { name: 'Other series' });

/** Words of a pane's corners that can be seen whole. */
const seen = (pane: ReturnType<typeof main>) =>
  pane.locator('.corner span').evaluateAll((all) =>
    all
      .filter((one) => one.getClientRects().length > 0 && one.scrollWidth <= one.clientWidth + 1)
      .map((one) => one.textContent)
      .join('\n'),
  );

for (const width of [1920, 1440, 1280]) {
  test(`beside another series each image says when it was taken, at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await openOdd(page, both);
    await chooseLayout(page, 'Two series');
    const dates = async () => {
      const words = await Promise.all([seen(main(page)), seen(other(page))]);
      return words.map((told) => /2024-\d\d-\d\d/.exec(told)?.[0]).sort();
    };
    await expect.poll(dates).toEqual([BEFORE, AFTER]);
  });
}

test('in three windows the first image says when it was taken', async ({ page }) => {
  await openOdd(page, taken(BEFORE, '1', 14));
  await chooseLayout(page, 'Three windows');
  await expect.poll(() => seen(main(page))).toContain(BEFORE);
});

test('in a narrow pane a time point is named', async ({ page }) => {
  // One series, for the files say so: what `oddSeries` would tell apart by its name.
  const pass = (number: number) =>
    oddSeries(`${number}`, 0, 12, {
      '0020000E': ['UI', '1.2.3.1'],
      '00200012': ['IS', `${number}`],
      '00080032': ['TM', `10${number}000`],
    });
  await openOdd(page, [...pass(1), ...pass(2)]);
  await chooseLayout(page, 'Two series');
  await expect.poll(() => seen(main(page))).toContain('Time point 1 of 2');
});

test('however narrow its pane, a compared series keeps its number for any hemorrhage', async ({ page }) => {
  await openOdd(page, both);
  await chooseLayout(page, 'Two series');
  const any = other(page).locator('.pane-scores [data-class="any"]');
  await expect(any).toHaveText(/^Any\d/, { timeout: 300_000 });
  for (const width of [1440, 1040, 740]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(any).toBeVisible();
  }
  await expect(other(page).locator('.pane-scores [data-class="subdural"]')).toBeHidden();
});
