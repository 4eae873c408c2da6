/** What the browser saves, read back: for tests of what is taken away from the page. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { demoStudy } from '../src/phantom/index.ts';
import { checkersMissing, NEEDS_CHECKERS } from '../src/report/testing/checkers.ts';
import { allAnalysed, openPage, test as base } from './fixtures.ts';

export const SLICES = 4;

/** With folders of four slices of the demo study: neighbours, and some so far apart that they are a head, with maxima. */
export const test = base.extend<object, { study: string; wholeHead: string }>({
  study: [
    async ({}, use) => {
      if (checkersMissing)
        console.log(`Exported DICOM is not judged by other programs here ${NEEDS_CHECKERS}`);
      await withFolder([14, 15, 16, 17], use);
    },
    { scope: 'worker' },
  ],
  wholeHead: [({}, use) => withFolder([12, 16, 20, 24], use), { scope: 'worker' }],
});

async function withFolder(slices: readonly number[], use: (study: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hemolens-takeaway-'));
  await mkdir(join(folder, 'study'));
  for (const { path, bytes } of [...demoStudy()].filter((_, index) => slices.includes(index))) {
    await writeFile(join(folder, 'study', path.replace(/.*\//, '')), bytes);
  }
  await use(join(folder, 'study'));
  await rm(folder, { recursive: true, force: true });
}

/** Opens the slices and waits until they are scored. */
export async function openStudy(page: Page, study: string): Promise<void> {
  await openPage(page, '?device=wasm');
  await page.locator('input[type=file][webkitdirectory]').setInputFiles(study);
  await allAnalysed(page, SLICES);
}

export type Way = 'mouse' | 'keyboard';

/** Chooses an item of the menu *Export* as a hand would, or without one. */
export async function choose(page: Page, way: Way, item: string): Promise<void> {
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

export async function saved(
  page: Page,
  way: Way,
  item: string,
): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), choose(page, way, item)]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

export async function withoutIdentity(page: Page, way: Way): Promise<void> {
  await choose(page, way, 'Without patient identity');
  await expect(page.getByRole('menuitemcheckbox', { name: 'Without patient identity' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
}

/**
 * How many pixels of a part of a PNG are lighter than half, in an annotation's colour, and in any colour at all; the part in
 * shares of the whole.
 */
export async function lightPixels(
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
      let [light, drawn, coloured] = [0, 0, 0];
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
        if (red > 128) light++;
        if (Math.max(red, green, blue) - Math.min(red, green, blue) > 24) coloured++;
        if (Math.abs(red - 121) + Math.abs(green - 215) + Math.abs(blue - 196) < 20) drawn++;
      }
      return { light, drawn, coloured, width: bitmap.width, height: bitmap.height };
    },
    { bytes: [...png], ...part },
  );
}

export const PATIENT = { x: 0, y: 0, to: [0.2, 0.06] as [number, number] };
/** Of the image, without text and bars. */
export const MIDDLE = { x: 0.35, y: 0.3, to: [0.65, 0.7] as [number, number] };
export const BAND = { x: 0, y: 0.95, to: [1, 1] as [number, number] };
export const latin = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
