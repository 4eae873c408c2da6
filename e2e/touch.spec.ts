import { expect, type CDPSession, type Locator, type Page } from '@playwright/test';
import { annotation, slider } from './demo.ts';
import { test } from './fixtures.ts';
import { every5, openOdd } from './odd.ts';

/** A tablet: fingers instead of a mouse, two device pixels to each of the page. */
test.use({ hasTouch: true, viewport: { width: 768, height: 1024 }, deviceScaleFactor: 2 });

interface Finger {
  readonly x: number;
  readonly y: number;
}

const touch = (
  session: CDPSession,
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  fingers: readonly Finger[],
) =>
  session.send('Input.dispatchTouchEvent', { type, touchPoints: fingers.map((at, id) => ({ ...at, id })) });

async function middle(of: Locator): Promise<Finger> {
  const box = await of.boundingBox();
  if (!box) throw new Error('nothing there');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function tuple(of: Locator): Promise<[number, number]> {
  const { x, y } = await middle(of);
  return [x, y];
}

const pane = (page: Page) => page.locator('.pane').first();
const zoom = async (page: Page) => Number(/Zoom (\d+)/.exec(await pane(page).innerText())?.[1]);

test('one finger does the window, two zoom and pan, and a tap changes neither', async ({ page }) => {
  await openOdd(page, every5(14));
  const session = await page.context().newCDPSession(page);
  const at = await middle(pane(page));
  await expect(pane(page).getByText('C 40 W 80')).toBeVisible();
  const fitted = await zoom(page);

  await touch(session, 'touchStart', [at]);
  await touch(session, 'touchEnd', []);
  await expect(pane(page).getByText('C 40 W 80')).toBeVisible();

  await touch(session, 'touchStart', [at]);
  for (const by of [30, 60, 90]) await touch(session, 'touchMove', [{ x: at.x + by, y: at.y }]);
  await touch(session, 'touchEnd', []);
  await expect(pane(page).getByText('C 40 W 108')).toBeVisible();
  expect(await zoom(page)).toBe(fitted);

  const apart = (by: number) => [
    { x: at.x - by, y: at.y },
    { x: at.x + by, y: at.y },
  ];
  await touch(session, 'touchStart', apart(50));
  for (const by of [60, 80, 100]) await touch(session, 'touchMove', apart(by));
  await touch(session, 'touchEnd', []);
  await expect.poll(() => zoom(page)).toBeGreaterThan(fitted * 1.9);
  await expect(pane(page).getByText('C 40 W 108')).toBeVisible();

  // Both fingers one way: the image goes with them, as large as it was.
  const enlarged = await zoom(page);
  const place = () => page.locator('.pane .cornerstone-canvas').first().boundingBox();
  const before = await place();
  const beside = (by: number) => apart(60).map(({ x, y }) => ({ x: x - by, y: y + by / 2 }));
  await touch(session, 'touchStart', beside(0));
  for (const by of [20, 40, 60, 80]) await touch(session, 'touchMove', beside(by));
  await touch(session, 'touchEnd', []);
  await expect
    .poll(async () => {
      const after = await place();
      return after && before && { x: Math.round(after.x - before.x), y: Math.round(after.y - before.y) };
    })
    .toEqual({ x: -80, y: 40 });
  expect(await zoom(page)).toBe(enlarged);
  await expect(pane(page).getByText('C 40 W 108')).toBeVisible();
});

test('a second finger takes back what the first draws or moves, without a step, and the two pinch', async ({
  page,
}) => {
  await openOdd(page, every5(3));
  const session = await page.context().newCDPSession(page);
  const { x, y } = await middle(pane(page));
  const drawn = page.locator('[data-annotation]');
  const length = annotation(page, /^Length: /);
  const line = async (from: Finger, right: number) => {
    await touch(session, 'touchStart', [from]);
    for (const by of [0.5, 1]) await touch(session, 'touchMove', [{ ...from, x: from.x + by * right }]);
  };
  /** The second one lands, and goes on. */
  const pinch = async (first: Finger) => {
    const before = await zoom(page);
    const second = { x: x - 100, y: y + 200 };
    await touch(session, 'touchStart', [first, second]);
    for (const by of [30, 60]) await touch(session, 'touchMove', [first, { ...second, y: second.y + by }]);
    await touch(session, 'touchEnd', []);
    await expect.poll(() => zoom(page)).toBeGreaterThan(before);
  };

  await page.keyboard.press('d');
  await line({ x: x - 60, y }, 100);
  await touch(session, 'touchEnd', []);
  await expect(drawn).toHaveCount(1);
  await page.keyboard.press('t');
  await line({ x, y: y + 100 }, 40);
  await expect(drawn).toHaveCount(2);
  await pinch({ x: x + 40, y: y + 100 });
  await expect(drawn).toHaveCount(1);
  await expect(page.getByRole('textbox', { name: 'Text' })).toHaveCount(0);

  await page.keyboard.press('w');
  const name = (await length.getAttribute('aria-label')) ?? '';
  await page.touchscreen.tap(...(await tuple(length)));
  const end = await middle(page.getByRole('button', { name: /^Length, point 2 of 2/ }));
  await line(end, -50);
  await expect(length).not.toHaveAccessibleName(name);
  await pinch({ ...end, x: end.x - 50 });
  await expect(length).toHaveAccessibleName(name);
  // Neither was a step: what is undone is the line itself.
  await page.keyboard.press('Control+z');
  await expect(drawn).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(length).toHaveAccessibleName(name);

  // A finger alone moves it for good.
  await page.touchscreen.tap(...(await tuple(length)));
  await line(await middle(page.getByRole('button', { name: /^Length, point 2 of 2/ })), -50);
  await touch(session, 'touchEnd', []);
  await expect(length).not.toHaveAccessibleName(name);
  await page.keyboard.press('Control+z');
  await expect(length).toHaveAccessibleName(name);
});

test('a finger goes through the slices on the strip', async ({ page }) => {
  await openOdd(page, every5(14));
  const strip = await page.locator('.strip-body').boundingBox();
  if (!strip) throw new Error('no strip');
  await page.touchscreen.tap(strip.x + strip.width - 4, strip.y + strip.height / 2);
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '14');
});

