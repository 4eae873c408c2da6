import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { test, dragIn, drawn, letters, openFolder, picture, sliceNumber, slider } from './demo.ts';
import { data, drop, noData, openPage, WHY_SKIPPED } from './fixtures.ts';

test('coronal and sagittal cuts cross the slice where their lines say, by mouse and by keyboard', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  await page.keyboard.press('8');
  const coronal = page.getByRole('slider', { name: 'Coronal position' });
  const sagittal = page.getByRole('slider', { name: 'Sagittal position' });
  await expect(coronal).toHaveAttribute('aria-valuetext', 'Coronal 257 of 512');

  const before = await picture(page, 'Coronal');
  await coronal.focus();
  await page.keyboard.press('ArrowRight');
  await expect(coronal).toHaveAttribute('aria-valuetext', 'Coronal 258 of 512');
  await expect(page.getByText(/^258 \/ 512 · −?[\d.]+ mm$/)).toBeVisible();
  await expect.poll(() => picture(page, 'Coronal')).not.toBe(before);

  // The words beside the slider leave the wheel to the cut.
  const words = await page.getByText(/^258 \/ 512 · /).boundingBox();
  if (!words) throw new Error('no place of the cut');
  await page.mouse.move(words.x + words.width - 4, words.y + words.height / 2);
  await page.mouse.wheel(0, 100);
  await expect(coronal).toHaveAttribute('aria-valuetext', 'Coronal 259 of 512');
  await page.mouse.wheel(0, -100);
  await expect(coronal).toHaveAttribute('aria-valuetext', 'Coronal 258 of 512');

  // A click on the slice cuts there; its lines lie under the pointer.
  const main = page.locator('.pane').first();
  const box = await main.boundingBox();
  if (!box) throw new Error('no pane');
  const [x, y] = [Math.round(box.width * 0.32), Math.round(box.height * 0.45)];
  await main.click({ position: { x, y } });
  await expect(sagittal).not.toHaveAttribute('aria-valuetext', 'Sagittal 257 of 512');
  const lines = main.locator('[data-layer="cross-lines"] line');
  const place = (plane: string, of: string) =>
    main.locator(`[data-plane="${plane}"]`).evaluate((line, name) => Number(line.getAttribute(name)), of);
  await expect(lines).toHaveCount(2);
  await expect.poll(async () => Math.abs((await place('sagittal', 'x1')) - x)).toBeLessThan(1.5);
  await expect.poll(async () => Math.abs((await place('coronal', 'y1')) - y)).toBeLessThan(1.5);

  // HU are read there too; a hematoma is counted on slices, and the tool for it does nothing on a cut.
  const cut = page.getByRole('region', { name: 'Coronal' });
  const window = main.locator('.corner.bottom.right-side strong');
  await expect(window).toHaveText('C 40 W 80');
  await page.keyboard.press('q');
  await dragIn(page, cut);
  await expect(cut.locator('.probe')).toHaveText(/^[−\d]+ HU$/);
  await expect(page.locator('[data-annotation]')).toHaveCount(0);
  await expect(cut.locator('.viewport-place [style*="cursor: not-allowed"]')).toHaveCount(1);
  await expect(window).toHaveText('C 40 W 80');
  await page.keyboard.press('w');
  await dragIn(page, cut);
  await expect(window).not.toHaveText('C 40 W 80');
  await expect(cut.getByText(/^C [−\d]+ W \d+$/)).toHaveText((await window.textContent()) ?? '');

  // Keys that zoom do so under the pointer; reset takes all back.
  const zoom = main.getByText(/^Zoom \d+ %$/);
  const fitted = (await zoom.textContent()) ?? '';
  const shown = await picture(page, 'Coronal');
  const bar = cut.locator('.scale-bar');
  const long = await bar.innerHTML();
  await page.keyboard.press('+');
  await expect.poll(() => bar.innerHTML()).not.toBe(long);
  await expect.poll(() => picture(page, 'Coronal')).not.toBe(shown);
  await expect(zoom).toHaveText(fitted);
  await page.keyboard.press('f');
  await expect.poll(() => picture(page, 'Coronal')).toBe(shown);
  await page.keyboard.press('+');
  await main.hover();
  await page.keyboard.press('+');
  await expect(zoom).not.toHaveText(fitted);
  await page.keyboard.press('x');
  await expect(zoom).toHaveText(fitted);
  await expect.poll(() => bar.innerHTML()).toBe(long);

  // So do keys that turn; reset takes all back, wherever the pointer is.
  await cut.hover();
  await page.keyboard.press('h');
  await expect(letters(cut)).toHaveAccessibleName(/left L, right R/);
  await expect(cut.getByText('Mirrored')).toBeVisible();
  await expect(letters(main)).toHaveAccessibleName(/left R, right L/);
  await page.getByRole('region', { name: 'Sagittal' }).hover();
  await page.keyboard.press('x');
  await expect(letters(cut)).toHaveAccessibleName(/left R, right L/);
  await expect(cut.getByText('Mirrored')).toBeHidden();

  // A click near the top of a cut goes to a slice near the vertex.
  await page.getByRole('region', { name: 'Sagittal' }).click({ position: { x: 120, y: 160 } });
  await expect(slider(page)).not.toHaveAttribute('aria-valuenow', '7');
  const thin = await picture(page, 'Sagittal');
  const slabs = page.getByLabel('Thickness of slices and cuts');
  await slabs.selectOption('MIP 20 mm');
  await expect.poll(() => picture(page, 'Sagittal')).not.toBe(thin);

  // The slice is a slab as well, in every layout, and its corner says so.
  const corner = main.locator('.corner.bottom.left-side');
  await expect(corner).toContainText('MIP 20 mm');
  const slab = await drawn(main);
  await page.keyboard.press('6');
  await page.keyboard.press('<');
  await expect(corner).toContainText('MIP 10 mm');
  await page.keyboard.press('7');
  await expect(page.getByRole('region', { name: 'Bone window' })).toContainText('MIP 10 mm');
  await page.keyboard.press('6');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('<');
  await expect(corner).toContainText('mm thick');
  await page.keyboard.press('8');
  await expect(slabs.locator('option:checked')).toHaveText('Thin');
  await expect.poll(() => drawn(main)).not.toBe(slab);
});

