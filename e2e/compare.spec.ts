import { expect, type Locator, type Page } from '@playwright/test';
import { chooseLayout, drag, letters, sliceNumber, slider } from './demo.ts';
import { test } from './fixtures.ts';
import { oddSeries, openOdd, type OddSlice } from './odd.ts';

/** Two series side by side: which slices stand beside each other, what that rests on, and a hand that knows better. */

const other = (page: Page) => page.getByRole('region', { name: 'Other series' });
const note = (page: Page) => other(page).getByRole('note');
const shown = (page: Page, text: string) => expect(other(page).locator('.slice-number')).toHaveText(text);

/** Twelve slices from 0 to 55 mm. */
const first = oddSeries('1', 0, 12, {});
/** Eight from 20 to 55 mm in the same frame of reference: as far along it is nowhere but at the end the same place. */
const upper = oddSeries('2', 20, 8, {});
/** Eight from −510 to −475 mm; the file does not say in which frame of reference. */
const followUp = oddSeries('3', -510, 8, { '0020000D': ['UI', '1.2.4'], '00200052': undefined });

async function compare(page: Page, slices: readonly OddSlice[]): Promise<void> {
  await openOdd(page, slices);
  await expect(slider(page)).toHaveAttribute('max', '12');
  await chooseLayout(page, 'Two series');
}

async function wheel(page: Page, over: Locator, notches: number, held?: 'Alt'): Promise<void> {
  await over.hover();
  if (held) await page.keyboard.down(held);
  for (let notch = 0; notch < Math.abs(notches); notch += 1) {
    await page.mouse.wheel(0, Math.sign(notches) * 100);
    // Notches of one frame are one step.
    await page.waitForTimeout(50);
  }
  if (held) await page.keyboard.up(held);
}

test('in one frame of reference slices of one place stand side by side, by wheel and by keyboard', async ({
  page,
}) => {
  await compare(page, [...first, ...upper]);
  await page.keyboard.press('Home');
  await shown(page, '1 / 8');
  await expect(note(page)).toHaveText('Does not reach this height');
  for (const press of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) {
    await page.keyboard.press(press);
  }
  await expect.poll(() => sliceNumber(page)).toBe(6);
  await shown(page, '2 / 8');
  await expect(note(page)).toHaveCount(0);
  await wheel(page, other(page), 2);
  await expect.poll(() => sliceNumber(page)).toBe(8);
  await shown(page, '4 / 8');

  // A patient who has moved between them: the reader knows better than the files.
  await wheel(page, other(page), -2, 'Alt');
  await expect.poll(() => sliceNumber(page)).toBe(8);
  await shown(page, '2 / 8');
  await expect(note(page)).toHaveText('Linked by place · offset −2');
});

test('with no common frame of reference the pane says so, and a hand sets the level by wheel or by keyboard', async ({
  page,
}) => {
  await compare(page, [...first, ...followUp]);
  await expect(note(page)).toHaveText('Linked by distance, not by place');
  await expect(note(page)).toHaveAttribute('title', /need not be the same level of the head[^]*Shift Page ↓/);
  await page.keyboard.press('Home');
  await shown(page, '1 / 8');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => sliceNumber(page)).toBe(7);
  await shown(page, '5 / 8');

  await wheel(page, other(page), 2, 'Alt');
  await expect(note(page)).toHaveText('Linked by distance, not by place · offset +2');
  await shown(page, '7 / 8');
  await expect.poll(() => sliceNumber(page)).toBe(7);
  await page.keyboard.press('Shift+PageUp');
  await shown(page, '6 / 8');
  await page.keyboard.press('ArrowUp');
  await shown(page, '5 / 8');
  await expect(note(page)).toHaveText(/offset \+1$/);

  // It is of this pair, whatever the layout is in between, and reset takes it back.
  await page.keyboard.press('6');
  await page.keyboard.press('9');
  await expect(note(page)).toHaveText(/offset \+1$/);
  await page.keyboard.press('x');
  await expect(note(page)).toHaveText('Linked by distance, not by place');
  await shown(page, '4 / 8');
  await page.keyboard.press('Shift+PageDown');
  await shown(page, '5 / 8');
  await page.getByRole('button', { name: 'More commands' }).click();
  await page.getByRole('menuitem', { name: 'Compared series a slice back' }).click();
  await shown(page, '4 / 8');
});

