/** axe on the page in each state that it can be in, one after the other: what a hand or the keyboard brings up, and what a study does. */
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { annotation, at, chooseLayout, openFolder, slider, test } from './demo.ts';
import { allAnalysed, drop, openPage, status } from './fixtures.ts';
import { every5, openOdd, type OddSlice } from './odd.ts';
import { folderOfAll } from './syntaxes.ts';

interface State {
  readonly name: string;
  /** Brings the page there, from an analysed study in one pane, and waits until it is. */
  readonly enter: (page: Page) => Promise<void>;
  /** And back. */
  readonly leave: (page: Page) => Promise<void>;
}

const press =
  (...keys: readonly string[]) =>
  async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key);
  };

const layout = (name: string, pane: string): State => ({
  name: `the layout ${name}`,
  enter: async (page) => {
    await chooseLayout(page, name);
    await expect(page.getByRole('region', { name: pane, exact: true })).toBeVisible();
  },
  leave: press('6'),
});

const menu = (name: string): State => ({
  name: `the menu ${name}`,
  enter: async (page) => {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByRole('menu')).toBeVisible();
  },
  leave: async (page) => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();
  },
});

const STATES: readonly State[] = [
  {
    name: 'an inverted image',
    enter: async (page) => {
      await page.keyboard.press('i');
      await expect(page.locator('.pane').getByText('Inverted')).toBeVisible();
    },
    leave: press('i'),
  },
  {
    name: 'the magnifier',
    enter: async (page) => {
      await page.mouse.move(...(await at(page, 0.5, 0.5)));
      await page.keyboard.press('m');
      await expect(page.locator('[data-layer=magnifier]')).toBeVisible();
    },
    leave: press('m'),
  },
  {
    name: 'the pointer of the keyboard',
    enter: async (page) => {
      await page.keyboard.press('Control+Shift+ArrowRight');
      await expect(page.locator('[data-layer=pointer]')).toBeVisible();
    },
    leave: press('Escape'),
  },
  {
    name: 'a slab',
    enter: async (page) => {
      // The slices of the study are 5 mm thick themselves.
      await press('>', '>')(page);
      await expect(page.locator('.place .changed')).toHaveText('Mean 10 mm');
    },
    leave: press('<', '<'),
  },
  {
    name: 'a region with its handles',
    enter: async (page) => {
      await press('b', 'Enter')(page);
      await expect(annotation(page, /^Rectangle: Mean/)).toBeVisible();
      await expect(page.getByRole('button', { name: /^Rectangle, point 1/ })).toBeVisible();
    },
    leave: press('Delete', 'Escape'),
  },
  {
    name: 'the slices of a hematoma, being typed',
    enter: async (page) => {
      await press('q', 'Enter')(page);
      await expect(page.getByRole('textbox', { name: 'Slices with the hematoma' })).toBeFocused();
      await page.getByRole('textbox', { name: 'Slices with the hematoma' }).fill('3');
    },
    leave: press('Enter'),
  },
  {
    name: 'a hematoma’s volume with its handles',
    enter: async (page) => {
      await expect(annotation(page, /^Hematoma volume/)).toBeVisible();
      await expect(page.getByRole('button', { name: /^Hematoma volume, point 3/ })).toBeVisible();
    },
    leave: press('Delete', 'Escape'),
  },
  {
    name: 'files dragged over the page',
    enter: async (page) => {
      await dragFiles(page);
      await expect(page.getByText('Drop to open')).toBeVisible();
    },
    leave: async (page) => {
      await page.evaluate(() => window.dispatchEvent(new DragEvent('dragleave')));
      await expect(page.getByText('Drop to open')).toBeHidden();
    },
  },
  ...['Layout', 'Measure', 'Language', 'Export', 'More commands'].map(menu),
  {
    name: 'the menu of the left mouse button, where the toolbar folds',
    enter: async (page) => {
      await page.setViewportSize({ width: 1180, height: 900 });
      await menu('Left mouse button').enter(page);
    },
    leave: async (page) => {
      await menu('Left mouse button').leave(page);
      await page.setViewportSize({ width: 1440, height: 900 });
    },
  },
  {
    name: 'a key that another command has, in the help sheet',
    enter: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('button', { name: /^Change the key of Black on white/ }).click();
      await page.keyboard.press('r');
      await expect(page.getByRole('button', { name: 'Use it all the same' })).toBeVisible();
    },
    leave: press('Escape'),
  },
  {
    name: 'the DICOM tags',
    enter: async (page) => {
      await page.keyboard.press('#');
      await expect(page.getByRole('dialog')).toContainText('Patient Name');
    },
    leave: press('Escape'),
  },
  {
    name: 'the printable report',
    enter: async (page) => {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: 'Printable report' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    leave: press('Escape'),
  },
  layout('Three windows', 'Bone window'),
  layout('Three planes', 'Coronal'),
  layout('Two series', 'Other series'),
];

