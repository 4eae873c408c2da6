import { expect, type Locator, type Page } from '@playwright/test';
import { allAnalysed, exported, openPage, parseCsv, status, test } from './fixtures.ts';

/** Each tool through the real page, by mouse and by keyboard, on the demo study. */

async function openDemo(page: Page): Promise<void> {
  await openPage(page, '?device=wasm');
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(status(page)).toHaveText(/^Analysed/);
}

const slider = (page: Page) => page.getByRole('slider', { name: 'Slice' });
const sliceNumber = async (page: Page) => Number(await slider(page).getAttribute('aria-valuenow'));
const letters = (page: Page) => page.getByRole('img', { name: /^Orientation/ });
const annotation = (page: Page, name: RegExp) => page.getByRole('group', { name });

/** A point of the pane, at a share of its sides. */
async function at(page: Page, x: number, y: number): Promise<[number, number]> {
  const box = await page.locator('.pane').boundingBox();
  if (!box) throw new Error('no pane');
  return [box.x + box.width * x, box.y + box.height * y];
}

async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.mouse.move(...(await at(page, ...from)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, (from[0] + to[0]) / 2, (from[1] + to[1]) / 2)));
  await page.mouse.move(...(await at(page, ...to)));
  await page.mouse.up();
}

/** Mean grey level of each half of the pane's middle square, as it is on the canvas. */
async function halves(page: Page) {
  return page
    .locator('.pane canvas')
    .first()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
      const side = Math.min(canvas.width, canvas.height) & ~1;
      const x0 = Math.round((canvas.width - side) / 2);
      const y0 = Math.round((canvas.height - side) / 2);
      const pixels = canvas.getContext('2d')?.getImageData(x0, y0, side, side).data ?? [];
      const sums = { left: 0, right: 0, top: 0, bottom: 0 };
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          const grey = pixels[4 * (y * side + x)] ?? 0;
          sums[x < side / 2 ? 'left' : 'right'] += grey;
          sums[y < side / 2 ? 'top' : 'bottom'] += grey;
        }
      }
      const mean = (sum: number) => Math.round((20 * sum) / side ** 2) / 10;
      return {
        left: mean(sums.left),
        right: mean(sums.right),
        top: mean(sums.top),
        bottom: mean(sums.bottom),
      };
    });
}

const near = (value: number): number => expect.closeTo(value, 0) as unknown as number;

test('flips and turns move picture and letters together, and reset takes them back', async ({ page }) => {
  await openDemo(page);
  // Off the middle of the head no half is like another.
  await page.keyboard.press('3');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(letters(page)).toHaveAccessibleName('Orientation: left R, right L, top A, bottom P');
  await page.waitForTimeout(200);
  const stored = await halves(page);
  expect(stored.right).toBeGreaterThan(stored.left + 2);
  expect(stored.bottom).toBeGreaterThan(stored.top + 2);

  await page.keyboard.press('h');
  await expect(letters(page)).toHaveAccessibleName('Orientation: left L, right R, top A, bottom P');
  await expect
    .poll(() => halves(page))
    .toEqual({
      left: near(stored.right),
      right: near(stored.left),
      top: near(stored.top),
      bottom: near(stored.bottom),
    });
  await page.keyboard.press('v');
  await page.keyboard.press('r');
  await expect(letters(page)).toHaveAccessibleName('Orientation: left A, right P, top L, bottom R');
  await expect(page.getByText('Turned 270°')).toBeVisible();
  await expect
    .poll(() => halves(page))
    .toEqual({
      left: near(stored.top),
      right: near(stored.bottom),
      top: near(stored.right),
      bottom: near(stored.left),
    });
  await page.keyboard.press('l');
  await expect(letters(page)).toHaveAccessibleName('Orientation: left L, right R, top P, bottom A');

  await page.keyboard.press(' ');
  await expect(letters(page)).toHaveAccessibleName('Orientation: left R, right L, top A, bottom P');
  await page.getByRole('button', { name: 'Flip left and right' }).click();
  await expect(letters(page)).toHaveAccessibleName('Orientation: left L, right R, top A, bottom P');
  await page.getByRole('button', { name: 'More commands' }).click();
  await page.getByRole('menuitem', { name: 'Rotate left' }).click();
  await expect(letters(page)).toHaveAccessibleName('Orientation: left A, right P, top R, bottom L');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(letters(page)).toHaveAccessibleName('Orientation: left R, right L, top A, bottom P');
});