test('lines across slice and cuts are dragged, and take their cut or the slice along', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  await page.keyboard.press('8');
  const sagittal = page.getByRole('slider', { name: 'Sagittal position' });
  const coronal = page.getByRole('slider', { name: 'Coronal position' });
  await expect(coronal).toHaveAttribute('aria-valuetext', 'Coronal 257 of 512');
  const main = page.locator('.pane').first();
  const cut = page.getByRole('region', { name: 'Coronal' });
  const window = main.locator('.corner.bottom.right-side strong');
  await expect(window).toHaveText('C 40 W 80');
  const bounds = async (pane: Locator) => {
    const box = await pane.boundingBox();
    if (!box) throw new Error('no pane');
    return box;
  };
  /** Where a line of a pane lies, in the page's pixels: across its middle. */
  const lineAt = async (pane: Locator, plane: string) => {
    const [x1, x2, y1, y2] = await pane
      .locator(`[data-plane="${plane}"]`)
      .evaluate((line) => ['x1', 'x2', 'y1', 'y2'].map((name) => Number(line.getAttribute(name))));
    const box = await bounds(pane.locator('.viewport-place'));
    return { x: box.x + ((x1 ?? 0) * 3 + (x2 ?? 0)) / 4, y: box.y + ((y1 ?? 0) * 3 + (y2 ?? 0)) / 4 };
  };
  const dragLine = async (pane: Locator, plane: string, by: { x: number; y: number }) => {
    const { x, y } = await lineAt(pane, plane);
    await page.mouse.move(x + 2, y + 2);
    await expect(pane.locator('.viewport-place [style*="-resize"]')).toHaveCount(1);
    await page.mouse.down();
    await page.mouse.move(x + by.x / 2, y + by.y / 2);
    await page.mouse.move(x + by.x, y + by.y);
    await page.mouse.up();
    return { x: x + by.x, y: y + by.y };
  };

  const to = await dragLine(main, 'sagittal', { x: -60, y: 40 });
  await expect(sagittal).not.toHaveAttribute('aria-valuetext', 'Sagittal 257 of 512');
  await expect(coronal).toHaveAttribute('aria-valuetext', 'Coronal 257 of 512');
  await expect.poll(async () => Math.abs((await lineAt(main, 'sagittal')).x - to.x)).toBeLessThan(1.5);

  const before = await sliceNumber(page);
  await dragLine(cut, 'axial', { x: 0, y: -70 });
  await expect.poll(() => sliceNumber(page)).toBeGreaterThan(before);
  await expect(window).toHaveText('C 40 W 80');

  // Beside the lines a drag is the tool's; a tool that draws begins on them, too.
  await page.keyboard.press('d');
  const { x, y } = await lineAt(main, 'coronal');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 30, { steps: 3 });
  await page.mouse.up();
  await expect(main.locator('[data-annotation]')).toHaveCount(1);
  await expect(coronal).toHaveAttribute('aria-valuetext', 'Coronal 257 of 512');
});

test('a tilted series says that its cuts stand at right angles to its slices', async ({ page }) => {
  test.skip(noData, WHY_SKIPPED);
  await openPage(page, '?device=wasm');
  await drop(page, [join(data, 'head-ct-ge')]);
  await expect(slider(page)).toHaveAttribute('max', '28', { timeout: 60_000 });
  await page.keyboard.press('8');
  await expect(page.getByRole('region', { name: 'Coronal' })).toContainText('right angles');
  await expect(page.locator('.scale-bar')).toHaveText([/^(100|50|20) mm$/, /^\d+ mm$/, /^\d+ mm$/]);

  // The layout is there on the next visit.
  await page.reload();
  await drop(page, [join(data, 'head-ct-ge')]);
  await expect(page.getByRole('region', { name: 'Coronal' })).toBeVisible({ timeout: 60_000 });
});
