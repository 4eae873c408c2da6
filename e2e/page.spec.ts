import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { zipSync } from 'fflate';
import { demoStudy } from '../src/phantom/index.ts';
import {
  allAnalysed,
  data,
  drop,
  exported,
  noData,
  openPage,
  parseCsv,
  status,
  test,
  WHY_SKIPPED,
} from './fixtures.ts';

/** What surrounds the main job: the demo, inputs, bad files, order of work, devices that fail. */

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hemolens-page-'));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

test('the demo study opens, is scored, and shows its bleeds above its clean slices', async ({ page }) => {
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  const truth = [...demoStudy()].map(({ path, truth: kinds }) => ({ path, bleeds: kinds.any }));
  await allAnalysed(page, truth.length);
  await expect(
    page
      .getByRole('region', { name: 'Findings' })
      .getByText(/\d\s*%/)
      .first(),
  ).toBeVisible();
  const rows = parseCsv(await exported(page, 'Per-image CSV'));
  const median = (bleeds: boolean) => {
    const files = new Set(truth.filter((slice) => slice.bleeds === bleeds).map(({ path }) => path));
    const values = rows.filter((row) => files.has(row.file ?? '')).map((row) => Number(row.any));
    expect(values).toHaveLength(files.size);
    return values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
  };
  expect(median(true)).toBeGreaterThan(2 * median(false));
});

test('without a choice the faster device runs, the page tells both times, and remembers them', async ({
  page,
}) => {
  const times = /WebGPU \(.+\) took [\d.]+ m?s for .+, WebAssembly [\d.]+ m?s/;
  await openPage(page);
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(page.getByText(times).first()).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/Measured here before/)).toHaveCount(0);
  await page.reload();
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(page.getByText(/Measured here before: WebGPU/).first()).toBeVisible({ timeout: 120_000 });
});

test('the page forbids foreign origins and code that is not its own', async ({ page }) => {
  await page.goto('/');
  const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toMatch(/https?:|'unsafe-eval'|\*/);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "foreign code ran"';
    document.head.append(script);
    return document.title;
  });
  expect(ran).not.toBe('foreign code ran');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('a zip archive is read in the page, and of a damaged one what is whole', async ({ page }) => {
  const slices = [...demoStudy()].slice(0, 3).map(({ path, bytes }) => [path, bytes] as const);
  const archive = zipSync(Object.fromEntries(slices));
  const [, damaged = ''] = slices.map(([path]) => path);
  const place = Buffer.from(archive).indexOf(damaged) + damaged.length + 4000;
  archive[place] = (archive[place] ?? 0) ^ 0x5a;
  const file = join(folder, 'head.zip');
  await writeFile(file, archive);
  await openPage(page, '?device=wasm');
  await drop(page, [file]);
  await expect(status(page)).toHaveText(/^Analysed 2 of 2 slices/, { timeout: 120_000 });
  await expect(page.getByText(damaged.split('/').at(-1) ?? '').first()).toBeVisible();
  await expect(page.getByText(/is damaged in its archive/).first()).toBeVisible();
});

test('a folder without DICOM says so', async ({ page }) => {
  await writeFile(join(folder, 'readme.txt'), 'nothing to see');
  await openPage(page);
  await drop(page, [folder]);
  await expect(page.getByText(/readme\.txt/).first()).toBeVisible();
  await expect(page.getByText(/no.*(DICOM|image)/i).first()).toBeVisible();
});

test.describe('with real CT', () => {
  test.skip(noData, WHY_SKIPPED);

  test('bad files are named with a reason and the good one is read and scored', async ({ page }) => {
    const whole = await readFile(join(data, 'head-ct-ge/14.dcm'));
    const paths = {
      good: join(folder, 'good one'),
      truncated: join(folder, 'truncated.dcm'),
      empty: join(folder, 'empty.dcm'),
    };
    await writeFile(paths.good, whole);
    await writeFile(paths.truncated, whole.subarray(0, 200_000));
    await writeFile(paths.empty, '');
    await openPage(page, '?device=wasm');
    await page
      .locator('input[type=file]:not([webkitdirectory])')
      .setInputFiles([
        paths.good,
        paths.truncated,
        paths.empty,
        join(data, 'malformed/test-SR.dcm'),
        join(data, 'malformed/rtplan.dcm'),
      ]);
    await allAnalysed(page, 1);
    const notLoaded = page.getByRole('list', { name: 'Files not loaded' });
    await expect(notLoaded.getByRole('listitem')).toHaveCount(4);
    await expect(notLoaded).toContainText(/truncated\.dcm[^]*(cut|incomplete|truncated|ends)/i);
    await expect(notLoaded).toContainText(/empty\.dcm[^]*empty/i);
    await expect(notLoaded).toContainText(/report/i);
  });

  test('keys and slider move through the slices, and the position follows', async ({ page }) => {
    await openPage(page, '?device=wasm');
    await page.locator('input[type=file][webkitdirectory]').setInputFiles(join(data, 'head-ct-ge'));
    const slider = page.getByRole('slider', { name: 'Slice' });
    await expect(page.getByText('/28').or(page.getByText('/ 28')).first()).toBeVisible();
    await page.keyboard.press('Home');
    await expect(slider).toHaveAttribute('aria-valuenow', '1');
    await page.keyboard.press('ArrowDown');
    await expect(slider).toHaveAttribute('aria-valuenow', '2');
    await page.keyboard.press('End');
    await expect(slider).toHaveAttribute('aria-valuenow', '28');
  });

  test('scoring stops when asked to, keeps what it has, and goes on where the eye is', async ({ page }) => {
    await openPage(page, '?device=webgpu');
    await page.locator('input[type=file][webkitdirectory]').setInputFiles(join(data, 'head-ct-ge'));
    await expect(status(page)).toContainText(/Analysed [1-9]\d* of 28 slices/, { timeout: 120_000 });
    await page
      .getByRole('button', { name: /pause|cancel/i })
      .first()
      .click();
    // The slice at work may still finish; after it nothing moves.
    let paused = await status(page).textContent();
    await expect
      .poll(
        async () => {
          const before = paused;
          await page.waitForTimeout(4000);
          paused = await status(page).textContent();
          return paused === before;
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    expect(paused).not.toContain('28 of 28');
    await page.getByRole('button', { name: /resume/i }).click();
    await expect(status(page)).not.toHaveText(paused ?? '', { timeout: 60_000 });
  });

  test('a model with a missing shard is named, and the images stay readable', async ({ page }) => {
    await page.route('**/group1-shard2of*.bin', (route) => route.fulfill({ status: 404 }));
    await openPage(page, '?device=wasm');
    await page.locator('input[type=file][webkitdirectory]').setInputFiles(join(data, 'head-ct-ge'));
    await expect(page.getByText(/group1-shard2of/).first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('listbox', { name: 'Series' }).getByRole('option')).toHaveCount(1);
  });
});