test('invert, magnifier, cine and full screen, by key and by button', async ({ page }) => {
  await openDemo(page);
  const plain = await halves(page);
  await page.keyboard.press('i');
  await expect(page.getByRole('button', { name: 'Invert' })).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await halves(page)).left).toBeCloseTo(255 - plain.left, 0);
  await page.getByRole('button', { name: 'Invert' }).click();
  await expect.poll(async () => (await halves(page)).left).toBeCloseTo(plain.left, 0);

  const lens = page.locator('canvas[data-layer=magnifier]');
  await page.keyboard.press('m');
  await page.mouse.move(...(await at(page, 0.5, 0.5)));
  await expect(lens).toBeVisible();
  await page.getByRole('button', { name: 'Magnifier' }).click();
  await page.mouse.move(...(await at(page, 0.5, 0.5)));
  await expect(lens).toBeHidden();

  await page.keyboard.press('Home');
  await page.keyboard.press('c');
  await expect.poll(() => sliceNumber(page)).toBeGreaterThan(3);
  await page.keyboard.press(',');
  await expect(page.getByText('Cine, 7 slices/s')).toBeVisible();
  await page.keyboard.press('.');
  await page.getByRole('button', { name: 'Cine' }).click();
  await expect(page.getByText(/^Cine, /)).toBeHidden();
  const still = await sliceNumber(page);
  await page.waitForTimeout(400);
  expect(await sliceNumber(page)).toBe(still);

  const full = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.keyboard.press('u');
  await expect.poll(full).toBe(true);
  await page.keyboard.press('u');
  await expect.poll(full).toBe(false);
});

test('slice and window are typed, and the wheel with shift changes the window', async ({ page }) => {
  await openDemo(page);
  await page.keyboard.press('j');
  await page.keyboard.type('999');
  await expect(page.getByText(/A number from 1 to/)).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '5');
  await page.keyboard.press('ArrowDown');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '6');

  const window = page.locator('.corner.bottom.right-side strong');
  await page.keyboard.press('y');
  await page.keyboard.type('55');
  await page.keyboard.press('Tab');
  await page.keyboard.type('123');
  await page.keyboard.press('Enter');
  await expect(window).toHaveText('C 55 W 123');

  await page.mouse.move(...(await at(page, 0.5, 0.5)));
  await page.keyboard.down('Shift');
  await page.mouse.wheel(0, -100);
  await expect(window).toHaveText('C 55 W 145');
  await page.keyboard.down('Alt');
  await page.mouse.wheel(0, -100);
  await expect(window).toHaveText('C 37 W 145');
  await page.keyboard.up('Alt');
  await page.keyboard.up('Shift');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '6');

  const widened = async () => {
    await page.keyboard.press('1');
    await drag(page, [0.4, 0.5], [0.5, 0.5]);
    const [, width] = /W (\d+)/.exec((await window.textContent()) ?? '') ?? [];
    return Math.log(Number(width) / 80);
  };
  const usual = await widened();
  await page.getByRole('button', { name: 'More commands' }).click();
  await page.getByRole('menuitem', { name: 'Window drag slower' }).click();
  await expect(page.getByRole('menuitem', { name: 'Window drag slower' })).toContainText('× 0.5');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  expect((await widened()) / usual).toBeCloseTo(0.5, 1);
});

