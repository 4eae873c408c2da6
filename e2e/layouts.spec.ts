import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import {
  annotation,
  chooseLayout,
  test,
  dragIn,
  drawn,
  letters,
  openFolder,
  picture,
  sliceNumber,
  slider,
} from './demo.ts';
import { data, drop, noData, openPage, status, WHY_SKIPPED } from './fixtures.ts';

test('three windows show one slice, and go, zoom and pan together', async ({ demo, page }) => {
  await openFolder(page, demo);
  await chooseLayout(page, 'Three windows');
  const bone = page.getByRole('region', { name: 'Bone window' });
  await expect(bone.getByText('C 600 W 2800')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Subdural window' }).getByText('C 80 W 200')).toBeVisible();

  const before = await picture(page, 'Bone window');
  const slice = await sliceNumber(page);
  await bone.hover();
  await page.mouse.wheel(0, 100);
  await expect.poll(() => sliceNumber(page)).toBe(slice + 1);
  await expect.poll(() => picture(page, 'Bone window')).not.toBe(before);

  const zoomed = await picture(page, 'Subdural window');
  await page.keyboard.press('+');
  await expect.poll(() => picture(page, 'Subdural window')).not.toBe(zoomed);

  await page.keyboard.press('6');
  await expect(bone).toHaveCount(0);
  await page.getByRole('button', { name: 'Layout' }).click();
  await expect(page.getByRole('menuitemradio', { name: 'One image' })).toBeChecked();
});

test('panes that come on the page show their image in the frame in which they come', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  for (const [key, regions] of [
    ['7', ['Subdural window', 'Bone window']],
    ['8', ['Coronal', 'Sagittal']],
  ] as const) {
    await page.keyboard.press('6');
    await expect(page.locator('.pane')).toHaveCount(1);
    const inFirstFrame = await page.evaluate(
      ([pressed, names]) =>
        new Promise<boolean[]>((tell) => {
          const shows = (name: string) => {
            const canvas = document.querySelector<HTMLCanvasElement>(`[aria-label="${name}"] canvas`);
            const [row, column] = [(canvas?.height ?? 0) >> 1, (canvas?.width ?? 0) >> 1];
            const pixels = canvas?.getContext('2d')?.getImageData(column - 40, row - 40, 80, 80).data ?? [];
            return pixels.some((value, index) => index % 4 === 0 && value > 20);
          };
          window.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
          requestAnimationFrame(() => tell(names.map(shows)));
        }),
      [key, regions] as const,
    );
    expect(inFirstFrame).toEqual([true, true]);
  }
});

for (const width of [1440, 420]) {
  test(`the first image is there with its pane and stays where it is, what stands beside it comes after, at ${width} pixels`, async ({
    demo,
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await openPage(page, '?device=wasm');
    await page.evaluate(() => {
      const room = document.querySelector('.room');
      if (!room) throw new Error('no room');
      new MutationObserver(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.pane canvas');
        const [row, column] = [(canvas?.height ?? 0) >> 1, (canvas?.width ?? 0) >> 1];
        const pixels = canvas?.getContext('2d')?.getImageData(column - 40, row - 40, 80, 80).data ?? [];
        const shown = pixels.some((value, index) => index % 4 === 0 && value > 20);
        const { x, y, width, height } = document.querySelector('.pane')?.getBoundingClientRect() ?? {};
        const panels = document.querySelectorAll('.findings').length;
        Object.assign(window, { first: { shown, panels, place: { x, y, width, height } } });
      }).observe(room, { attributeFilter: ['hidden'] });
    });
    await drop(page, [demo]);
    await expect(page.getByRole('region', { name: 'Findings' })).toBeVisible();
    await expect(page.getByRole('complementary', { name: 'Study' })).toBeVisible();
    expect(await page.evaluate(() => Reflect.get(window, 'first') as unknown)).toEqual({
      shown: true,
      panels: 0,
      place: await page.locator('.pane').boundingBox(),
    });
  });
}

