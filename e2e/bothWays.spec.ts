import { createHash } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import {
  annotation,
  at,
  closeMenu,
  drag,
  fromMenu,
  openFolder,
  pressTimes,
  sliceNumber,
  slider,
  tabTo,
  test,
} from './demo.ts';
import { allAnalysed } from './fixtures.ts';
import { greysOnScreen } from './screen.ts';

/** What `tools.spec.ts` and `mouse.spec.ts` do one way, the other way: by mouse what has a key, by key what has a button. */

/** The picture that the image's canvas shows, to tell whether it is another one: what stands over it is no part of that. */
const shown = async (page: Page) =>
  createHash('sha256')
    .update((await greysOnScreen(page)).values)
    .digest('hex');

/** Runs in the page: whether a canvas has any colour on it. */
function coloured(element: SVGElement | HTMLElement): boolean {
  if (!(element instanceof HTMLCanvasElement)) throw new Error('no canvas');
  const { width, height } = element;
  const pixels = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
  return pixels.some((value) => value > 0);
}

const window = (page: Page) => page.locator('.corner.bottom.right-side strong');

for (const way of ['mouse', 'keyboard'] as const) {
  test(`the evidence map comes, fades and goes (${way})`, async ({ demo, page }) => {
    await openFolder(page, demo);
    await allAnalysed(page, Number(await slider(page).getAttribute('max')));
    const byMouse = way === 'mouse';
    const onOff = page.getByRole('switch', { name: 'Evidence map' });
    const press = () => (byMouse ? onOff.click() : page.keyboard.press('e'));
    const map = page.locator('[data-layer="evidence"]');
    await expect(onOff).not.toBeChecked();
    await expect(map).toBeHidden();

    await press();
    await expect(onOff).toBeChecked();
    await expect(map).toBeVisible();
    await expect(map).toHaveCSS('opacity', '0.5');
    expect(await map.evaluate(coloured)).toBe(true);

    const strength = page.getByRole('slider', { name: 'Strength' });
    const slice = await sliceNumber(page);
    if (byMouse) {
      const { x, y, width, height } = (await strength.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      await page.mouse.click(x + width * 0.75, y + height / 2);
      await expect.poll(async () => Number(await strength.inputValue())).toBeGreaterThan(65);
      const clicked = Number(await strength.inputValue());
      await expect(map).toHaveCSS('opacity', String(clicked / 100));
      // On from there, to its lower end.
      await page.mouse.move(x + width * 0.75, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + width * 0.4, y + height / 2);
      await expect.poll(async () => Number(await strength.inputValue())).toBeLessThan(60);
      await page.mouse.move(x - 20, y + height / 2);
      await page.mouse.up();
      await expect(map).toHaveCSS('opacity', '0.1');
      // The arrow keys belong to the image again.
      await page.keyboard.press('ArrowUp');
      await expect.poll(() => sliceNumber(page)).toBe(slice - 1);
      await expect(strength).toHaveValue('10');
    } else {
      await tabTo(page, strength);
      await pressTimes(page, 'ArrowRight', 3);
      await expect(map).toHaveCSS('opacity', '0.53');
      await pressTimes(page, 'ArrowLeft', 5);
      await expect(map).toHaveCSS('opacity', '0.48');
      await page.keyboard.press('Home');
      await expect(map).toHaveCSS('opacity', '0.1');
      expect(await sliceNumber(page)).toBe(slice);
    }

    await press();
    await expect(onOff).not.toBeChecked();
    await expect(map).toBeHidden();
    await expect(strength).toBeHidden();
  });

  test(`a drag changes the window as fast as it is told to (${way})`, async ({ demo, page }) => {
    await openFolder(page, demo);
    const byMouse = way === 'mouse';
    const faster = () => (byMouse ? fromMenu(page, /^Window drag faster/) : page.keyboard.press('*'));
    const slower = () => (byMouse ? fromMenu(page, /^Window drag slower/) : page.keyboard.press('/'));
    /** By how much the same drag widens the brain window, as the exponent that it is. */
    const widened = async () => {
      if (await page.getByRole('menu').isVisible()) await closeMenu(page);
      await page.keyboard.press('1');
      await expect(window(page)).toHaveText('C 40 W 80');
      await drag(page, [0.4, 0.5], [0.5, 0.5]);
      await expect(window(page)).not.toHaveText('C 40 W 80');
      return Math.log(Number(/W (\d+)/.exec(await window(page).innerText())?.[1]) / 80);
    };
    const usual = await widened();
    await faster();
    await expect(page.getByText('Window drag: × 2', { exact: true })).toBeVisible();
    expect((await widened()) / usual).toBeCloseTo(2, 1);
    await slower();
    await expect(page.getByText('Window drag: × 1', { exact: true })).toBeVisible();
    expect((await widened()) / usual).toBeCloseTo(1, 1);
    await slower();
    await expect(page.getByText('Window drag: × 0.5', { exact: true })).toBeVisible();
    expect((await widened()) / usual).toBeCloseTo(0.5, 1);
  });

  test(`all that is drawn on a series is deleted at once, and comes back at once (${way})`, async ({
    demo,
    page,
  }) => {
    await openFolder(page, demo);
    const byMouse = way === 'mouse';
    const length = annotation(page, /^Length/);
    await page.keyboard.press('Home');
    await page.keyboard.press('d');
    await drag(page, [0.3, 0.3], [0.45, 0.3]);
    await expect(length).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await expect(length).toHaveCount(0);
    await drag(page, [0.3, 0.4], [0.45, 0.4]);
    await drag(page, [0.3, 0.6], [0.45, 0.6]);
    await expect(length).toHaveCount(2);

    if (byMouse) await fromMenu(page, /^Delete all of this series/);
    else await page.keyboard.press('Shift+Delete');
    await expect(length).toHaveCount(0);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => sliceNumber(page)).toBe(1);
    await expect(length).toHaveCount(0);

    if (byMouse) await fromMenu(page, /^Undo/);
    else await page.keyboard.press('Control+z');
    await page.keyboard.press('Home');
    await expect(length).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await expect(length).toHaveCount(2);
  });

  test(`each window has its numbers, its button and another picture (${way})`, async ({ demo, page }) => {
    await openFolder(page, demo);
    const brain = await shown(page);
    const pictures = new Set([brain]);
    const windows = [
      ['2', 'Subdural', 'C 80 W 200'],
      ['4', 'Stroke', 'C 40 W 40'],
      ['5', 'Soft tissue', 'C 40 W 400'],
      ['3', 'Bone', 'C 600 W 2800'],
    ] as const;
    const choose = async (key: string, name: string, numbers: string) => {
      const button = page.getByRole('radio', { name, exact: true });
      await expect(button).not.toBeChecked();
      if (way === 'mouse') await button.click();
      else await page.keyboard.press(key);
      await expect(button).toBeChecked();
      await expect(window(page)).toHaveText(numbers);
    };
    for (const [key, name, numbers] of windows) {
      await choose(key, name, numbers);
      await expect.poll(async () => pictures.has(await shown(page))).toBe(false);
      pictures.add(await shown(page));
    }
    // The file has the numbers of the brain window.
    await choose('0', 'File', 'C 40 W 80');
    await expect.poll(() => shown(page)).toBe(brain);
    await choose('1', 'Brain', 'C 40 W 80');
  });
}