test('the compared slice says why it has no numbers, and notes say which series they are of', async ({
  page,
}) => {
  const lost = oddSeries('2', 0, 12, { '0008103E': ['LO', 'CTA Head'] }).filter(({ z }) => z !== 35);
  await compare(page, [...first, ...lost]);
  await expect(other(page).locator('.pane-state')).toContainText('contrast agent');
  const notes = page.getByRole('list', { name: /^Compared: .*CTA Head/ });
  await expect(notes).toContainText('1 image seemingly missing');
  await chooseLayout(page, 'One image');
  await expect(notes).toHaveCount(0);
});

/** How long the bar of a pane is, CSS pixels, and for how many millimetres it stands. */
async function bar(pane: Locator): Promise<{ text: string; width: number }> {
  const own = pane.locator('.scale-bar');
  const width = await own.locator('.bar').evaluate((element) => element.getBoundingClientRect().width);
  return { text: (await own.textContent()) ?? '', width: Math.round(width * 10) / 10 };
}

test('the compared pane has corners of its own, and a millimetre is as long in both', async ({ page }) => {
  const finer = followUp.map(({ z, changes }) => ({
    z,
    changes: { ...changes, '00280030': ['DS', '0.75\\0.75'], '00180050': ['DS', '2.5'] } as const,
  }));
  await compare(page, [...first, ...finer]);
  const image = page.locator('.pane').first();
  const zoom = (pane: Locator) => pane.getByText(/^Zoom \d+ %$/);
  await page.keyboard.press('Home');
  await expect(other(page).locator('.corner.bottom.left-side')).toContainText('2.5 mm thick · −510.0 mm');
  await page.keyboard.press('3');
  await expect(other(page).getByText('C 600 W 2800')).toBeVisible();

  const fitted = (await zoom(image).textContent()) ?? '';
  const same = async () => expect.poll(() => bar(other(page))).toEqual(await bar(image));
  await same();
  await expect(zoom(other(page))).not.toHaveText(fitted);

  // Zoomed under the hand in either, by wheel and by key.
  await other(page).hover();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await expect(zoom(image)).not.toHaveText(fitted);
  await same();
  await image.hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await same();
  // It fits the pane that it is pressed over; reset fits the image, over whichever.
  await other(page).hover();
  await page.keyboard.press('f');
  await expect(zoom(other(page))).toHaveText(new RegExp(`^${fitted}$`));
  await same();
  await page.keyboard.press('x');
  await expect(zoom(image)).toHaveText(fitted);
  await same();
});

test('after a choice by mouse in a pane the arrow keys go through the slices, after one by keyboard through the list', async ({
  page,
}) => {
  await compare(page, [...first, ...upper, ...followUp]);
  const list = page.getByRole('combobox', { name: 'Series to compare with' });
  // Opened by the mouse; what it then chooses in the browser's own list no test can press.
  await list.click();
  await list.selectOption({ index: 1 });
  await expect(list).not.toBeFocused();
  const chosen = await list.inputValue();
  const before = await sliceNumber(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => sliceNumber(page)).toBe(before + 1);
  await expect(list).toHaveValue(chosen);

  await list.focus();
  await page.keyboard.press('ArrowUp');
  await expect(list).not.toHaveValue(chosen);
  await expect(list).toBeFocused();
  expect(await sliceNumber(page)).toBe(before + 1);

  await chooseLayout(page, 'Three planes');
  const coronal = page.getByRole('slider', { name: 'Coronal position' });
  await coronal.click({ position: { x: 20, y: 12 } });
  await expect(coronal).not.toHaveAttribute('aria-valuetext', 'Coronal 65 of 128');
  const cut = await coronal.inputValue();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => sliceNumber(page)).toBe(before + 2);
  await expect(coronal).toHaveValue(cut);
});

