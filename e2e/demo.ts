import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { demoStudy } from '../src/phantom/index.ts';
import { openPage, status, test as base } from './fixtures.ts';

/** From the skull base into the first slices that bleed: enough to read, and drawn and scored in a few seconds. */
const SLICES = 14;

/** With a folder of the beginning of the demo study, written once for the tests that ask for it. */
export const test = base.extend<object, { demo: string }>({
  demo: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'hemolens-demo-'));
      let written = 0;
      for (const { bytes } of demoStudy()) {
        await writeFile(join(folder, `${++written}.dcm`), bytes);
        if (written === SLICES) break;
      }
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
});

export async function openFolder(page: Page, folder: string): Promise<void> {
  await openPage(page, '?device=wasm');
  await chooseFolder(page, folder);
}

/** On a page that is open already. */
export async function chooseFolder(page: Page, folder: string): Promise<void> {
  await page.locator('input[type=file][webkitdirectory]').setInputFiles(folder);
  await expect(status(page)).toHaveText(/^Analysed/);
  await expect(slider(page)).toHaveAttribute('max', String(SLICES));
}

export const slider = (page: Page) => page.getByRole('slider', { name: 'Slice' });
export const sliceNumber = async (page: Page) => Number(await slider(page).getAttribute('aria-valuenow'));
export const letters = (page: Page | Locator) => page.getByRole('img', { name: /^Orientation/ });
export const annotation = (page: Page | Locator, name: RegExp) => page.getByRole('group', { name });

/** A point of a pane, at a share of its sides; of the image's own where there is no other. */
export async function at(
  page: Page,
  x: number,
  y: number,
  pane: Locator = page.locator('.pane'),
): Promise<[number, number]> {
  const box = await pane.boundingBox();
  if (!box) throw new Error('no pane');
  return [box.x + box.width * x, box.y + box.height * y];
}

export async function drag(
  page: Page,
  from: [number, number],
  to: [number, number],
  pane?: Locator,
): Promise<void> {
  await page.mouse.move(...(await at(page, ...from, pane)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, (from[0] + to[0]) / 2, (from[1] + to[1]) / 2, pane)));
  await page.mouse.move(...(await at(page, ...to, pane)));
  await page.mouse.up();
}

/** Where the handle of an annotation's point stands, at a share of the pane's sides. */
export async function handleAt(page: Page, name: RegExp): Promise<[number, number]> {
  const pane = await page.locator('.pane').boundingBox();
  const handle = await page.getByRole('button', { name }).boundingBox();
  if (!pane || !handle) throw new Error('no handle');
  const middle = { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 };
  return [(middle.x - pane.x) / pane.width, (middle.y - pane.y) / pane.height];
}

export async function pressTimes(page: Page, key: string, times: number): Promise<void> {
  for (let pressed = 0; pressed < times; pressed++) await page.keyboard.press(key);
}

/** Goes on with the Tab key until it is there. */
export async function tabTo(page: Page, to: Locator): Promise<void> {
  const focused = () => to.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 80 && !(await focused()); presses++) await page.keyboard.press('Tab');
  await expect(to).toBeFocused();
}

export async function chooseLayout(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Layout' }).click();
  await page.getByRole('menuitemradio', { name }).click();
}

/** Chooses in the toolbar's menu of all commands, by mouse. */
export async function fromMenu(page: Page, item: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'More commands' }).click();
  const chosen = page
    .getByRole('menuitem', { name: item })
    .or(page.getByRole('menuitemcheckbox', { name: item }));
  await chosen.click();
}

/** Closes a menu whose steps leave it open. */
export async function closeMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More commands' }).click();
  await expect(page.getByRole('menu')).toBeHidden();
}

/** Runs in the page: presses Pause once all is read, at once, for the demo study is soon analysed. */
export function pauseAtOnce(): void {
  const observer = new MutationObserver(() => {
    const pause = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Pause');
    if (!pause || !(document.querySelector('.status')?.textContent ?? '').includes('of 28 slices')) return;
    observer.disconnect();
    pause.click();
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** Where on the page the image of a pane lies, in CSS pixels. */
export async function imagePlace(pane: Locator): Promise<{ x: number; y: number }> {
  const box = await pane.locator('.cornerstone-canvas').boundingBox();
  if (!box) throw new Error('no image');
  return { x: box.x, y: box.y };
}

/** What is drawn in a pane, to tell whether it changed. */
export const drawn = async (pane: Locator) =>
  (await pane.locator('.viewport-place').screenshot()).toString('base64');
export const picture = (page: Page, name: string) => drawn(page.getByRole('region', { name }));

/** Across a pane, from its upper left towards its lower right quarter. */
export async function dragIn(page: Page, pane: Locator, button?: 'held'): Promise<void> {
  const [x, y] = await at(page, 0.4, 0.4, pane);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y + 20);
  await page.mouse.move(x + 40, y + 20);
  if (button !== 'held') await page.mouse.up();
}

/** Runs in the page before its own code: the first answer of the model's worker with a score becomes a failure. */
export function failFirstScore(): void {
  interface Answer {
    readonly value?: { readonly ok?: boolean; readonly value?: { readonly score?: object } };
  }
  let failed = false;
  const broken = (event: MessageEvent<Answer>): MessageEvent<Answer> => {
    if (failed || !event.data.value?.value?.score) return event;
    failed = true;
    const failure = { code: 'inference/failed', reason: 'The device ran out of memory.' };
    return new MessageEvent('message', { data: { ...event.data, value: { ok: false, failure } } });
  };
  window.Worker = class extends Worker {
    override addEventListener(type: string, listener: unknown, options?: boolean | AddEventListenerOptions) {
      const hear = listener as (event: Event) => void;
      const heard = (event: Event) =>
        hear(event instanceof MessageEvent ? broken(event as MessageEvent<Answer>) : event);
      super.addEventListener(type, type === 'message' ? heard : hear, options);
    }
  };
}
