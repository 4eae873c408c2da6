import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { chooseFolder, test as online } from './demo.ts';
import { allAnalysed, drop, openPage, status } from './fixtures.ts';
import { ownHost, type OwnHost } from './ownHost.ts';
import { folderOfAll } from './syntaxes.ts';

/** What a page without a network can do: all of it, from the first visit on. */

const test = online.extend<{ host: OwnHost }>({
  host: async ({}, use, info) => {
    const host = await ownHost(info.outputPath('host'));
    await use(host);
    await host.leave();
  },
  baseURL: ({ host }, use) => use(host.url),
});

/** The first one, after which the page is kept. */
async function visit(page: Page, host: OwnHost): Promise<void> {
  host.offerWorker();
  await openPage(page, '?device=wasm');
  await kept(page);
}

const lookForNewer = (page: Page) =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });

const waits = (page: Page) =>
  page.waitForFunction(async () => (await navigator.serviceWorker.ready).waiting !== null);

const nothingWaits = async (page: Page) =>
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();

const kept = (page: Page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);

/** Through the lazily loaded parts, none of which was needed before. */
async function useEverything(page: Page): Promise<void> {
  await page.keyboard.press('#');
  await expect(page.getByRole('treegrid').getByRole('row', { name: /Patient Name/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('8');
  await expect(page.getByRole('slider', { name: 'Coronal position' })).toBeVisible();
  await page.keyboard.press('6');
  const choose = async (item: string) => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Printable report');
  await expect(page.getByRole('article', { name: 'Report' })).toContainText(/\d %/);
  await page.keyboard.press('Escape');
  const [download] = await Promise.all([page.waitForEvent('download'), choose('DICOM structured report')]);
  expect((await readFile(await download.path())).subarray(128, 132).toString()).toBe('DICM');
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await expect(page.getByRole('region', { name: 'Befunde' })).toContainText('Intraventrikulär');
}

test('on the first visit, without a reload, everything goes on when the host is gone', async ({
  demo,
  page,
  host,
}, info) => {
  const all = await folderOfAll(info.outputPath());
  await openPage(page, '?device=wasm');
  // The model and the readers stand before there is a service worker: they are taken over as well.
  const readers = () => page.workers().filter((worker) => worker.url().includes('reader')).length;
  await expect.poll(readers, { timeout: 60_000 }).toBeGreaterThan(0);
  host.offerWorker();
  await kept(page);
  await host.leave();
  await chooseFolder(page, demo);
  await allAnalysed(page, 14);
  await useEverything(page);
  await page.getByRole('button', { name: 'Sprache' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await drop(page, [all.folder]);
  await expect(page.getByText(`CT · ${all.slices + 1} slices`)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Files not loaded' }).getByRole('listitem')).toHaveCount(1);
});

/** As another window or tab over this one does. */
const hide = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });

test('a newer version takes nothing from below a study that is open, and comes in once nobody is there', async ({
  demo,
  page,
  host,
  context,
}) => {
  await visit(page, host);
  await chooseFolder(page, demo);
  await allAnalysed(page, 14);
  await host.publishNext();
  const other = await context.newPage();
  await other.goto('/?device=wasm');
  await lookForNewer(other);
  await Promise.all([waits(other), waits(page)]);
  await expect(page.getByRole('alert')).toContainText('A newer version of Hemolens is here.');
  await useEverything(page);
  await page.getByRole('button', { name: 'Schließen', exact: true }).click();
  // A hand was on the page, and may be choosing a folder.
  await hide(other);
  await page.waitForTimeout(500);
  await waits(page);
  const again = [page, other].map((one) => one.waitForEvent('load'));
  await hide(page);
  await Promise.all(again);
  // The newer version has no words but English here.
  await expect(page.getByRole('button', { name: 'Open folder' }).first()).toBeVisible();
  await nothingWaits(page);
});

test('a page that nobody has touched takes a newer version as soon as it is there', async ({
  page,
  host,
}) => {
  await visit(page, host);
  await page.reload();
  await host.publishNext();
  const again = page.waitForEvent('load');
  await lookForNewer(page);
  await again;
  await nothingWaits(page);
});

test('the next visit begins without a network', async ({ page, host }) => {
  await visit(page, host);
  await host.leave();
  await page.reload();
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await expect(status(page)).toContainText('slices');
  await expect(page.getByRole('slider', { name: 'Slice' })).toBeVisible();
  await allAnalysed(page, 28);
});

test('a browser without service workers, as in some private windows, has the page all the same', async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  await page.goto('/?device=wasm');
  await expect(page.getByRole('button', { name: 'Try the demo study' })).toBeVisible();
  expect(await page.evaluate(() => 'serviceWorker' in navigator)).toBe(false);
});