test('annotations by mouse: drawn, moved, undone, copied, deleted, there after a reload', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openDemo(page);
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'Measure' }).click();
    await page.getByRole('menuitemradio', { name }).click();
  };
  await choose('Length');
  await drag(page, [0.3, 0.3], [0.45, 0.3]);
  const length = annotation(page, /^Length: [\d.]+ mm$/);
  await expect(length).toBeVisible();
  await choose('Angle');
  await drag(page, [0.5, 0.7], [0.6, 0.7]);
  await expect(annotation(page, /^Angle: 45\.0°$/)).toBeVisible();
  await choose('Ellipse');
  await drag(page, [0.5, 0.4], [0.6, 0.55]);
  await expect(annotation(page, /^Ellipse: Mean .+ SD .+ HU, Min .+, Max .+ HU, Area .+ mm²$/)).toBeVisible();
  await choose('Rectangle');
  await drag(page, [0.65, 0.4], [0.7, 0.5]);
  await expect(annotation(page, /^Rectangle: Mean .+ Area .+ mm²$/)).toBeVisible();
  await choose('Arrow with text');
  await drag(page, [0.5, 0.25], [0.55, 0.2]);
  await page.getByRole('textbox', { name: 'Text' }).fill('falx');
  await page.keyboard.press('Enter');
  await expect(annotation(page, /^Arrow: falx$/)).toBeVisible();
  await choose('Hematoma volume (ABC/2)');
  await drag(page, [0.35, 0.5], [0.42, 0.6]);
  await page.getByRole('textbox', { name: 'Slices with the hematoma' }).fill('4');
  await page.keyboard.press('Enter');
  await expect(annotation(page, /^Hematoma volume: .+ ABC\/2 [\d.]+ mL on 4 slices$/)).toBeVisible();

  // A flip moves the drawing with the image, and leaves its values.
  const before = await length.getAttribute('aria-label');
  const left = async (of: Locator) => (await of.boundingBox())?.x ?? NaN;
  const unflipped = await left(length);
  await page.keyboard.press('h');
  await expect.poll(() => left(length)).toBeGreaterThan(unflipped + 50);
  expect(await length.getAttribute('aria-label')).toBe(before);
  await page.keyboard.press('h');

  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.mouse.click(...(await at(page, 0.37, 0.3)));
  const handle = page.getByRole('button', { name: /^Length, point 2 of 2/ });
  await expect(handle).toBeVisible();
  await drag(page, [0.45, 0.3], [0.4, 0.3]);
  await expect(length).not.toHaveAccessibleName(before ?? '');
  await page.keyboard.press('Control+c');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toBe(await length.getAttribute('aria-label'));
  await page.keyboard.press('Control+z');
  await expect(length).toHaveAccessibleName(before ?? '');
  await page.keyboard.press('Control+Shift+z');
  await expect(length).not.toHaveAccessibleName(before ?? '');
  const after = await length.getAttribute('aria-label');

  await page.mouse.click(...(await at(page, 0.53, 0.7)));
  await page.keyboard.press('Delete');
  await expect(annotation(page, /^Angle/)).toBeHidden();
  await page.keyboard.press('ArrowDown');
  await expect(length).toBeHidden();

  await page.reload();
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(status(page)).toHaveText(/^Analysed/);
  await expect(length).toHaveAccessibleName(after ?? '');
  await expect(page.locator('[data-annotation]')).toHaveCount(5);
  await page.getByRole('button', { name: 'More commands' }).click();
  await page.getByRole('menuitem', { name: 'Delete all of this series' }).click();
  await expect(page.locator('[data-annotation]')).toHaveCount(0);
});

