/** Every number on the page is its slice's and its class's: beside the image, in the panel, over the strip, in the table. */
import { expect, type Locator, type Page } from '@playwright/test';
import { openFolder, test } from './demo.ts';
import { allAnalysed, exported, openPage, parseCsv } from './fixtures.ts';

const CLASSES = [
  { name: 'epidural', label: 'Epidural', short: 'EDH' },
  { name: 'intraparenchymal', label: 'Intraparenchymal', short: 'IPH' },
  { name: 'intraventricular', label: 'Intraventricular', short: 'IVH' },
  { name: 'subarachnoid', label: 'Subarachnoid', short: 'SAH' },
  { name: 'subdural', label: 'Subdural', short: 'SDH' },
  { name: 'any', label: 'Any', short: 'Any' },
] as const;

type Row = Readonly<Record<string, string>>;
const probability = (row: Row | undefined, name: string) => Number(row?.[name] ?? NaN);
const findings = (page: Page) => page.getByRole('region', { name: 'Findings' });
const rowOf = (page: Page, label: string) =>
  findings(page).getByRole('row', { name: new RegExp(`^${label} `) });

/** Whole per cent, cut and not rounded, as the page shows a number of the table. */
function inWords(value: number): string {
  if (value < 0.01) return '<1 %';
  return value > 0.995 ? '>99 %' : `${Math.floor(value * 100)} %`;
}

/** How much of a meter is filled, from 0 to 1: as exact as the screen has it. */
const filled = (meter: Locator) =>
  meter.evaluate((element) => {
    const [bar] = element.children;
    return (bar?.getBoundingClientRect().width ?? NaN) / element.getBoundingClientRect().width;
  });

/** The analysed demo study, and its table. */
async function analysed(page: Page): Promise<readonly Row[]> {
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await allAnalysed(page, 28);
  const rows = parseCsv(await exported(page, 'Per-image CSV'));
  expect(rows).toHaveLength(28);
  return rows;
}

/** The slice (from 1) whose six numbers read most differently: two that read the same could stand in each other's place. */
function mostTelling(rows: readonly Row[]): { number: number; row: Row } {
  const different = rows.map(
    (row) => new Set(CLASSES.map(({ name }) => inWords(probability(row, name)))).size,
  );
  const index = different.indexOf(Math.max(...different));
  return { number: index + 1, row: rows[index] ?? {} };
}

async function goTo(page: Page, number: number): Promise<void> {
  await page.keyboard.press('j');
  await page.getByRole('textbox', { name: 'Slice' }).fill(`${number}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute('aria-valuenow', `${number}`);
}

test('all six numbers beside the image and in the panel are those of the slice in the table', async ({
  page,
}) => {
  const { number, row } = mostTelling(await analysed(page));
  expect(new Set(CLASSES.map(({ name }) => inWords(probability(row, name)))).size).toBe(6);
  await goTo(page, number);

  const beside = page.locator('.pane-scores > div');
  await expect(beside).toHaveText(
    CLASSES.map(({ name, short }) => `${short}${inWords(probability(row, name))}`),
  );
  for (const [index, { name }] of CLASSES.entries()) {
    expect(await filled(beside.nth(index).locator('.meter')), name).toBeCloseTo(probability(row, name), 1);
  }

  await expect(findings(page).getByRole('rowheader')).toHaveText(CLASSES.map(({ label }) => label));
  for (const { name, label } of CLASSES) {
    const number = rowOf(page, label).locator('.number');
    await expect(number).toHaveText(
      new RegExp(`^${inWords(probability(row, name))}(, at or above its threshold)?$`),
    );
    // Resting on it tells four digits of it.
    const digits = Number(await number.getAttribute('title'));
    expect(Math.abs(digits / probability(row, name) - 1), name).toBeLessThan(1e-3);
    expect(await filled(rowOf(page, label).locator('.meter')), name).toBeCloseTo(probability(row, name), 1);
  }
});

test('the maximum of each class is the table’s highest, and pressing it shows its slice', async ({
  page,
}) => {
  const rows = await analysed(page);
  for (const { name, label } of CLASSES) {
    const all = rows.map((row) => probability(row, name));
    const highest = Math.max(...all);
    const at = all.indexOf(highest) + 1;
    const maximum = rowOf(page, label).getByRole('button', { name: /@/ });
    await expect(maximum).toHaveText(`${inWords(highest)} @${at}`);
    await maximum.click();
    await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute('aria-valuenow', `${at}`);
    await expect(rowOf(page, label).locator('.number')).toContainText(inWords(highest));
  }
});

test('resting on a bar of the strip tells all six numbers of its slice', async ({ page }) => {
  const rows = await analysed(page);
  const { number, row } = mostTelling(rows);
  const strip = page.getByRole('slider', { name: 'Slice' });
  const { width } = (await strip.boundingBox()) ?? { width: 0 };
  for (const [slice, of] of [
    [number, row],
    [1, rows[0]],
    [28, rows[27]],
  ] as const) {
    await strip.hover({ position: { x: ((slice - 0.5) / 28) * width, y: 20 } });
    const told = page.locator('.strip-hover');
    await expect(told.locator('strong')).toHaveText(`Slice ${slice}`);
    await expect(told.locator(':scope > span')).toHaveText(
      CLASSES.map(({ name, label }) => `${label} ${inWords(probability(of, name))}`),
    );
  }
});

test('beside the findings stands what the model is worth, and where that was measured', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  const worth = findings(page).getByText(/AUC/).first();
  await expect(worth).toBeVisible();
  // The number with its interval, and of how many slices of what.
  await expect(worth).toHaveText(/AUC\(any\) 0\.\d+ \(95 % bootstrap interval 0\.\d+ to 0\.\d+\)/);
  await expect(worth).toHaveText(/on the \d+ labelled of \d+ slices of the RSNA 2019 challenge/);
  await expect(findings(page).getByRole('heading', { name: /ResNeXt.* \d+\.\d+\.\d+$/ })).toBeVisible();
});

test('a series stands in the list with a picture of its head', async ({ demo, page }) => {
  await openFolder(page, demo);
  const picture = page.getByRole('option').locator('img');
  await expect(picture).toBeVisible();
  const greys = await picture.evaluate((image) => {
    if (!(image instanceof HTMLImageElement)) throw new Error('no picture');
    const context = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.naturalWidth, image.naturalHeight);
    let [dark, grey, bright] = [0, 0, 0];
    for (let at = 0; at < data.length; at += 4) {
      const value = data[at] ?? 0;
      if (value < 16) dark++;
      else if (value > 240) bright++;
      else grey++;
    }
    const all = data.length / 4;
    return { dark: dark / all, grey: grey / all, bright: bright / all };
  });
  // Air around the head, brain within it, and the skull between them.
  expect(greys.dark).toBeGreaterThan(0.2);
  expect(greys.grey).toBeGreaterThan(0.1);
  expect(greys.bright).toBeGreaterThan(0.03);
});