test('an image that comes before what draws it is drawn when that is there', async ({ demo, page }) => {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  await page.route(/cornerstone-[^/]+\.js/, async (route) => {
    await given;
    await route.continue();
  });
  await openPage(page, '?device=wasm');
  // Nothing else is shown after it.
  const [one = ''] = await readdir(demo);
  await drop(page, [join(demo, one)]);
  await expect(status(page)).toHaveText(/^Analysed/);
  const before = await drawn(page.getByRole('group', { name: 'Image' }));
  give();
  await expect.poll(() => drawn(page.getByRole('group', { name: 'Image' }))).not.toBe(before);
});

test('three windows are brain, subdural and bone, whichever of them the image itself shows', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  await chooseLayout(page, 'Three windows');
  const image = page.locator('.pane').first();
  const beside = (name: string) => page.getByRole('region', { name: `${name} window` });
  await page.keyboard.press('3');
  await expect(image.getByText('C 600 W 2800')).toBeVisible();
  await expect(beside('Brain').getByText('C 40 W 80')).toBeVisible();
  await expect(beside('Subdural').getByText('C 80 W 200')).toBeVisible();
  await expect(beside('Bone')).toHaveCount(0);

  // What came in lies as the others do.
  const brain = await picture(page, 'Brain window');
  const slice = await sliceNumber(page);
  await beside('Brain').hover();
  await page.mouse.wheel(0, 100);
  await expect.poll(() => sliceNumber(page)).toBe(slice + 1);
  await expect.poll(() => picture(page, 'Brain window')).not.toBe(brain);

  // A window that is dragged stays in the place of the one it was.
  await dragIn(page, image);
  await expect(image.getByText('C 600 W 2800')).toHaveCount(0);
  await expect(beside('Brain')).toBeVisible();
  await expect(beside('Bone')).toHaveCount(0);

  await page.keyboard.press('1');
  await expect(beside('Bone').getByText('C 600 W 2800')).toBeVisible();
  await expect(beside('Brain')).toHaveCount(0);
});