test('slabs grow thicker and thinner by key, and the image shows it', async ({ demo, page }) => {
  await openFolder(page, demo);
  const slab = (name: string) => page.locator('.pane .corner.bottom').getByText(name);
  const pictures = [await shown(page)];
  // Slices of 5 mm are their own mean of 5 mm.
  await page.keyboard.press('>');
  for (const name of ['Mean 10 mm', 'Mean 20 mm', 'MIP 5 mm', 'MIP 10 mm', 'MIP 20 mm']) {
    await page.keyboard.press('>');
    if (name === 'MIP 5 mm') continue;
    await expect(slab(name)).toBeVisible();
    await expect.poll(async () => pictures.includes(await shown(page))).toBe(false);
    pictures.push(await shown(page));
  }
  await pressTimes(page, '<', 4);
  await expect(slab('Mean 10 mm')).toBeVisible();
  await expect.poll(() => shown(page)).toBe(pictures[1]);
  await pressTimes(page, '<', 2);
  await expect(slab('Mean')).toHaveCount(0);
  await expect.poll(() => shown(page)).toBe(pictures[0]);
});

test('arrows to the right and to the left go through the slices as those down and up do', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  await page.keyboard.press('Home');
  await expect.poll(() => sliceNumber(page)).toBe(1);
  const first = await shown(page);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => sliceNumber(page)).toBe(2);
  await expect.poll(() => shown(page)).not.toBe(first);
  await pressTimes(page, 'ArrowRight', 2);
  await expect.poll(() => sliceNumber(page)).toBe(4);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => sliceNumber(page)).toBe(3);
  await pressTimes(page, 'ArrowLeft', 2);
  await expect.poll(() => shown(page)).toBe(first);
  // There is none before the first.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => sliceNumber(page)).toBe(2);
});

test('cine is started by mouse, made faster and slower by key, and stopped by key', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  const cine = page.getByRole('button', { name: 'Cine' });
  const speed = (slices: number) => page.getByText(`Cine, ${slices} slices/s`, { exact: true });
  await page.keyboard.press('Home');
  await expect(cine).toHaveAttribute('aria-pressed', 'false');
  await cine.click();
  await expect(cine).toHaveAttribute('aria-pressed', 'true');
  await expect(speed(10)).toBeVisible();
  await expect.poll(() => sliceNumber(page)).toBeGreaterThan(3);
  await page.keyboard.press('.');
  await expect(speed(15)).toBeVisible();
  await page.keyboard.press('.');
  await expect(speed(20)).toBeVisible();
  await pressTimes(page, ',', 3);
  await expect(speed(7)).toBeVisible();
  // Slower than that the slices can be counted as they go by.
  await pressTimes(page, ',', 4);
  await expect(speed(1)).toBeVisible();
  await page.keyboard.press('c');
  await expect(cine).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByText(/^Cine, /)).toBeHidden();
});

test('the magnifier is taken by mouse, follows the pointer, and is put away by key', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  const lens = page.locator('canvas[data-layer=magnifier]');
  const middle = async () => {
    const { x, y, width, height } = (await lens.boundingBox()) ?? { x: NaN, y: NaN, width: NaN, height: NaN };
    return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  };
  await page.mouse.move(...(await at(page, 0.5, 0.5)));
  await expect(lens).toBeHidden();
  await page.getByRole('button', { name: 'Magnifier' }).click();
  await expect(page.getByRole('button', { name: 'Magnifier' })).toHaveAttribute('aria-pressed', 'true');
  for (const share of [0.4, 0.6]) {
    const [x, y] = await at(page, share, 0.5);
    await page.mouse.move(x, y);
    await expect(lens).toBeVisible();
    await expect.poll(middle).toEqual({ x: Math.round(x), y: Math.round(y) });
  }
  await page.keyboard.press('m');
  await page.mouse.move(...(await at(page, 0.5, 0.5)));
  await expect(lens).toBeHidden();
  await expect(page.getByRole('button', { name: 'Magnifier' })).toHaveAttribute('aria-pressed', 'false');
});
