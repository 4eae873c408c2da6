import { expect, type Page } from '@playwright/test';
import { chooseFolder, test, drag, letters, openFolder, at, sliceNumber, slider } from './demo.ts';
import { greysOnScreen } from './screen.ts';
import { allAnalysed, exported, parseCsv } from './fixtures.ts';

/** Each tool through the real page, by mouse and by keyboard; those that draw are in `annotations.spec.ts`. */

/** Mean grey level of each half of the pane's middle square. */
async function halves(page: Page) {
  const { width, height, values } = await greysOnScreen(page);
  const side = Math.min(width, height) & ~1;
  const x0 = Math.round((width - side) / 2);
  const y0 = Math.round((height - side) / 2);
  const sums = { left: 0, right: 0, top: 0, bottom: 0 };
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const grey = values[(y0 + y) * width + x0 + x] ?? 0;
      sums[x < side / 2 ? 'left' : 'right'] += grey;
      sums[y < side / 2 ? 'top' : 'bottom'] += grey;
    }
  }
  const mean = (sum: number) => Math.round((20 * sum) / side ** 2) / 10;
  return { left: mean(sums.left), right: mean(sums.right), top: mean(sums.top), bottom: mean(sums.bottom) };
}

const near = (value: number): number => expect.closeTo(value, 0) as unknown as number;

test('flips and turns move picture and letters together, and reset takes them back', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
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
  await page.getByRole('button', { name: 'More commands' }).click();
  await page.getByRole('menuitem', { name: 'Flip left and right' }).click();
  await expect(letters(page)).toHaveAccessibleName('Orientation: left L, right R, top A, bottom P');
  await page.getByRole('button', { name: 'More commands' }).click();
  await page.getByRole('menuitem', { name: 'Rotate left' }).click();
  await expect(letters(page)).toHaveAccessibleName('Orientation: left A, right P, top R, bottom L');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(letters(page)).toHaveAccessibleName('Orientation: left R, right L, top A, bottom P');
});

test('invert, magnifier, cine and full screen, by key and by button', async ({ demo, page }) => {
  await openFolder(page, demo);
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
  await page.keyboard.press(',');
  await expect(page.getByRole('alert').filter({ hasText: 'Cine, 7 slices/s' })).toBeVisible();

  const full = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.keyboard.press('u');
  await expect.poll(full).toBe(true);
  await page.keyboard.press('u');
  await expect.poll(full).toBe(false);
});

test('window, pan, zoom and scroll, by dragging and by key', async ({ demo, page }) => {
  await openFolder(page, demo);
  const corner = page.locator('.corner.bottom.right-side');
  const tool = (name: string) => page.getByRole('radio', { name });
  const zoom = async () => Number(/Zoom (\d+) %/.exec((await corner.textContent()) ?? '')?.[1]);

  await tool('Window level').click();
  await drag(page, [0.4, 0.4], [0.4, 0.5]);
  await expect(corner).not.toContainText('C 40 W 80');
  await page.keyboard.press('1');
  await expect(corner).toContainText('C 40 W 80');

  await page.keyboard.press('s');
  await expect(tool('Scroll')).toBeChecked();
  const slice = await sliceNumber(page);
  await drag(page, [0.5, 0.4], [0.5, 0.47]);
  await expect.poll(() => sliceNumber(page)).toBeGreaterThan(slice + 2);
  await page.keyboard.press('PageUp');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '1');

  await page.keyboard.press('z');
  const fitted = await zoom();
  await drag(page, [0.5, 0.6], [0.5, 0.5]);
  await expect.poll(zoom).toBeGreaterThan(fitted * 1.3);
  await page.keyboard.press('f');
  await expect.poll(zoom).toBe(fitted);
  await page.keyboard.press('+');
  await expect.poll(zoom).toBeGreaterThan(fitted * 1.2);
  await page.keyboard.press('-');
  await expect.poll(zoom).toBe(fitted);

  await page.keyboard.press('g');
  await expect(tool('Pan')).toBeChecked();
  await page.keyboard.press('3');
  await page.waitForTimeout(200);
  const centred = await halves(page);
  await drag(page, [0.5, 0.5], [0.7, 0.5]);
  await expect.poll(async () => (await halves(page)).left).toBeLessThan(centred.left - 1);
  for (let presses = 0; presses < 8; presses++) await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(async () => (await halves(page)).right).toBeLessThan(centred.right - 1);
  await page.keyboard.press('x');
  await expect(corner).toContainText('C 40 W 80');
});

