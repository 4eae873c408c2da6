import { expect, type Locator } from '@playwright/test';
import { annotation, at, chooseFolder, test, drag, handleAt, openFolder, pressTimes } from './demo.ts';
import { exported } from './fixtures.ts';

/** Each tool that draws on the image, by mouse and by keyboard. */

test('annotations by mouse: drawn, moved, undone, copied, deleted, there after a reload', async ({
  demo,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openFolder(page, demo);
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'Measure' }).click();
    await page.getByRole('menuitemradio').getByText(name, { exact: true }).click();
  };
  await choose('Length');
  await drag(page, [0.3, 0.3], [0.45, 0.3]);
  const length = annotation(page, /^Length: [\d.]+ mm$/);
  await expect(length).toBeVisible();
  // Escape takes back what is being drawn, though the button is still held.
  await page.mouse.move(...(await at(page, 0.6, 0.3)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 0.7, 0.3)));
  await expect(page.locator('[data-annotation]')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await page.mouse.move(...(await at(page, 0.7, 0.35)));
  await page.mouse.up();
  await expect(page.locator('[data-annotation]')).toHaveCount(1);
  // It was no step of its own: undoing goes on with the one before it, and back again.
  await page.keyboard.press('Control+z');
  await expect(page.locator('[data-annotation]')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(length).toBeVisible();

  await choose('Angle');
  await drag(page, [0.5, 0.7], [0.6, 0.7]);
  // One drag draws one arm: the other is laid beside it, and measures nothing until it is drawn as well.
  const angle = annotation(page, /^Angle: /);
  await expect(angle).toHaveAccessibleName('Angle: Other arm not set: move its end');
  await drag(page, await handleAt(page, /^Angle, point 3 of 3/), [0.5, 0.6]);
  await expect(angle).toHaveAccessibleName(/^Angle: (89|90)\.\d°$/);
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
  const hematoma = annotation(page, /^Hematoma volume: /);
  await expect(hematoma).toHaveAccessibleName(/: A [\d.]+ mm, B not set: move the ends of the shorter line$/);
  await drag(page, await handleAt(page, /^Hematoma volume, point 3 of 4/), [0.45, 0.5]);
  await expect(hematoma).toHaveAccessibleName(
    /: A [\d.]+, B [\d.]+, C [\d.]+ mm, ABC\/2 [\d.]+ mL on 4 slices$/,
  );

  // What was drawn goes with the table and into a file of its own.
  expect(await exported(page, 'Per-image CSV')).toMatch(/,annotations\r\n(.*\r\n)*.*Length: [\d.]+ mm; /);
  const { annotations } = JSON.parse(await exported(page, 'Annotations JSON')) as {
    annotations: { kind: string }[];
  };
  expect(annotations.map(({ kind }) => kind)).toEqual([
    'length',
    'angle',
    'ellipse',
    'rectangle',
    'arrow',
    'volume',
  ]);

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
  await expect(page.getByRole('button', { name: /^Angle, point 1 of 3/ })).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(annotation(page, /^Angle/)).toBeHidden();
  await page.keyboard.press('ArrowDown');
  await expect(length).toBeHidden();

  await page.reload();
  await chooseFolder(page, demo);
  await expect(length).toHaveAccessibleName(after ?? '');
  await expect(page.locator('[data-annotation]')).toHaveCount(5);
  await page.getByRole('button', { name: 'More commands' }).click();
  await page.getByRole('menuitem', { name: 'Delete all of this series' }).click();
  await expect(page.locator('[data-annotation]')).toHaveCount(0);
});

test('a click that wavers by a pixel moves nothing, measures nothing that was laid, and is no step', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  await page.keyboard.press('q');
  await drag(page, [0.35, 0.5], [0.42, 0.6]);
  await page.getByRole('textbox', { name: 'Slices with the hematoma' }).fill('4');
  await page.keyboard.press('Enter');
  const hematoma = annotation(page, /^Hematoma volume: /);
  await expect(hematoma).toHaveAccessibleName(/B not set/);
  await page.keyboard.press('d');
  await drag(page, [0.6, 0.3], [0.7, 0.3]);
  const length = annotation(page, /^Length: /);
  await expect(length).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(length).toBeHidden();

  await page.mouse.click(...(await at(page, 0.385, 0.55)));
  const laid = await handleAt(page, /^Hematoma volume, point 3 of 4/);
  const wavering = async (by: number) => {
    const [x, y] = await at(page, ...laid);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + by, y + by);
    await page.mouse.up();
  };
  await wavering(1);
  await page.keyboard.press('Control+Shift+z');
  await expect(length).toBeVisible();
  await expect(hematoma).toHaveAccessibleName(/B not set/);
  await page.mouse.click(...(await at(page, 0.385, 0.55)));
  await wavering(3);
  await expect(hematoma).toHaveAccessibleName(/ABC\/2 [\d.]+ mL on 4 slices$/);
});