test('in each of three windows HU are read and measures drawn, and all show them', async ({ demo, page }) => {
  await openFolder(page, demo);
  await page.keyboard.press('h');
  await chooseLayout(page, 'Three windows');
  const panes = [
    page.locator('.pane').first(),
    page.getByRole('region', { name: 'Subdural window' }),
    page.getByRole('region', { name: 'Bone window' }),
  ];
  const bone = page.getByRole('region', { name: 'Bone window' });
  // They lie as the image does that they came beside.
  for (const pane of panes) {
    await expect(pane.getByText('Mirrored')).toBeVisible();
    await expect(letters(pane)).toHaveAccessibleName(/left L, right R/);
  }
  await page.keyboard.press('d');
  await dragIn(page, bone);
  for (const pane of panes) await expect(annotation(pane, /^Length: [\d.]+ mm$/)).toBeVisible();
  await expect(bone.locator('.probe')).toHaveText(/^[−\d]+ HU {2}\(\d+, \d+\)$/);
  expect(
    await bone.locator('.probe').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
  ).toBeLessThanOrEqual(0);
  await expect(page.locator('.pane .probe').first()).toBeEmpty();
  await expect(bone.getByText('C 600 W 2800')).toBeVisible();
  await page.keyboard.press('Control+z');
  for (const pane of panes) await expect(annotation(pane, /^Length/)).toHaveCount(0);

  // Escape takes back what is being drawn there too, and the focus returns to the pane that it came from.
  await dragIn(page, bone, 'held');
  await expect(annotation(bone, /^Length/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  for (const pane of panes) await expect(annotation(pane, /^Length/)).toHaveCount(0);
  await page.keyboard.press('t');
  await dragIn(page, bone);
  await page.getByRole('textbox', { name: 'Text' }).fill('falx');
  await page.keyboard.press('Enter');
  const arrow = annotation(bone, /^Arrow: falx$/);
  await arrow.focus();
  await page.keyboard.press('F2');
  await page.keyboard.press('Escape');
  await expect(arrow).toBeFocused();

  await page.keyboard.press('i');
  for (const pane of panes) await expect(pane.getByText('Inverted, mirrored')).toBeVisible();
});

for (const [layout, width] of [
  ['Three windows', 1920],
  ['Two series', 1440],
] as const) {
  test(`the slice's numbers stand on the image in ${layout.toLowerCase()} at ${width} pixels`, async ({
    demo,
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await openFolder(page, demo);
    await chooseLayout(page, layout);
    const pane = page.locator('.pane').first();
    const scores = pane.locator('.pane-scores');
    await expect(scores).toBeVisible();
    await expect(scores.locator('[data-class]')).toHaveText([/^EDH/, /^IPH/, /^IVH/, /^SAH/, /^SDH/, /^Any/]);
    const [own, around] = [await scores.boundingBox(), await pane.boundingBox()];
    const [right, left] = [(own?.x ?? NaN) + (own?.width ?? NaN), own?.x ?? NaN];
    expect(right).toBeLessThanOrEqual((around?.x ?? NaN) + (around?.width ?? NaN));
    // Beside the middle, where the letter stands.
    expect(left).toBeGreaterThan((around?.x ?? NaN) + (around?.width ?? NaN) / 2 + 20);
    for (const corner of await pane.locator('.corner').all()) {
      const box = await corner.boundingBox();
      if (!box || !own) continue;
      const apart =
        box.x + box.width <= own.x ||
        own.x + own.width <= box.x ||
        box.y + box.height <= own.y ||
        own.y + own.height <= box.y;
      expect(apart, await corner.innerText()).toBe(true);
    }
  });
}

test('a narrow pane shows the whole length beside its scale bar, and its letters', async ({ demo, page }) => {
  await page.setViewportSize({ width: 960, height: 540 });
  await openFolder(page, demo);
  await chooseLayout(page, 'Three windows');
  const bar = page.locator('.scale-bar');
  await expect(bar).toHaveText(/^\d+ mm$/);
  for (const zoom of ['', '+', '+', '+', '+']) {
    if (zoom) await page.keyboard.press(zoom);
    await expect
      .poll(() =>
        bar.evaluate((element) =>
          [element, ...element.children].every(
            ({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth + 1,
          ),
        ),
      )
      .toBe(true);
  }

  // Nor does a choice lie over an orientation letter.
  await page.keyboard.press('8');
  const coronal = page.getByRole('region', { name: 'Coronal' });
  const letter = await coronal.getByText('H', { exact: true }).boundingBox();
  const choice = await coronal.getByRole('combobox').boundingBox();
  expect(choice?.x).toBeGreaterThan((letter?.x ?? Infinity) + (letter?.width ?? 0));
});

test('with one series there is none to compare with, and the page says so', async ({ demo, page }) => {
  await openFolder(page, demo);
  await page.keyboard.press('9');
  await expect(page.getByText('There is no other series to compare with.')).toBeVisible();
});

test('two series of real CT stand side by side, and going through one goes through the other', async ({
  demo,
  page,
}) => {
  test.skip(noData, WHY_SKIPPED);
  await openPage(page, '?device=wasm');
  await drop(page, [join(data, 'head-ct-ge'), demo]);
  await expect(slider(page)).toHaveAttribute('max', '28', { timeout: 60_000 });
  await chooseLayout(page, 'Two series');
  const other = page.getByRole('region', { name: 'Other series' });
  await page.keyboard.press('Home');
  await expect(other.getByText(/^1 \/ 14$/)).toBeVisible();
  await page.keyboard.press('End');
  await expect(other.getByText(/^14 \/ 14$/)).toBeVisible();
});
