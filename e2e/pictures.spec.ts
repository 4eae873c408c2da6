import { expect } from '@playwright/test';
import { unzipSync } from 'fflate';
import { headerFacts } from '../src/dicom/index.ts';
import { checkersMissing, judged } from '../src/report/testing/checkers.ts';
import { drag } from './demo.ts';
import {
  BAND,
  latin,
  lightPixels,
  MIDDLE,
  openStudy,
  PATIENT,
  saved,
  SLICES,
  test,
  withoutIdentity,
} from './takeaway.ts';

/** Pictures of what is on screen and of key images, by mouse and by keyboard, read back from the files the browser saved. */

test('the picture on screen is saved as PNG with its text and notice, and without the patient where asked', async ({
  page,
  study,
}) => {
  await openStudy(page, study);
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

test('with the image its other windows and its cuts are in the PNG, and a compared series never', async ({
  page,
  study,
}) => {
  await openStudy(page, study);
  const union = async () => {
    const boxes = await Promise.all((await page.locator('.pane').all()).map((pane) => pane.boundingBox()));
    const sides = (of: (box: { x: number; width: number }) => number) =>
      boxes.flatMap((box) => (box ? of(box) : []));
    return Math.max(...sides(({ x, width }) => x + width)) - Math.min(...sides(({ x }) => x));
  };
  for (const [key, panes] of [
    ['7', 3],
    ['8', 3],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.locator('.pane canvas:visible').nth(2)).toBeVisible();
    await expect(page.locator('.pane')).toHaveCount(panes);
    await expect(page.locator('.pane .corner').filter({ hasText: /C \d+ W \d+/ })).toHaveCount(panes);
    const { bytes } = await saved(page, 'keyboard', 'Picture as PNG');
    const right = await lightPixels(page, bytes, { x: 0.7, y: 0, to: [1, 0.9] });
    expect(right.width).toBeCloseTo(await union(), -1);
    expect(right.light).toBeGreaterThan(500);
    // A Secondary Capture refers to one image, and is of that alone.
    const capture = await saved(page, 'keyboard', 'Picture as DICOM Secondary Capture');
    expect(headerFacts(capture.bytes, capture.name)?.columns).toBeLessThan(right.width / 1.3);
  }
  await page.keyboard.press('9');
  const alone = await page.locator('.pane').first().boundingBox();
  const { bytes } = await saved(page, 'keyboard', 'Picture as PNG');
  expect((await lightPixels(page, bytes, BAND)).width).toBe(Math.round(alone?.width ?? NaN));
});

test('the picture is of one slice, though another comes on screen while it is made', async ({
  page,
  study,
}) => {
  await openStudy(page, study);
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

test('the evidence map on screen is in the picture', async ({ page, study }) => {
  await openStudy(page, study);
  await page.getByRole('button', { name: 'Subdural', exact: true }).click();
  const plain = await saved(page, 'mouse', 'Picture as PNG');
  await page.getByRole('switch', { name: 'Evidence map' }).click();
  const overlaid = await saved(page, 'mouse', 'Picture as PNG');
  const colouredIn = async ({ bytes }: { readonly bytes: Uint8Array }) =>
    (await lightPixels(page, bytes, MIDDLE)).coloured;
  expect(await colouredIn(plain)).toBe(0);
  expect(await colouredIn(overlaid)).toBeGreaterThan(1000);
});

for (const way of ['mouse', 'keyboard'] as const) {
  test(`the picture on screen is saved as Secondary Capture (${way})`, async ({ page, study }) => {
    await openStudy(page, study);
    const { name, bytes } = await saved(page, way, 'Picture as DICOM Secondary Capture');
    expect(name).toMatch(/\.dcm$/);
    expect(headerFacts(bytes, name)).toMatchObject({ modality: 'OT', bitsStored: 8 });
    expect(latin(bytes)).toContain('DERIVED\\SECONDARY');
    expect(latin(bytes)).toContain('Phantom^Hemolens');
    if (!checkersMissing) expect(judged(bytes)).not.toMatch(/^Error/m);
  });

  test(`key images are marked, unmarked and saved in both formats (${way})`, async ({ page, study }) => {
    await openStudy(page, study);
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

  test(`what is drawn on a key image is on its picture (${way})`, async ({ page, study }) => {
    await openStudy(page, study);
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
}