test('Escape ends the move of an annotation, which is where it was, without a step', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  await page.keyboard.press('d');
  await drag(page, [0.6, 0.3], [0.7, 0.3]);
  await page.keyboard.press('w');
  const length = annotation(page, /^Length: /);
  const place = () => length.locator('path').first().getAttribute('d');
  const drawn = await place();
  await page.mouse.move(...(await at(page, 0.65, 0.3)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 0.6, 0.4)), { steps: 3 });
  await expect.poll(place).not.toBe(drawn);
  await page.keyboard.press('Escape');
  await expect.poll(place).toBe(drawn);
  await page.mouse.move(...(await at(page, 0.5, 0.4)), { steps: 3 });
  await page.mouse.up();
  await expect.poll(place).toBe(drawn);
  await page.keyboard.press('Control+z');
  await expect(length).toBeHidden();
});

test('over plain http, where browsers give no clipboard, all is measured and that nothing is copied is said', async ({
  demo,
  page,
}) => {
  await page.addInitScript(() => {
    for (const [of, name] of [
      [Crypto.prototype, 'randomUUID'],
      [Navigator.prototype, 'clipboard'],
    ] as const) {
      Object.defineProperty(of, name, { value: undefined });
    }
  });
  await openFolder(page, demo);
  await page.keyboard.press('d');
  await drag(page, [0.3, 0.3], [0.45, 0.3]);
  const length = annotation(page, /^Length: [\d.]+ mm$/);
  await expect(length).toBeVisible();
  const drawn = await length.getAttribute('aria-label');
  await drag(page, await handleAt(page, /^Length, point 2 of 2/), [0.4, 0.3]);
  await expect(length).not.toHaveAccessibleName(drawn ?? '');
  await page.keyboard.press('Control+c');
  await expect(page.getByText('This browser does not let the page copy.')).toBeVisible();
  await page.keyboard.press('t');
  await drag(page, [0.5, 0.25], [0.55, 0.2]);
  await page.getByRole('textbox', { name: 'Text' }).fill('falx');
  await page.keyboard.press('Enter');
  await expect(annotation(page, /^Arrow: falx$/)).toBeVisible();
});

test('words typed beside an arrow stay when the slices move on, and each time they were typed is one step', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  await page.keyboard.press('t');
  await drag(page, [0.5, 0.25], [0.55, 0.2]);
  const words = page.getByRole('textbox', { name: 'Text' });
  await words.fill('falx');
  await page.mouse.move(...(await at(page, 0.3, 0.6)));
  await page.mouse.wheel(0, 100);
  await expect(words).toBeHidden();
  await expect(page.locator('[data-annotation]')).toHaveCount(0);
  await page.mouse.wheel(0, -100);
  const arrow = (text: string) => annotation(page, new RegExp(`^Arrow${text}$`));
  await expect(arrow(': falx')).toBeVisible();

  await page.mouse.click(...(await at(page, 0.525, 0.225)));
  await page.keyboard.press('F2');
  await words.fill('tentorium');
  await page.keyboard.press('Enter');
  await expect(arrow(': tentorium')).toBeVisible();
  // Taken as it was: no step.
  await page.keyboard.press('F2');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+z');
  await expect(arrow(': falx')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(arrow('')).toBeVisible();
});

test('annotations by keyboard: placed, moved, turned with the image, undone, deleted', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
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
    // Of an angle the first drag, or the key, gives one arm; the end of the other is two points on.
    if (key === 'a') await pressTimes(page, 'Tab', 2);
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
  await page.keyboard.press('Delete');
  await expect(arrow).toBeHidden();

  await page.keyboard.press('q');
  await page.keyboard.press('Enter');
  const slices = page.getByRole('textbox', { name: 'Slices with the hematoma' });
  await expect(slices).toBeFocused();
  await expect(slices).toHaveValue('');
  await page.keyboard.type('2.5');
  await page.keyboard.press('Enter');
  const hematoma = annotation(page, /^Hematoma volume: /);
  await expect(hematoma).toHaveAccessibleName(/B not set/);
  await page.getByRole('button', { name: /^Hematoma volume, point 3 of 4/ }).focus();
  await page.keyboard.press('ArrowLeft');
  // A handle is no place to reset the image from.
  await page.keyboard.press('i');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Invert' })).toHaveAttribute('aria-pressed', 'true');
  await expect(hematoma).toHaveAccessibleName(/ABC\/2 [\d.]+ mL on 2\.5 slices$/);
  // Once to let go of it, once to leave the tool.
  await pressTimes(page, 'Escape', 2);
  await expect(page.getByRole('radio', { name: 'Window level' })).toBeChecked();
});
