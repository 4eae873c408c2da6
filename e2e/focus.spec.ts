/** Where the focus is, is seen: at each stop of the Tab key something of 3:1 comes up around what has it. */
import { expect, type Page } from '@playwright/test';
import { annotation, chooseLayout, openFolder, test } from './demo.ts';
import { contrast, type Rgb } from './contrast.ts';
import { allAnalysed } from './fixtures.ts';

/** More stops than the page has: the round must have come to its end before. */
const MOST_STOPS = 150;
/** CSS pixels: an outline stands a little off. */
const AROUND = 5;

const WHITE_IMAGE = `
  .viewport div:not([data-layer], [data-layer] *) { background: #fff !important }
  .viewport canvas { visibility: hidden !important }`;

interface Stop {
  readonly name: string;
  /** Of what has the focus, CSS pixels of the page on screen. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** What is drawn for it by style, in words; '' where nothing is. */
  readonly ring: string;
}

/** Runs in the page: what has the focus, marked so that it is known when the round is over. */
function stopHere(): Stop | undefined {
  const element = document.activeElement;
  if (!element || element === document.body || element.hasAttribute('data-stopped')) return undefined;
  element.setAttribute('data-stopped', '');
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const { x, y, width, height } = element.getBoundingClientRect();
  const own = getComputedStyle(element);
  const after = getComputedStyle(element, '::after');
  const rings = [
    own.outlineStyle !== 'none' && parseFloat(own.outlineWidth) >= 2 ? `outline ${own.outline}` : '',
    after.content !== 'none' && parseFloat(after.borderTopWidth) >= 2 ? `::after ${after.border}` : '',
  ];
  const name = element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40);
  const role = element.getAttribute('role') ?? element.getAttribute('type') ?? element.tagName.toLowerCase();
  return { name: `${role} “${name}”`, box: { x, y, width, height }, ring: rings.filter(Boolean).join(', ') };
}

/** Pixels of a part of the page, as numbers. */
async function pixels(page: Page, { x, y, width, height }: Stop['box']): Promise<Rgb[]> {
  const left = Math.max(0, Math.floor(x - AROUND));
  const top = Math.max(0, Math.floor(y - AROUND));
  const clip = {
    x: left,
    y: top,
    width: Math.min(1440 - left, Math.ceil(width + 2 * AROUND)),
    height: Math.min(900 - top, Math.ceil(height + 2 * AROUND)),
  };
  const png = await page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
  const flat = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let characters = '';
    for (const value of data) characters += String.fromCharCode(value);
    return characters;
  }, png.toString('base64'));
  return Array.from({ length: flat.length / 4 }, (_, pixel) => {
    const at = pixel * 4;
    return [flat.charCodeAt(at), flat.charCodeAt(at + 1), flat.charCodeAt(at + 2)];
  });
}

/** How many pixels change by 3:1 or more when the focus goes. */
async function changed(page: Page, { box }: Stop): Promise<number> {
  const focused = await pixels(page, box);
  // Nothing moves: it is as it was, but for what shows the focus.
  const style = await page.addStyleTag({
    content:
      ':focus-visible, :focus-visible::after { outline-color: transparent !important; border-color: transparent !important; box-shadow: none !important; filter: none !important }',
  });
  const without = await pixels(page, box);
  await style.evaluate((element) => {
    if (element instanceof Element) element.remove();
  });
  return focused.filter((one, index) => contrast(one, without[index] ?? one) >= 3).length;
}

/** Goes once round with Tab, and requires of each stop that it is seen. @returns the names of the stops */
async function expectSeen(page: Page): Promise<string[]> {
  const names: string[] = [];
  const unseen: string[] = [];
  for (let press = 0; press < MOST_STOPS; press++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(stopHere);
    if (!stop) break;
    names.push(stop.name);
    const pixels = await changed(page, stop);
    // A line of a pixel along three of the four sides: more of it may be cut off by nothing.
    const least = (stop.box.width + stop.box.height) * 1.5;
    if (stop.ring === '' || pixels < least) {
      unseen.push(`${stop.name}: ${stop.ring || 'no ring'}, ${pixels} pixels of ${Math.ceil(least)}`);
    }
  }
  expect(unseen).toEqual([]);
  expect(names.length).toBeLessThan(MOST_STOPS);
  return names;
}

for (const scheme of ['dark', 'light'] as const) {
  test(`on a ${scheme} page each stop of the Tab key is seen`, async ({ demo, page }) => {
    await openFolder(page, demo);
    await allAnalysed(page, 14);
    // A measure with its handles, which are stops too.
    await page.keyboard.press('d');
    await page.keyboard.press('Enter');
    await expect(annotation(page, /^Length/)).toBeVisible();
    if (scheme === 'light') await page.getByRole('button', { name: 'Light page' }).click();
    await page.getByRole('region', { name: 'Findings' }).getByText('Thresholds').click();
    await expect(page.getByRole('textbox', { name: 'Subdural' })).toBeVisible();
    await page.getByRole('switch', { name: 'Evidence map' }).click();
    // Bone, or an inverted image, may fill the pane.
    if (scheme === 'light') await page.addStyleTag({ content: WHITE_IMAGE });
    // The round begins at the head of the page.
    await page.mouse.click(700, 880);
    const names = await expectSeen(page);
    for (const wanted of [
      'Open folder',
      'Export',
      'Phantom, axial',
      'Brain',
      'Layout',
      'Evidence map',
      'Key image',
    ]) {
      expect(names.join('\n')).toContain(wanted);
    }
    for (const wanted of [
      'range “Slice”',
      'Length',
      'Subdural',
      'Slice 9',
      'Thresholds',
      'More measurements',
    ]) {
      expect(names.join('\n')).toContain(wanted);
    }
  });
}

test('in panes beside the image, in a menu and in a dialog each stop is seen', async ({ demo, page }) => {
  await openFolder(page, demo);
  await allAnalysed(page, 14);
  await chooseLayout(page, 'Three planes');
  const names = await expectSeen(page);
  expect(names.join('\n')).toContain('range');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  const inHelp = await expectSeen(page);
  expect(inHelp.join('\n')).toContain('Change the key of');
});
