import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { headerFacts } from '../src/dicom/index.ts';
import { demoStudy } from '../src/phantom/index.ts';
import { accepted, checkersMissing, judged, NEEDS_CHECKERS } from '../src/report/testing/checkers.ts';
import { drag } from './demo.ts';
import { allAnalysed, exported, openPage, parseCsv, test } from './fixtures.ts';

/** What is taken away from the page, by mouse and by keyboard, read back from the files the browser saved. */

const SLICES = 4;
let folder = '';
test.beforeAll(async () => {
  if (checkersMissing) console.log(`Exported DICOM is not judged by other programs here ${NEEDS_CHECKERS}`);
  folder = await mkdtemp(join(tmpdir(), 'hemolens-takeaway-'));
  await mkdir(join(folder, 'study'));
  for (const { path, bytes } of [...demoStudy()].slice(14, 14 + SLICES)) {
    await writeFile(join(folder, 'study', path.replace(/.*\//, '')), bytes);
  }
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** Opens four slices of the demo study and waits until they are scored. */
async function openStudy(page: Page): Promise<void> {
  await openPage(page, '?device=wasm');
  await page.locator('input[type=file][webkitdirectory]').setInputFiles(join(folder, 'study'));
  await allAnalysed(page, SLICES);
}

type Way = 'mouse' | 'keyboard';

/** Chooses an item of the menu *Export* as a hand would, or without one. */
async function choose(page: Page, way: Way, item: string): Promise<void> {
  const chosen = page
    .getByRole('menuitem', { name: item })
    .or(page.getByRole('menuitemcheckbox', { name: item }));
  if (way === 'mouse') {
    await page.getByRole('button', { name: 'Export' }).click();
    await chosen.click();
    return;
  }
  await page.getByRole('button', { name: 'Export' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('ArrowDown');
    if (await chosen.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(chosen).toBeFocused();
  await page.keyboard.press('Enter');
}

async function saved(page: Page, way: Way, item: string): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), choose(page, way, item)]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function withoutIdentity(page: Page, way: Way): Promise<void> {
  await choose(page, way, 'Without patient identity');
  await expect(page.getByRole('menuitemcheckbox', { name: 'Without patient identity' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
}

/** How many pixels of a part of a PNG are lighter than half, and in an annotation's colour; the part in shares of the whole. */
async function lightPixels(
  page: Page,
  png: Uint8Array,
  part: { x: number; y: number; to: [number, number] },
) {
  return page.evaluate(
    async ({ bytes, x, y, to }) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(bitmap, 0, 0);
      const [left, top] = [Math.round(bitmap.width * x), Math.round(bitmap.height * y)];
      const [right, bottom] = [Math.round(bitmap.width * to[0]), Math.round(bitmap.height * to[1])];
      const { data } = context.getImageData(left, top, right - left, bottom - top);
      let [light, drawn] = [0, 0];
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
        if (red > 128) light++;
        if (Math.abs(red - 121) + Math.abs(green - 215) + Math.abs(blue - 196) < 20) drawn++;
      }
      return { light, drawn, width: bitmap.width, height: bitmap.height };
    },
    { bytes: [...png], ...part },
  );
}

const PATIENT = { x: 0, y: 0, to: [0.2, 0.06] as [number, number] };
const BAND = { x: 0, y: 0.95, to: [1, 1] as [number, number] };
const latin = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

test('the picture on screen is saved as PNG with its text and notice, and without the patient where asked', async ({
  page,
}) => {
  await openStudy(page);
  const { name, bytes } = await saved(page, 'mouse', 'Picture as PNG');
  expect(name).toMatch(/^hemolens-series-1-slice-00\d\.png$/);
  const pane = await page.locator('.pane').boundingBox();
  const whole = await lightPixels(page, bytes, { x: 0, y: 0, to: [1, 1] });
  expect(whole.width).toBe(Math.round(pane?.width ?? NaN));
  expect(whole.height).toBeGreaterThan((pane?.height ?? NaN) + 30);
  expect(whole.light).toBeGreaterThan(5000);
  expect((await lightPixels(page, bytes, PATIENT)).light).toBeGreaterThan(50);
  expect((await lightPixels(page, bytes, BAND)).light).toBeGreaterThan(200);

  await withoutIdentity(page, 'keyboard');
  const nameless = await saved(page, 'keyboard', 'Picture as PNG');
  expect((await lightPixels(page, nameless.bytes, PATIENT)).light).toBe(0);
  expect((await lightPixels(page, nameless.bytes, BAND)).light).toBeGreaterThan(200);
});

test('the picture is of one slice, though another comes on screen while it is made', async ({ page }) => {
  await openStudy(page);
  await page.keyboard.press('Home');
  await page.keyboard.press('o');
  await drag(page, [0.4, 0.4], [0.6, 0.6]);
  await page.keyboard.press('Escape');
  const still = await saved(page, 'mouse', 'Picture as PNG');
  // Each picture of a layer comes late, and with the first of them the slices move on.
  await page.evaluate(() => {
    const decode = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'decode')
      ?.value as () => Promise<void>;
    HTMLImageElement.prototype.decode = async function () {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 200));
      return decode.call(this);
    };
  });
  const moving = await saved(page, 'mouse', 'Picture as PNG');
  await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute('aria-valuenow', String(SLICES));
  expect(moving.name).toBe(still.name);
  expect(Buffer.compare(moving.bytes, still.bytes)).toBe(0);
});

test('values that leave the page while a slab is on screen are those of the slices, and the page says so', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openStudy(page);
  await page.keyboard.press('o');
  await drag(page, [0.4, 0.4], [0.6, 0.6]);
  const ellipse = page.getByRole('group', { name: /^Ellipse: / });
  const thin = (await ellipse.getAttribute('aria-label')) ?? 'none';
  await page.getByRole('button', { name: 'More commands' }).click();
  for (let step = 0; step < 3; step++) {
    await page.getByRole('menuitem', { name: /^Thicker slab/ }).click();
  }
  await page.keyboard.press('Escape');
  await expect(ellipse).not.toHaveAccessibleName(thin);
  await page.keyboard.press('Control+c');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toBe(`${await ellipse.getAttribute('aria-label')}\nMeasured on: Mean 20 mm`);
  const table = await exported(page, 'Per-image CSV');
  expect(table).toContain(thin);
  await expect(page.getByText(/measured on the slices as they are in the files/)).toBeVisible();
});

test('the evidence map on screen is in the picture', async ({ page }) => {
  await openStudy(page);
  await page.getByRole('button', { name: 'Subdural', exact: true }).click();
  const plain = await saved(page, 'mouse', 'Picture as PNG');
  await page.getByRole('switch', { name: 'Evidence map' }).click();
  const overlaid = await saved(page, 'mouse', 'Picture as PNG');
  expect(Buffer.compare(plain.bytes, overlaid.bytes)).not.toBe(0);
});

for (const way of ['mouse', 'keyboard'] as const) {
  test(`the picture on screen is saved as Secondary Capture (${way})`, async ({ page }) => {
    await openStudy(page);
    const { name, bytes } = await saved(page, way, 'Picture as DICOM Secondary Capture');
    expect(name).toMatch(/\.dcm$/);
    expect(headerFacts(bytes, name)).toMatchObject({ modality: 'OT', bitsStored: 8 });
    expect(latin(bytes)).toContain('DERIVED\\SECONDARY');
    expect(latin(bytes)).toContain('Phantom^Hemolens');
    if (!checkersMissing) expect(judged(bytes)).not.toMatch(/^Error/m);
  });

  test(`key images are marked, unmarked and saved in both formats (${way})`, async ({ page }) => {
    await openStudy(page);
    const star = page.getByRole('button', { name: 'Key image' });
    const mark = () => (way === 'mouse' ? star.click() : page.keyboard.press('k'));
    for (const key of ['Home', 'ArrowDown', 'End'] as const) {
      await page.keyboard.press(key);
      await mark();
      await expect(star).toHaveAttribute('aria-pressed', 'true');
    }
    await mark();
    await expect(star).toHaveAttribute('aria-pressed', 'false');

    const png = await saved(page, way, 'Key images as PNG');
    expect(png.name).toBe('hemolens-key-images.zip');
    expect(Object.keys(unzipSync(png.bytes))).toEqual(['series-1-slice-001.png', 'series-1-slice-002.png']);
    const [first = new Uint8Array()] = Object.values(unzipSync(png.bytes));
    const whole = await lightPixels(page, first, { x: 0, y: 0, to: [1, 1] });
    expect(whole.width).toBe(1024);
    expect(whole.light).toBeGreaterThan(20_000);

    const dicom = await saved(page, way, 'Key images as DICOM Secondary Capture');
    const files = Object.values(unzipSync(dicom.bytes));
    expect(files).toHaveLength(2);
    expect(new Set(files.map((bytes) => headerFacts(bytes, '')?.seriesUid)).size).toBe(1);
    if (!checkersMissing) for (const bytes of files) expect(judged(bytes)).not.toMatch(/^Error/m);
  });

  test(`what is drawn on a key image is on its picture (${way})`, async ({ page }) => {
    await openStudy(page);
    await page.keyboard.press('Home');
    await page.keyboard.press('k');
    const middle = { x: 0.2, y: 0.2, to: [0.8, 0.8] as [number, number] };
    const picture = async () => {
      const { bytes } = await saved(page, way, 'Key images as PNG');
      const [png = new Uint8Array()] = Object.values(unzipSync(bytes));
      return lightPixels(page, png, middle);
    };
    expect((await picture()).drawn).toBe(0);
    await page.keyboard.press('d');
    await drag(page, [0.4, 0.4], [0.55, 0.5]);
    await page.keyboard.press('o');
    await drag(page, [0.4, 0.6], [0.5, 0.7]);
    expect((await picture()).drawn).toBeGreaterThan(300);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect((await picture()).drawn).toBe(0);
  });

  test(`the structured report holds the numbers of the table (${way})`, async ({ page }) => {
    await openStudy(page);
    const rows = parseCsv(await exported(page, 'Per-image CSV'));
    const { name, bytes } = await saved(page, way, 'DICOM structured report');
    expect(name).toBe('hemolens-report.dcm');
    expect(headerFacts(bytes, name)).toMatchObject({ modality: 'SR' });
    expect(latin(bytes)).toContain('Not a medical device. Not for diagnostic use.');
    for (const { sop_uid: uid = 'none', subdural = 'none' } of rows) {
      expect(latin(bytes)).toContain(uid);
      expect(Number(subdural)).toBeGreaterThan(0);
    }
    if (!checkersMissing) {
      expect(judged(bytes)).not.toMatch(/^Error/m);
      const numbers = [
        ...accepted('dsrdump', bytes).matchAll(/Probability of subdural hemorrhage.*?="([^"]+)"/g),
      ];
      expect(numbers).toHaveLength(rows.length);
      // A decimal string of 16 characters has fewer digits than the table.
      numbers.forEach(([, value], index) =>
        expect(Number(value)).toBeCloseTo(Number(rows[index]?.subdural), 13),
      );
    }

    await withoutIdentity(page, way);
    const nameless = await saved(page, way, 'DICOM structured report');
    expect(latin(nameless.bytes)).not.toContain('Phantom^Hemolens');
  });

  test(`the printable report is one page with numbers, strip, pictures and notice (${way})`, async ({
    page,
  }) => {
    await openStudy(page);
    await choose(page, way, 'Printable report');
    const report = page.getByRole('article', { name: 'Report' });
    await expect(report).toContainText('Not a medical device. Not for diagnostic use.');
    await expect(report).toContainText('Phantom Hemolens');
    await expect(report.getByRole('row')).toHaveCount(7);
    await expect(report.getByRole('row', { name: /^Any/ })).toContainText(/\d %/);
    await expect(report.getByRole('img', { name: /4 slices/ })).toBeVisible();
    await expect(report.getByRole('figure')).toHaveCount(SLICES);
    await expect(report).toContainText(/SHA-256 [0-9a-f]{64}/);
    await page.evaluate(() => {
      window.print = () => (document.title = 'printed');
    });
    const print = page.getByRole('button', { name: 'Print' });
    if (way === 'mouse') await print.click();
    else await page.keyboard.press('Enter');
    await expect(page).toHaveTitle('printed');
    const pages = latin(await page.pdf({ preferCSSPageSize: true })).match(/\/Type\s*\/Page\b(?!s)/g);
    expect(pages).toHaveLength(1);
    // A sheet of A4 within its margins: what is higher is cut or goes to a second one.
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 718, height: 1047 });
    expect((await report.boundingBox())?.height).toBeLessThan(1047);
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press('Escape');
    await expect(report).toBeHidden();

    await withoutIdentity(page, way);
    await choose(page, way, 'Printable report');
    await expect(report).toContainText('left out');
    await expect(report).not.toContainText('Phantom Hemolens');
  });
}

test('where nothing is scored the page says so, and no structured report is saved', async ({ page }) => {
  await page.route('**/model.json', (route) => route.fulfill({ status: 404 }));
  await openPage(page, '?device=wasm');
  await page.locator('input[type=file][webkitdirectory]').setInputFiles(join(folder, 'study'));
  await expect(page.getByText('/ 4').first()).toBeVisible();
  await choose(page, 'mouse', 'DICOM structured report');
  await expect(page.getByRole('alert').filter({ hasText: 'nothing to export' })).toBeVisible();
});