test('flips and turns are of the pane under the pointer, and zoom stays that of both', async ({ page }) => {
  await compare(page, [...first, ...followUp]);
  const image = page.locator('.pane').first();
  await other(page).hover();
  await page.keyboard.press('h');
  await expect(letters(other(page))).toHaveAccessibleName(/left L, right R/);
  await expect(other(page).getByText('Mirrored')).toBeVisible();
  await expect(letters(image)).toHaveAccessibleName(/left R, right L/);
  await expect(image.getByText('Mirrored')).toBeHidden();
  await page.keyboard.press('+');
  await expect.poll(() => bar(other(page))).toEqual(await bar(image));

  await image.hover();
  await page.keyboard.press('r');
  await expect(image.getByText('Turned 90°')).toBeVisible();
  await expect(letters(other(page))).toHaveAccessibleName(/left L, right R/);
  await page.getByRole('button', { name: 'Reset' }).click();
  for (const pane of [image, other(page)]) {
    await expect(letters(pane)).toHaveAccessibleName(/left R, right L, top A, bottom P/);
  }
});

test('the compared series is measured like the one on screen, by mouse and by keyboard', async ({ page }) => {
  await compare(page, [...first, ...followUp]);
  const image = page.locator('.pane').first();
  const drawn = (pane: Locator) => pane.locator('[data-annotation]');
  await page.keyboard.press('Home');
  await shown(page, '1 / 8');
  await page.keyboard.press('d');
  await drag(page, [0.4, 0.5], [0.6, 0.5], other(page));
  await drag(page, [0.4, 0.4], [0.6, 0.4], image);
  const length = (pane: Locator) => pane.getByRole('group', { name: /^Length: [\d.]+ mm$/ });
  await expect(length(other(page))).toHaveCount(1);
  await expect(length(image)).toHaveCount(1);
  // A millimetre is as long in both, and so is a line of one length in both.
  const value = (await length(image).getAttribute('aria-label')) ?? '';
  await expect(length(other(page))).toHaveAccessibleName(value);

  // Undone and redone on its own slice, wherever the panes have gone; the image goes there with it.
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect(drawn(other(page))).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => sliceNumber(page)).toBeLessThan(4);
  await shown(page, '1 / 8');
  await expect(drawn(other(page))).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(length(other(page))).toHaveCount(1);
  await page.keyboard.press('Escape');

  // Placed in the pane under the pointer, moved by its handle, and deleted there.
  await page.keyboard.press('q');
  await other(page).hover({ position: { x: 60, y: 200 } });
  await page.keyboard.press('Enter');
  const slices = page.getByRole('textbox', { name: 'Slices with the hematoma' });
  await slices.fill('9');
  await expect(page.getByText('A number up to 8; a slice with little blood counts half')).toBeVisible();
  await slices.fill('3');
  await page.keyboard.press('Enter');
  const volume = other(page).getByRole('group', { name: /^Hematoma volume: / });
  await expect(volume).toHaveAccessibleName(/B not set/);
  await other(page)
    .getByRole('button', { name: /^Hematoma volume, point 3 of 4/ })
    .focus();
  await page.keyboard.press('ArrowLeft');
  await expect(volume).toHaveAccessibleName(/ABC\/2 [\d.]+ mL on 3 slices$/);
  await page.keyboard.press('Delete');
  await expect(volume).toHaveCount(0);
  await expect(length(other(page))).toHaveCount(1);
  await expect(drawn(image)).toHaveCount(0);
});
