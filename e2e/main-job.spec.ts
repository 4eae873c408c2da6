import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import {
  allAnalysed,
  data,
  drop,
  exported,
  noData,
  openPage,
  parseCsv,
  status,
  terminal,
  test,
  WHY_SKIPPED,
} from './fixtures.ts';

/** The main job: a dropped folder, windows, probabilities of every slice on WebGPU, both CSVs. */

const CLASSES = ['epidural', 'intraparenchymal', 'intraventricular', 'subarachnoid', 'subdural', 'any'];

test.skip(noData, WHY_SKIPPED);

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hemolens-drop-'));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** A grey level of the picture, read from the canvas at a share of its sides. */
const greyAt = (page: Page, x: number, y: number) =>
  page
    .locator('canvas')
    .first()
    .evaluate(
      (canvas, at) => {
        if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
        const pixel = canvas
          .getContext('2d')
          ?.getImageData(Math.round(canvas.width * at.x), Math.round(canvas.height * at.y), 1, 1);
        return pixel?.data[0];
      },
      { x, y },
    );

const histogram = (page: Page) =>
  page
    .locator('canvas')
    .first()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
      const { data: rgba } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      let sum = 0;
      for (let i = 0; i < rgba.length; i += 4) sum += rgba[i] ?? 0;
      return sum / (rgba.length / 4);
    });

test('a dropped folder of real CT, from windows to both CSVs, on WebGPU', async ({ page }) => {
  await cp(join(data, 'head-ct-ge'), join(folder, 'study/deep/er/SE1'), { recursive: true });
  await writeFile(join(folder, 'study/notes.txt'), 'not an image');
  await writeFile(join(folder, 'study/deep/empty.dcm'), '');
  await mkdir(join(folder, 'study/deep/nothing in here'));
  await writeFile(join(folder, 'study/.DS_Store'), 'litter');

  await openPage(page, '?device=webgpu');
  await drop(page, [join(folder, 'study')]);

  await expect(page.getByRole('listbox', { name: 'Series' }).getByRole('option')).toHaveCount(1);
  const notLoaded = page.getByRole('list', { name: 'Files not loaded' });
  await expect(notLoaded.getByRole('listitem')).toHaveCount(2);
  await expect(notLoaded).toContainText('notes.txt');
  await expect(notLoaded).toContainText('empty.dcm');

  // Once all is read the study settles on its middle slice: from here on only the window changes the picture.
  await expect(status(page)).toHaveText(/^Analysed/);
  await expect(page.getByText('14 / 28').first()).toBeVisible();
  const windows = page.getByRole('radiogroup', { name: 'Window' });
  const means: number[] = [];
  for (const [digit, name] of ['Brain', 'Subdural', 'Bone'].map(
    (label, i) => [String(i + 1), label] as const,
  )) {
    await page.keyboard.press(digit);
    await expect(windows.getByRole('radio', { name })).toBeChecked();
    await expect
      .poll(async () => means.includes(await histogram(page)), `${name} is another picture`)
      .toBe(false);
    means.push(await histogram(page));
  }
  await windows.getByText('Brain').click();
  expect(await greyAt(page, 0.01, 0.01), 'air around the head is black').toBe(0);

  await allAnalysed(page, 28);
  await expect(page.getByText(/webgpu/i).first()).toBeVisible();
  for (const name of CLASSES) {
    await expect(page.getByRole('region', { name: 'Findings' })).toContainText(new RegExp(name, 'i'));
  }

  const rows = parseCsv(await exported(page, 'Per-image CSV'));
  expect(rows).toHaveLength(28);
  expect(rows.every((row) => row.status === 'scored')).toBe(true);
  expect(rows.every((row) => /webgpu/i.test(row.device ?? ''))).toBe(true);
  const positions = rows.map((row) => Number(row.position_mm));
  expect(positions).toEqual([...positions].sort((a, b) => a - b));

  const reference = parseCsv(
    await terminal('score', join(data, 'head-ct-ge'), '--format', 'per-image', '--device', 'wasm'),
  );
  expect(reference).toHaveLength(28);
  rows.forEach((row, i) => {
    expect(row.sop_uid).toBe(reference[i]?.sop_uid);
    for (const name of CLASSES) {
      expect(Math.abs(Number(row[name]) - Number(reference[i]?.[name])), `${name} of row ${i}`).toBeLessThan(
        1e-3,
      );
    }
  });

  const submission = await exported(page, 'RSNA submission CSV');
  expect(submission.startsWith('ID,Label\n')).toBe(true);
  expect(submission.trimEnd().split('\n')).toHaveLength(1 + 6 * 28);
});

test('the RSNA slices give the terminal’s submission file, on WebGPU', async ({ page }) => {
  await openPage(page, '?device=webgpu');
  await drop(page, [join(data, 'rsna-slices')]);
  await allAnalysed(page, 117);
  const computed = parseCsv(await exported(page, 'RSNA submission CSV'));
  const reference = parseCsv(
    await terminal('score', join(data, 'rsna-slices'), '--format', 'rsna', '--device', 'wasm'),
  );
  expect(reference).toHaveLength(6 * 117);
  const labels = new Map(reference.map((row) => [row.ID, Number(row.Label)]));
  expect(new Set(computed.map((row) => row.ID))).toEqual(new Set(labels.keys()));
  for (const row of computed) {
    expect(Math.abs(Number(row.Label) - (labels.get(row.ID) ?? NaN)), row.ID).toBeLessThan(1e-3);
  }
});
