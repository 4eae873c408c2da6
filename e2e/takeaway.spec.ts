import { expect } from '@playwright/test';
import { unzipSync } from 'fflate';
import { headerFacts } from '../src/dicom/index.ts';
import { accepted, checkersMissing, judged } from '../src/report/testing/checkers.ts';
import { drag } from './demo.ts';
import { allAnalysed, exported, openPage, parseCsv } from './fixtures.ts';
import { oddSeries, openOdd } from './odd.ts';
import { choose, latin, openStudy, saved, SLICES, test, withoutIdentity } from './takeaway.ts';

/** Tables and reports, by mouse and by keyboard, read back from the files the browser saved. */

test('values that leave the page while a slab is on screen are those of the slices, and the page says so', async ({
  page,
  study,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openStudy(page, study);
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
  await expect(page.getByText(/measured on slices and cuts as they are, not on the slab/)).toBeVisible();
});

for (const way of ['mouse', 'keyboard'] as const) {
  test(`the structured report holds the numbers of the table (${way})`, async ({ page, study }) => {
    await openStudy(page, study);
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
    wholeHead,
  }) => {
    await openStudy(page, wholeHead);
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

test('where nothing is scored the page says so, and no structured report is saved', async ({
  page,
  study,
}) => {
  await page.route('**/model.json', (route) => route.fulfill({ status: 404 }));
  await openPage(page, '?device=wasm');
  await page.locator('input[type=file][webkitdirectory]').setInputFiles(study);
  await expect(page.getByText('/ 4').first()).toBeVisible();
  await choose(page, 'mouse', 'DICOM structured report');
  await expect(page.getByRole('alert').filter({ hasText: 'nothing to export' })).toBeVisible();
});

test('of what has identifiers that DICOM does not allow no object is made: each is told by a file, the others have theirs', async ({
  page,
}) => {
  const unnamed = (name: string) => oddSeries(name, 0, 1, { '0020000D': ['UI', `study-${name}`] });
  await openOdd(page, [...oddSeries('1', 0, 1, {}), ...unnamed('2'), ...unnamed('3')]);
  await allAnalysed(page, 3);
  const { name, bytes } = await saved(page, 'mouse', 'DICOM structured report');
  expect(name).toBe('hemolens-reports.zip');
  expect(Object.keys(unzipSync(bytes))).toHaveLength(1);
  const told = page.getByRole('alert');
  await expect(told).toContainText('2.dcm: The Study Instance UID is “study-2”');
  await expect(told).toContainText('3.dcm: The Study Instance UID is “study-3”');

  await page.getByRole('button', { name: 'Dismiss' }).click();
  for (const option of await page.getByRole('option').all()) {
    await option.click();
    await page.keyboard.press('k');
  }
  const keys = await saved(page, 'mouse', 'Key images as DICOM');
  expect(Object.keys(unzipSync(keys.bytes))).toHaveLength(1);
  await expect(told).toContainText('2.dcm: The Study Instance UID is “study-2”');
  await expect(told).toContainText('3.dcm: The Study Instance UID is “study-3”');
});
