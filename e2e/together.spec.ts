import { expect, type Locator, type Page } from '@playwright/test';
import { at, chooseLayout, test, imagePlace, openFolder, pressTimes } from './demo.ts';
import { oddSeries, openOdd } from './odd.ts';

/** Images side by side are moved as one, whichever of them the hand is at, by mouse and by keyboard. */

/** A press of a key moves an image by so many CSS pixels. */
const PRESS = 40;

interface Way {
  readonly by: string;
  /** Moves the image of that pane 80 pixels to the right and 40 down. */
  readonly move: (page: Page, pane: Locator) => Promise<void>;
}

const held = async (page: Page, pane: Locator, button: 'left' | 'middle') => {
  const [x, y] = await at(page, 0.3, 0.5, pane);
  await page.mouse.move(x, y);
  await page.mouse.down({ button });
  await page.mouse.move(x + 50, y + 10);
  await page.mouse.move(x + 80, y + 40);
  await page.mouse.up({ button });
};

const WAYS: readonly Way[] = [
  {
    by: 'by a drag with the tool',
    move: async (page, pane) => {
      await page.getByRole('radio', { name: 'Pan' }).click();
      await held(page, pane, 'left');
    },
  },
  { by: 'by a drag with the middle button', move: (page, pane) => held(page, pane, 'middle') },
  {
    by: 'by keys over it',
    move: async (page, pane) => {
      await pane.hover();
      await pressTimes(page, 'Shift+ArrowRight', 2);
      await page.keyboard.press('Shift+ArrowDown');
    },
  },
  {
    by: 'by keyboard alone',
    move: async (page, pane) => {
      for (let panes = 0; panes < 3 && !(await isFocused(pane)); panes++) await page.keyboard.press('F6');
      await expect(pane).toBeFocused();
      await pressTimes(page, 'Shift+ArrowRight', 2);
      await page.keyboard.press('Shift+ArrowDown');
    },
  },
];

const isFocused = (pane: Locator) => pane.evaluate((element) => element === document.activeElement);

/** Each way in each pane moves the images of all by the same, and reset takes it back. */
async function expectMovedTogether(page: Page, panes: readonly Locator[]): Promise<void> {
  const places = () => Promise.all(panes.map(imagePlace));
  const start = await places();
  for (const { by, move } of WAYS) {
    for (const [index, pane] of panes.entries()) {
      await move(page, pane);
      await expect
        .poll(places, `${by}, pane ${index + 1}`)
        .toEqual(start.map(({ x, y }) => ({ x: near(x + 2 * PRESS), y: near(y + PRESS) })));
      await page.keyboard.press('x');
      await expect.poll(places).toEqual(start);
    }
  }
}

/** Within half a pixel. */
const near = (value: number): unknown => expect.closeTo(value, 0);

test('moved in any of three windows, the image moves in all, by mouse and by keyboard', async ({
  demo,
  page,
}) => {
  await openFolder(page, demo);
  await chooseLayout(page, 'Three windows');
  const windows = ['Subdural', 'Bone'].map((name) => page.getByRole('region', { name: `${name} window` }));
  for (const pane of windows) await expect(pane).toBeVisible();
  await expectMovedTogether(page, [page.locator('.pane').first(), ...windows]);
});

test('moved in either of two series, the image moves in both, by mouse and by keyboard', async ({ page }) => {
  // Pixels of another size, so that it is not for being alike that they move alike.
  const finer = oddSeries('2', 20, 8, { '00280030': ['DS', '1\\1'] });
  await openOdd(page, [...oddSeries('1', 0, 12, {}), ...finer]);
  await chooseLayout(page, 'Two series');
  const other = page.getByRole('region', { name: 'Other series' });
  await expect(other.locator('.slice-number')).toHaveText(/ \/ 8$/);
  await expectMovedTogether(page, [page.locator('.pane').first(), other]);
});
