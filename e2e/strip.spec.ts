/** What is drawn on the strip beneath the image: read from its pixels. */
import { expect, type Page } from '@playwright/test';
import { CLASS_COLOURS } from '../src/app/classColours.ts';
import { failFirstScore, pauseAtOnce } from './demo.ts';
import { allAnalysed, exported, openPage, parseCsv, status, test } from './fixtures.ts';
import { every5, openOdd } from './odd.ts';

const BELOW = '#8a7448';
const NO_NUMBER_YET = '#6f7b87';
const FAILED = '#e07a6f';
/** CSS pixels from the top of the strip: the bottom line of a bar, and the ground that it stands on. */
const FOOT = 43;
const FLOOR = 44;

const findings = (page: Page) => page.getByRole('region', { name: 'Findings' });

/** One picture of the strip, at one canvas pixel to a CSS pixel. */
async function strip(page: Page) {
  const { width, height, bytes } = await page.locator('.strip-body canvas').evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
    const { width, height } = canvas;
    const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return { width, height, bytes: [...data] };
  });
  const colour = (x: number, y: number) => {
    const at = (Math.floor(y) * width + Math.floor(x)) * 4;
    const [red = 0, green = 0, blue = 0, opacity = 0] = bytes.slice(at, at + 4);
    const hex = [red, green, blue].map((one) => one.toString(16).padStart(2, '0')).join('');
    return opacity === 255 ? `#${hex}` : undefined;
  };
  /** Whether something in a colour lies around a point, however faint: a slanting line covers no pixel whole. */
  const tinted = (x: number, y: number, wanted: string) =>
    [-3, -2, -1, 0, 1, 2, 3].some((aside) => {
      const at = (Math.floor(y) * width + Math.floor(x) + aside) * 4;
      const channels = [1, 3, 5].map((from) => Number.parseInt(wanted.slice(from, from + 2), 16));
      return (
        (bytes[at + 3] ?? 0) > 40 &&
        channels.every((channel, index) => Math.abs(channel - (bytes[at + index] ?? 0)) < 12)
      );
    });
  /** The middle of a slice's slot, of so many. @param number  from 1 */
  const middle = (number: number, of: number) => {
    const slot = width / of;
    return slot / 2 + (number - 1) * slot;
  };
  /** Lines from the top on which a column has a colour. */
  const rows = (x: number, wanted: string) =>
    Array.from({ length: height }, (_, y) => y).filter((y) => colour(x, y) === wanted);
  return { colour, tinted, middle, rows };
}

async function setThreshold(page: Page, of: string, percent: string): Promise<void> {
  const field = findings(page).getByRole('textbox', { name: of });
  await field.fill(percent);
  await expect(findings(page).getByText(new RegExp(`^\\d+ of 28 ≥ ${percent} %$`))).toBeVisible();
}

/** Where a threshold's line lies, between the bars: it is dashed, and its first dash begins at the left edge. */
async function lineAt(page: Page): Promise<number | undefined> {
  const [line, ...more] = (await strip(page)).rows(1, NO_NUMBER_YET);
  expect(more).toEqual([]);
  return line;
}

test('bars are as high as the table says, coloured by class from the threshold on, and its line moves with it', async ({
  page,
}) => {
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await allAnalysed(page, 28);
  const rows = parseCsv(await exported(page, 'Per-image CSV'));
  await findings(page).getByText('Thresholds', { exact: true }).click();

  for (const [label, kind] of [
    ['Subdural', 'subdural'],
    ['Subarachnoid', 'subarachnoid'],
  ] as const) {
    await findings(page).getByRole('button', { name: label, exact: true }).click();
    for (const percent of [20, 80, 95]) {
      await setThreshold(page, label, `${percent}`);
      const drawn = await strip(page);
      rows.forEach((row, index) => {
        const probability = Number(row[kind]);
        const x = drawn.middle(index + 1, 28);
        const reached = probability >= percent / 100;
        const bar = reached ? CLASS_COLOURS[kind] : BELOW;
        expect(drawn.colour(x, FOOT), `${label}, slice ${index + 1} at ${percent} %`).toBe(bar);
        const tall = Math.max(1, probability * (FLOOR - 1));
        expect(Math.abs(drawn.rows(x, bar).length - tall), `height of slice ${index + 1}`).toBeLessThan(1);
      });
      expect(await lineAt(page)).toBe(Math.round(FLOOR - (percent / 100) * (FLOOR - 1)));
    }
  }
});

test('a bar of any hemorrhage has the colour of the likeliest kind', async ({ page }) => {
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await allAnalysed(page, 28);
  const rows = parseCsv(await exported(page, 'Per-image CSV'));
  const drawn = await strip(page);
  const seen = rows.flatMap((row, index) => {
    const kinds = (['epidural', 'intraparenchymal', 'intraventricular', 'subarachnoid', 'subdural'] as const)
      .map((kind) => ({ kind, probability: Number(row[kind]) }))
      .sort((one, other) => other.probability - one.probability);
    const colour = drawn.colour(drawn.middle(index + 1, 28), FOOT);
    if (colour === BELOW || !kinds[0]) return [];
    expect(colour, `slice ${index + 1}`).toBe(CLASS_COLOURS[kinds[0].kind]);
    return [kinds[0].kind];
  });
  expect(new Set(seen).size).toBeGreaterThanOrEqual(3);
});

test('a slice that waits, one that failed and one without a number have marks of their own', async ({
  page,
}) => {
  await page.addInitScript(pauseAtOnce);
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(status(page)).toContainText('of 28 slices, paused', { timeout: 60_000 });
  // A dot at half height, and no bar.
  const waiting = await strip(page);
  const last = waiting.middle(28, 28);
  expect(waiting.rows(last, NO_NUMBER_YET).filter((y) => y > 20 && y < 24)).toHaveLength(2);
  expect(waiting.colour(last, FOOT)).toBeUndefined();

  // A line just above the ground.
  await page.getByRole('button', { name: 'Close study' }).click();
  await openOdd(page, every5(2, { '00180060': ['DS', '80'] }));
  const without = await strip(page);
  expect(without.rows(without.middle(1, 2), NO_NUMBER_YET)).toContain(FLOOR - 3);
  expect(without.colour(without.middle(1, 2), FOOT)).toBeUndefined();
});

test('a slice that failed has a cross in another colour, and its bar once it is tried again', async ({
  page,
}) => {
  await page.addInitScript(failFirstScore);
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(status(page)).toContainText('Analysed 27 of 28 slices, 1 failed', { timeout: 120_000 });
  const crosses = async () => {
    const { middle, tinted } = await strip(page);
    return Array.from({ length: 28 }, (_, index) => index + 1).filter((number) =>
      [-2, 0, 2].every((above) => tinted(middle(number, 28), FLOOR - 6 + above, FAILED)),
    );
  };
  const failed = await crosses();
  expect(failed).toHaveLength(1);
  const rows = parseCsv(await exported(page, 'Per-image CSV'));
  expect(rows.findIndex(({ status }) => status !== 'scored') + 1).toBe(failed[0]);
  await page.keyboard.press('Escape');
  await findings(page).getByRole('button', { name: 'Retry failed' }).click();
  await allAnalysed(page, 28);
  expect(await crosses()).toEqual([]);
});
