import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { compressedFile, compressedSlices } from '../src/dicom/testing/syntaxes.ts';
import { drop, openPage, test } from './fixtures.ts';

/** A folder with one slice in each compressed transfer syntax, one above the other, and one that was cut short. */
async function folderOfAll(parent: string): Promise<{ folder: string; slices: number }> {
  const folder = join(parent, 'every-syntax');
  await mkdir(folder);
  const slices = await compressedSlices();
  const place = (index: number) =>
    ({
      '00080018': ['UI', `1.2.3.4.${index + 1}`],
      '00200013': ['IS', String(index + 1)],
      '00200032': ['DS', `-100\\-120\\${index * 5}`],
    }) as const;
  for (const [index, slice] of slices.entries()) {
    await writeFile(join(folder, `${slice.syntax}.dcm`), compressedFile(slice, place(index), 500));
  }
  const [first] = slices;
  if (first) {
    const stream = first.stream.subarray(0, 600);
    await writeFile(join(folder, 'cut.dcm'), compressedFile({ ...first, stream }, place(slices.length)));
  }
  return { folder, slices: slices.length };
}

/** All are on the slider, and nothing but the file that was cut is told as not loaded. */
async function allLoaded(page: Page, slices: number): Promise<void> {
  await expect(page.getByText(`CT · ${slices + 1} slices`)).toBeVisible();
  const notLoaded = page.getByRole('list', { name: 'Files not loaded' });
  await expect(notLoaded.getByRole('listitem')).toHaveCount(1);
  await expect(notLoaded).toContainText(/cut\.dcm[^]*JPEG Baseline[^]*ends before the last pixel/);
}

test('a folder with every transfer syntax loads whole, also without a network', async ({
  page,
  context,
}, info) => {
  const { folder, slices } = await folderOfAll(info.outputPath());
  // What the page's policy forbids is said here, by workers too.
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await openPage(page, '?device=wasm');
  await drop(page, [folder]);
  await allLoaded(page, slices);
  expect(complaints).toEqual([]);

  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await drop(page, [folder]);
  await allLoaded(page, slices);
});