for (const [width, height] of [
  [400, 800],
  [768, 1024],
  [1024, 768],
] as const) {
  test(`at ${width} × ${height} nothing is wider than the page and each target has 24 pixels`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await openOdd(page, every5(14));
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    const small = await page
      .locator('button, input:not([type=file]), select, summary, [role=option]')
      .evaluateAll((all) =>
        all.flatMap((one) => {
          const { width: w, height: h } = one.getBoundingClientRect();
          const name = one.getAttribute('aria-label') ?? one.textContent;
          return w > 0 && one.checkVisibility({ contentVisibilityAuto: true }) && (w < 24 || h < 24)
            ? [`${name} ${Math.round(w)} × ${Math.round(h)}`]
            : [];
        }),
      );
    expect(small).toEqual([]);
  });
}

for (const [side, how] of [
  [128, 'enlarged'],
  [1400, 'reduced to more than half its size'],
] as const) {
  test(`an image that is ${how} is drawn in its own pixels`, async ({ page }) => {
    await openOdd(
      page,
      every5(2).map((slice) => ({ ...slice, rows: side, columns: side })),
    );
    const canvas = page.locator('.pane .cornerstone-canvas').first();
    await expect(canvas).toHaveJSProperty('width', side);
    await expect(canvas).toHaveJSProperty('height', side);
    // Two pixels of this screen to one of the page.
    const { width = 0 } = (await canvas.boundingBox()) ?? {};
    if (side === 128) expect(2 * width).toBeGreaterThan(side);
    else expect(2 * width).toBeLessThan(side);
    expect(2 * width).toBeGreaterThan(side / 2);
  });
}

test('an image reduced to less than half is drawn in the pixels of the screen, also after the ratio has changed', async ({
  page,
}) => {
  await openOdd(
    page,
    every5(2).map((slice) => ({ ...slice, rows: 3072, columns: 3072 })),
  );
  const session = await page.context().newCDPSession(page);
  const sharp = () =>
    page
      .locator('.pane .cornerstone-canvas')
      .first()
      .evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
        const off = (pixels: number, css: number) => Math.abs(pixels - css * devicePixelRatio);
        const { width, height } = canvas.getBoundingClientRect();
        return {
          ratio: devicePixelRatio,
          sharp: off(canvas.width, width) <= 1 && off(canvas.height, height) <= 1,
        };
      });
  const letters = page.getByRole('img', { name: /^Orientation/ });
  const place = await letters.boundingBox();
  for (const ratio of [2, 1.5, 1]) {
    await session.send('Emulation.setDeviceMetricsOverride', {
      width: 768,
      height: 1024,
      deviceScaleFactor: ratio,
      mobile: false,
    });
    // Nothing tells of an emulated screen: it is noticed with the next frame, which a hand over the image makes.
    await page.mouse.move(300, 300 + 10 * ratio);
    await expect.poll(sharp).toEqual({ ratio, sharp: true });
    expect(await letters.boundingBox()).toEqual(place);
  }
});