test('slice and window are typed, and the wheel with shift changes the window', async ({ demo, page }) => {
  await openFolder(page, demo);
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
  for (const [key, now] of [
    ['ArrowRight', 'C 37 W 160'],
    ['ArrowLeft', 'C 37 W 145'],
    ['ArrowUp', 'C 30 W 145'],
    ['ArrowDown', 'C 37 W 145'],
  ] as const) {
    await page.keyboard.press(`Control+${key}`);
    await expect(window).toHaveText(now);
  }
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
  // Keys and wheel follow it as a drag does.
  await page.keyboard.press('1');
  await page.keyboard.press('Control+ArrowRight');
  await expect(window).toHaveText('C 40 W 84');
});

test('once a slice or a window is typed, or is not, the focus is where the keyboard had it', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  const invert = page.getByRole('button', { name: 'Invert' });
  await page.keyboard.press('Tab');
  await invert.focus();
  for (const [key, name] of [
    ['j', 'Go to slice'],
    ['y', 'Window'],
  ] as const) {
    for (const end of ['Enter', 'Escape']) {
      await page.keyboard.press(key);
      const form = page.getByRole('form', { name });
      await expect(form.getByRole('textbox').first()).toBeFocused();
      await page.keyboard.press(end);
      await expect(form).toBeHidden();
      await expect(invert).toBeFocused();
    }
  }
});

test('a window chosen while one is typed is what is typed on', async ({ demo, page }) => {
  await openFolder(page, demo);
  await page.keyboard.press('y');
  const form = page.getByRole('form', { name: 'Window' });
  await page.getByRole('radio', { name: 'Bone' }).click();
  await expect(form.getByRole('textbox').first()).toHaveValue('600');
  await expect(form.getByRole('textbox').last()).toHaveValue('2800');
  await form.getByRole('textbox').first().press('Enter');
  await expect(form).toBeHidden();
  await expect(page.locator('.corner.bottom.right-side strong').first()).toHaveText('C 600 W 2800');
});

test('keys can be changed, a taken key is said, and all go back', async ({ demo, page }) => {
  await openFolder(page, demo);
  await page.keyboard.press('?');
  const change = (label: RegExp) => page.getByRole('button', { name: label });
  await change(/^Change the key of Black on white/).click();
  await page.keyboard.press('r');
  await expect(page.getByText(/^R belongs to “Rotate the image a quarter turn to the right”/)).toBeVisible();
  await change(/^Change the key of Black on white/).click();
  await page.keyboard.press(';');
  await expect(change(/^Change the key of Black on white.*now ;$/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  const invert = page.getByRole('button', { name: 'Invert' });
  await page.keyboard.press('i');
  await expect(invert).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press(';');
  await expect(invert).toHaveAttribute('aria-pressed', 'true');

  await page.reload();
  await chooseFolder(page, demo);
  await page.keyboard.press(';');
  await expect(invert).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('?');
  await change(/^Change the key of Black on white/).click();
  await page.keyboard.press('r');
  await page.getByRole('button', { name: 'Use it all the same' }).click();
  await expect(change(/^Change the key of Black on white.*now R$/)).toBeVisible();
  await expect(
    change(/^Change the key of Rotate the image a quarter turn to the right: now none$/),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Reset all keys' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('i');
  await expect(invert).toHaveAttribute('aria-pressed', 'false');
});

test('the toolbar stays on one line, and the menu has what it has no room for', async ({ demo, page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await openFolder(page, demo);
  const toolbar = page.getByRole('toolbar', { name: 'Image' });
  expect((await toolbar.boundingBox())?.height).toBeLessThan(48);
  expect(await toolbar.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await expect(toolbar.getByRole('button', { name: 'Magnifier' })).toHaveCount(0);
  await page.getByRole('button', { name: 'More commands' }).click();
  await expect(page.getByRole('menuitemcheckbox', { name: 'Magnifier' })).toBeVisible();
});

test('N and P go to the slices at or above the threshold, and say where there is none', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  const count = Number(await slider(page).getAttribute('max'));
  await allAnalysed(page, count);
  const rows = parseCsv(await exported(page, 'Per-image CSV'));
  await page.getByText('Thresholds').click();
  const threshold = parseInt(await page.getByRole('textbox', { name: 'Any' }).inputValue(), 10) / 100;
  const suspicious = rows.flatMap((row, index) => (Number(row.any) >= threshold ? [index + 1] : []));
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
