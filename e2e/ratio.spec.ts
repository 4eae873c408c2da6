import { expect, type Page } from '@playwright/test';
import { annotation } from './demo.ts';
import { test } from './fixtures.ts';
import { openOdd } from './odd.ts';
import { greysOnScreen } from './screen.ts';

/** A click lands on the pixel that is seen there, and a length is as long, whatever pixels the screen has. */

const SIDE = 128;
const [FROM, TO] = [
  { x: 40, y: 70 },
  { x: 100, y: 30 },
] as const;
/** At 1.5 mm a pixel. */
const MILLIMETRES = `${(1.5 * Math.hypot(TO.x - FROM.x, TO.y - FROM.y)).toFixed(1)} mm`;

/** Dark, with two bright pixels. */
function twoPixels(): Uint8Array {
  const values = new Int16Array(SIDE * SIDE).fill(1024 - 100);
  for (const { x, y } of [FROM, TO]) values[y * SIDE + x] = 1024 + 200;
  return new Uint8Array(values.buffer);
}

/** The middles of what is bright on the screen, from left to right, CSS pixels of the page. */
async function brightOnScreen(page: Page): Promise<{ x: number; y: number }[]> {
  const { width, values } = await greysOnScreen(page);
  const box = await page.locator('.pane .viewport-place').first().boundingBox();
  if (!box) throw new Error('no pane');
  const spots: { left: number; right: number; top: number; bottom: number }[] = [];
  for (const [pixel, grey] of values.entries()) {
    if (grey < 128) continue;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const spot = spots.find(
      ({ left, right, top, bottom }) => x >= left - 2 && x <= right + 2 && y >= top - 2 && y <= bottom + 2,
    );
    if (!spot) spots.push({ left: x, right: x, top: y, bottom: y });
    else {
      spot.left = Math.min(spot.left, x);
      spot.right = Math.max(spot.right, x);
      spot.bottom = y;
    }
  }
  return spots
    .map(({ left, right, top, bottom }) => ({
      x: box.x + (left + right + 1) / 2,
      y: box.y + (top + bottom + 1) / 2,
    }))
    .sort((a, b) => a.x - b.x);
}

/** Whether the lens has the bright pixel in its middle, and darkness on both sides. */
const inLens = (page: Page) =>
  page.locator('canvas[data-layer=magnifier]').evaluate((lens) => {
    if (!(lens instanceof HTMLCanvasElement)) throw new Error('no lens');
    const context = lens.getContext('2d');
    const bright = (x: number) =>
      (context?.getImageData(Math.round(lens.width * x), lens.height >> 1, 1, 1).data[0] ?? NaN) > 128;
    return [0.4, 0.5, 0.6].map(bright);
  });

for (const deviceScaleFactor of [1, 1.5, 2]) {
  test.describe(`at ${deviceScaleFactor} device pixels a CSS pixel`, () => {
    test.use({ deviceScaleFactor });

    test('probe, magnifier and measure meet the pixel that is seen, also turned, moved and zoomed', async ({
      page,
    }) => {
      await openOdd(page, [{ z: 0, changes: { '7FE00010': ['OW', twoPixels()] } }]);
      const probe = page.locator('.pane .probe');
      const meets = async () => {
        await expect.poll(async () => (await brightOnScreen(page)).length).toBe(2);
        for (const spot of await brightOnScreen(page)) {
          await page.mouse.move(spot.x, spot.y);
          await expect(probe).toHaveText(/^200 HU {2}\((40, 70|100, 30)\)$/);
        }
      };
      await meets();

      await page.keyboard.press('m');
      const [first, second] = await brightOnScreen(page);
      if (!first || !second) throw new Error('two pixels are bright');
      await page.mouse.move(first.x, first.y);
      await expect.poll(() => inLens(page)).toEqual([false, true, false]);
      await page.keyboard.press('m');

      await page.keyboard.press('d');
      await page.mouse.move(first.x, first.y);
      await page.mouse.down();
      await page.mouse.move((first.x + second.x) / 2, (first.y + second.y) / 2);
      await page.mouse.move(second.x, second.y);
      await page.mouse.up();
      await expect(annotation(page, /^Length/)).toHaveAccessibleName(`Length: ${MILLIMETRES}`);
      await page.keyboard.press('Delete');

      await page.keyboard.press('r');
      await meets();
      await page.keyboard.press('Shift+ArrowRight');
      await meets();
      await page.keyboard.press('+');
      await meets();
    });
  });
}