test('annotations by keyboard: placed, moved, turned with the image, undone, deleted', async ({ page }) => {
  await openDemo(page);
  const tools = [
    ['d', /^Length: /],
    ['a', /^Angle: /],
    ['o', /^Ellipse: /],
    ['b', /^Rectangle: /],
  ] as const;
  for (const [key, name] of tools) {
    await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await expect(annotation(page, name)).toBeVisible();
    await expect(page.getByRole('button', { name: /point 1 of/ })).toBeFocused();
    const before = await annotation(page, name).getAttribute('aria-label');
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('ArrowUp');
    await expect(annotation(page, name)).not.toHaveAccessibleName(before ?? '');
    await page.keyboard.press('Control+z');
    await expect(annotation(page, name)).toHaveAccessibleName(before ?? '');
    await page.keyboard.press('Delete');
    await expect(annotation(page, name)).toBeHidden();
  }
  await page.keyboard.press('t');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Text' })).toBeFocused();
  await page.keyboard.type('midline');
  await page.keyboard.press('Enter');
  const arrow = annotation(page, /^Arrow: midline$/);
  await expect(arrow).toBeFocused();
  // The whole of it moves, in the screen's directions though the image lies on its side.
  await page.keyboard.press('r');
  const place = async () => (await arrow.boundingBox()) ?? { x: NaN, y: NaN };
  const before = await place();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await place()).x).toBeGreaterThan(before.x + 5);
  expect((await place()).y).toBeCloseTo(before.y, 0);
  await page.keyboard.press('F2');
  await page.keyboard.type('falx');
  await page.keyboard.press('Escape');
  await expect(arrow).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('q');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('radio', { name: 'Window level' })).toBeChecked();
});

test('keys can be changed, a taken key is said, and all go back', async ({ page }) => {
  await openDemo(page);
  await page.keyboard.press('?');
  const change = (label: RegExp) => page.getByRole('button', { name: label });
  await change(/^Change the key of Black on white/).click();
  await page.keyboard.press('r');
  await expect(page.getByText(/^R belongs to “Rotate the image a quarter turn to the right”/)).toBeVisible();
  await change(/^Change the key of Black on white/).click();
  await page.keyboard.press('y');
  await expect(change(/^Change the key of Black on white.*now Y$/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  const invert = page.getByRole('button', { name: 'Invert' });
  await page.keyboard.press('i');
  await expect(invert).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('y');
  await expect(invert).toHaveAttribute('aria-pressed', 'true');

  await page.reload();
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(status(page)).toHaveText(/^Analysed/);
  await page.keyboard.press('y');
  await expect(invert).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Reset all keys' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('i');
  await expect(invert).toHaveAttribute('aria-pressed', 'false');
});

test('the toolbar stays on one line, and the menu has what it has no room for', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await openDemo(page);
  const toolbar = page.getByRole('toolbar', { name: 'Image' });
  expect((await toolbar.boundingBox())?.height).toBeLessThan(48);
  expect(await toolbar.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await expect(toolbar.getByRole('button', { name: 'Magnifier' })).toHaveCount(0);
  await page.getByRole('button', { name: 'More commands' }).click();
  await expect(page.getByRole('menuitemcheckbox', { name: 'Magnifier' })).toBeVisible();
});

test('N and P go to the slices at or above the threshold, and say where there is none', async ({ page }) => {
  await openDemo(page);
  const count = Number(await slider(page).getAttribute('max'));
  await allAnalysed(page, count);
  const rows = parseCsv(await exported(page, 'Per-image CSV'));
  const suspicious = rows.flatMap((row, index) => (Number(row.any) >= 0.5 ? [index + 1] : []));
  expect(suspicious.length).toBeGreaterThan(1);
  await page.keyboard.press('Home');
  const [first = NaN] = suspicious;
  for (const number of suspicious.filter((one) => one > 1).slice(0, 3)) {
    await page.keyboard.press('n');
    await expect(slider(page)).toHaveAttribute('aria-valuenow', String(number));
  }
  await page.keyboard.press('End');
  for (let presses = 0; presses <= suspicious.length; presses++) await page.keyboard.press('p');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', String(first));
  await expect(page.getByText(/No analysed slice before this one/)).toBeVisible();
});