/** As far as over the page: the hand has not let go. */
async function dragFiles(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [import.meta.filename], dragOperationsMask: 1 };
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 700, y: 400, data });
  await session.detach();
}

for (const scheme of ['dark', 'light'] as const) {
  test(`axe finds nothing in each state of an analysed study, on a ${scheme} page`, async ({
    demo,
    page,
  }) => {
    await openFolder(page, demo);
    await allAnalysed(page, 14);
    if (scheme === 'light') await page.getByRole('button', { name: 'Light page' }).click();
    // The keys are the image's, not the button's.
    await page.mouse.click(700, 880);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    for (const { name, enter, leave } of STATES) {
      await test.step(name, async () => {
        await enter(page);
        await expectAccessible(page, name);
        await leave(page);
        await expect(page.getByRole('menu').or(page.getByRole('dialog'))).toHaveCount(0);
      });
    }
  });
}

/** A series of a patient, told from others by its number. */
function series(number: number, name: string, changes: OddSlice['changes'] = {}): OddSlice[] {
  return every5(6).map(({ z }, index) => ({
    z,
    changes: {
      '00100010': ['PN', name],
      '00100020': ['LO', name],
      '0020000D': ['UI', `1.2.3.${name.length}`],
      '0020000E': ['UI', `1.2.3.1.${number}`],
      '00080018': ['UI', `1.2.3.5.${number}.${index + 1}`],
      ...changes,
    },
  }));
}

test('axe finds nothing where two series are compared, of one patient and of two', async ({ page }) => {
  await openOdd(page, [...series(1, 'ANNA'), ...series(2, 'ANNA', { '00200052': undefined })]);
  await chooseLayout(page, 'Two series');
  const other = page.getByRole('region', { name: 'Other series' });
  await expect(other.getByRole('combobox', { name: 'Series to compare with' })).toBeVisible();
  await expect(other.getByRole('note')).toBeVisible();
  await expect(other.locator('.pane-scores')).toContainText('%');
  await expectAccessible(page, 'two series of one patient');

  await page.getByRole('button', { name: /^Close ANNA/ }).click();
  await openOdd(page, [...series(3, 'ANNA'), ...series(4, 'BERTHA')]);
  await expect(page.getByRole('alert').filter({ hasText: 'Two different patients' })).toBeVisible();
  await expectAccessible(page, 'two patients');
});

test('axe finds nothing where there are no planes, no numbers and no image', async ({ page }, info) => {
  await openOdd(page, every5(1));
  await chooseLayout(page, 'Three planes');
  await expect(page.getByText('It has a single slice, and a volume takes two.')).toBeVisible();
  await expectAccessible(page, 'no planes');
  await page.keyboard.press('6');
  await page.getByRole('button', { name: 'Close study' }).click();

  await openOdd(page, every5(3, { '0008103E': ['LO', 'CTA Head'] }));
  await expect(page.locator('.pane-state')).toContainText('contrast agent');
  await expectAccessible(page, 'outside what the model was made for');
  await page.getByRole('button', { name: 'Close study' }).click();

  const { folder } = await folderOfAll(info.outputPath());
  await drop(page, [folder]);
  await expect(status(page)).toHaveText(/^(Analysed|No slice here)/, { timeout: 120_000 });
  await slider(page).focus();
  await page.keyboard.press('End');
  await expect(page.getByText('This image cannot be shown.')).toBeVisible();
  await expectAccessible(page, 'an image that cannot be decoded');
});

test('axe finds nothing on what is left where the page itself fails', async ({ page }) => {
  await openPage(page, '?device=wasm');
  // As a fault of ours would: the words of the study's date cannot be made.
  await page.evaluate(() => {
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
      get: () => () => {
        throw new Error('no dates today');
      },
    });
  });
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(page.getByRole('heading', { name: 'Hemolens has stopped' })).toBeVisible();
  await expect(page.getByText(/no dates today/)).toBeVisible();
  await expectAccessible(page, 'the crash page');
});

test.describe('with a German browser', () => {
  test.use({ locale: 'de-AT' });

  test('axe finds nothing in German menus and dialogs', async ({ demo, page }) => {
    await page.goto('/?device=wasm');
    await page.getByRole('button', { name: 'Verstanden' }).click();
    await page.locator('input[type=file][webkitdirectory]').setInputFiles(demo);
    await expect(status(page)).toContainText('14 von 14', { timeout: 120_000 });
    for (const name of ['Anordnung', 'Messen', 'Sprache', 'Export', 'Weitere Befehle']) {
      await menu(name).enter(page);
      await expectAccessible(page, `das Menü ${name}`);
      await menu(name).leave(page);
    }
    for (const [key, title] of [
      ['?', 'Befehle und Tasten'],
      ['#', 'DICOM-Tags'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog', { name: title })).toBeVisible();
      await expectAccessible(page, title);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });
});
