/** What a screen reader is told without being asked: enough to know how far it is, and not more. */
import { expect, type Page } from '@playwright/test';
import { slider } from './demo.ts';
import { allAnalysed, drop, openPage, status, test } from './fixtures.ts';
import { every5, openOdd } from './odd.ts';
import { folderOfAll } from './syntaxes.ts';

/** As `src/study/calm.ts` has it: how often the same words may be said with other numbers. */
const SAID_EVERY_MS = 10_000;

/** Runs in the page: keeps what its status says, aloud and for the eye, and every text that comes up in an alert. */
function listen(): void {
  const heard: Record<'aloud' | 'shown' | 'alerts', string[]> = { aloud: [], shown: [], alerts: [] };
  Object.assign(globalThis, { heard });
  const note = (into: string[], text: string | null | undefined) => {
    if (text !== undefined && text !== null && text !== '' && into.at(-1) !== text) into.push(text);
  };
  new MutationObserver(() => {
    note(heard.aloud, document.querySelector('[role=status]')?.textContent);
    note(heard.shown, document.querySelector('.status [aria-hidden]')?.textContent);
    const alerts = [...document.querySelectorAll('[role=alert], [aria-live=assertive]')];
    note(heard.alerts, alerts.map(({ textContent }) => textContent).join(' | '));
  }).observe(document, { childList: true, characterData: true, subtree: true });
}

const heard = (page: Page, what: 'aloud' | 'shown' | 'alerts') =>
  page.evaluate((key) => {
    const all: unknown = Reflect.get(Reflect.get(globalThis, 'heard'), key);
    return Array.isArray(all) ? all.map(String) : [];
  }, what);

/** How many of the texts say the same but for their numbers as the one before. */
function repeats(texts: readonly string[]): number {
  const words = texts.map((text) => text.replace(/\d+/g, '#'));
  return words.filter((one, index) => one === words[index - 1]).length;
}

test('while a study is read and analysed the eye sees each step, and the ear hears few', async ({ page }) => {
  await page.addInitScript(listen);
  await openPage(page, '?device=wasm');
  const started = Date.now();
  await page.getByRole('button', { name: 'Try the demo study' }).click();
  await allAnalysed(page, 28);
  const took = Date.now() - started;

  const [aloud, shown] = [await heard(page, 'aloud'), await heard(page, 'shown')];
  // Other words are said at once; the same ones every ten seconds, and once more at each count that is full: all are read,
  // all are analysed.
  const [reading, analysing] = [1, 1];
  const most = Math.floor(took / SAID_EVERY_MS) + reading + analysing;
  expect(repeats(aloud), aloud.join('\n')).toBeLessThanOrEqual(most);
  expect(aloud.at(-1)).toBe('Analysed 28 of 28 slices');
  // It is not that nothing happened.
  expect(repeats(shown)).toBeGreaterThan(repeats(aloud) + 5);
});

test('going through slices of a study says nothing but the slider’s own value', async ({ page }) => {
  await page.addInitScript(listen);
  await openOdd(page, every5(20));
  await slider(page).focus();
  const before = await heard(page, 'aloud');
  for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^Slice 20 of 20, any hemorrhage (<1|\d+) %$/);
  expect(await heard(page, 'aloud')).toEqual(before);
  expect(await heard(page, 'alerts')).toEqual([]);
});

test('an image that cannot be decoded is told as text and by the slider, and breaks in on nobody', async ({
  page,
}, info) => {
  await page.addInitScript(listen);
  const { folder, slices } = await folderOfAll(info.outputPath());
  await openPage(page, '?device=wasm');
  await drop(page, [folder]);
  await expect(status(page)).toHaveText(/^(Analysed|No slice here)/, { timeout: 120_000 });
  await slider(page).focus();
  await page.keyboard.press('End');
  const last = `Slice ${slices + 1} of ${slices + 1}`;
  await expect(slider(page)).toHaveAttribute('aria-valuetext', `${last}, cannot be shown`);
  const pane = page.getByRole('group', { name: 'Image' });
  await expect(pane.getByText('This image cannot be shown.')).toBeVisible();
  await expect(pane.getByText(/ends before the last pixel/).first()).toBeVisible();
  await expect(pane.getByText(/cut\.dcm/)).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(pane.getByText('This image cannot be shown.')).toHaveCount(0);
  await expect(slider(page)).not.toHaveAttribute('aria-valuetext', /cannot be shown/);
  await page.keyboard.press('ArrowDown');
  await expect(pane.getByText('This image cannot be shown.')).toBeVisible();
  expect(await heard(page, 'alerts')).toEqual([]);
});
