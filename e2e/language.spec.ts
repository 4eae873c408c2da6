import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { demoStudy } from '../src/phantom/index.ts';
import { expectAccessible } from './axe.ts';
import { drop, openPage, status, test } from './fixtures.ts';

/** The page in German: chosen by keyboard, kept, whole, and of no effect on what is exported. */

const SLICES = 3;

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hemolens-language-'));
  let written = 0;
  for (const { bytes } of demoStudy()) {
    await writeFile(join(folder, `${++written}.dcm`), bytes);
    if (written === SLICES) break;
  }
  await writeFile(join(folder, 'notes.txt'), 'no image');
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

async function inGerman(page: Page): Promise<void> {
  const menu = page.getByRole('button', { name: 'Language' });
  await menu.focus();
  await page.keyboard.press('Enter');
  const german = page.getByRole('menuitemradio', { name: 'Deutsch' });
  await expect(german).toBeVisible();
  // A key that is pressed before the menu has taken the focus goes to the button.
  await expect(page.getByRole('menuitemradio', { name: 'English' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(german).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
}

async function csv(page: Page, button: string, item: string): Promise<string> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

test('a study is read in German, files are the same, and the page stays German', async ({ page }) => {
  await openPage(page, '?device=wasm');
  await drop(page, [folder]);
  await expect(status(page)).toContainText(`Analysed ${SLICES} of ${SLICES} slices`, { timeout: 50_000 });
  const english = await csv(page, 'Export', 'Per-image CSV');
  const submission = await csv(page, 'Export', 'RSNA submission CSV');

  await inGerman(page);
  await expect(page.getByRole('region', { name: 'Befunde' })).toContainText('Intraventrikulär');
  // What does not follow the slice follows the language all the same.
  await expect(page.getByRole('region', { name: 'Befunde' }).getByText('Schwellenwerte')).toBeVisible();
  await expect(status(page)).toContainText(`${SLICES} von ${SLICES} Schichten ausgewertet`);
  await expect(page.getByRole('list', { name: 'Nicht geladene Dateien' })).toContainText(
    'Dies ist eine Textdatei, kein DICOM-Bild.',
  );
  await expect(page.getByRole('radiogroup', { name: 'Fenster' })).toContainText('Knochen');
  await expect(page.locator('svg[data-layer=orientation]').first()).toHaveAttribute(
    'aria-label',
    /^Orientierung: links/,
  );

  expect(await csv(page, 'Export', 'CSV je Bild')).toBe(english);
  expect(await csv(page, 'Export', 'CSV der RSNA-Einreichung')).toBe(submission);

  // A decimal comma is typed and shown; what is measured is told with one.
  await page.keyboard.press('y');
  await page.getByLabel('Mitte').fill('40,5');
  await page.keyboard.press('Enter');
  await expect(page.getByText('C 40,5 W 80')).toBeVisible();

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Schädel-CT hier ablegen' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});

test('what fails is told in German, and anew when the language changes', async ({ page }) => {
  await openPage(page);
  const junk = join(folder, 'notes.txt');
  await drop(page, [junk]);
  await expect(page.getByText('The file is no DICOM image that can be shown.').first()).toBeVisible();
  await inGerman(page);
  await expect(
    page.getByText('Die Datei ist kein DICOM-Bild, das gezeigt werden kann.').first(),
  ).toBeVisible();
  await expect(page.getByText('The file is no DICOM image')).toHaveCount(0);
});

test.describe('with a German browser', () => {
  test.use({ locale: 'de-AT' });

  test('the page is German from the start, axe finds nothing, and nothing is cut off', async ({ page }) => {
    await page.goto('/?device=wasm');
    await page.getByRole('button', { name: 'Verstanden' }).click();
    await page.getByRole('button', { name: 'Demo-Untersuchung' }).click();
    await expect(page.getByRole('region', { name: 'Befunde' })).toContainText('%', { timeout: 50_000 });
    for (const width of [1440, 1280, 800]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await cutOff(page), `at ${width} pixels`).toEqual([]);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(sideways, `at ${width} pixels`).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    }
    await page.keyboard.press('#');
    await expect(page.getByRole('dialog', { name: 'DICOM-Tags' })).toContainText('Patient Name');
    expect(await page.evaluate(englishLeft)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Befehle und Tasten' });
    await expect(help).toContainText('Nächste Schicht');
    expect(await page.evaluate(englishLeft)).toEqual([]);
  });
});

/** Without a network, too: the service worker keeps every language. */
test('German is there without a network', async ({ page, context }) => {
  await openPage(page, '?device=wasm');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await inGerman(page);
  await expect(page.getByRole('button', { name: 'Ordner öffnen' })).toBeVisible();
});

/** Buttons, headings and lines whose text does not fit into them. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, .mantine-Button-label, .switch, .toolbar, .slice-state, h2, h3, th, td, summary, label, .run-line span, .footer p',
      ),
    ]
      .filter((one) => one.offsetParent !== null && !one.closest('.visually-hidden, [hidden]'))
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
      .map((one) => `${one.tagName} ${one.textContent.trim()}`),
  );
}

/** Words of the English page, where none is stated to be English and none comes from a file. */
function englishLeft(): string[] {
  const english = /\b(the|and|of|slices?|window|images?|files?|with|not|this|series)\b/i;
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const texts =
      node instanceof Element
        ? ['aria-label', 'title', 'aria-valuetext'].map((name) => node.getAttribute(name) ?? '')
        : [node.textContent ?? ''];
    const within = node instanceof Element ? node : node.parentElement;
    if (
      within?.closest(
        '[lang=en], script, style, .series-list, .corner, [role=gridcell], .tags-value, .tags-file',
      )
    )
      continue;
    found.push(...texts.filter((text) => english.test(text)));
  }
  return found;
}
