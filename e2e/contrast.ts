/**
 * Contrast as it is on the screen, by WCAG's formula: of each text over an image with what lies right around its letters,
 * rims, shadows and backings included, wherever they come from.
 */
import type { Page } from '@playwright/test';

export type Rgb = readonly [red: number, green: number, blue: number];

/** @param colour  sRGB, 0 to 255. @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
export function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @returns from 1 to 21. @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** A text, or a picture drawn in one colour, as it lies over an image. */
export interface OverImage {
  readonly what: string;
  readonly colour: Rgb;
  /** What the screen has within a pixel of its letters or lines. */
  readonly around: readonly Rgb[];
}

/**
 * The contrast that all but a twentieth of the pixels around have at least: letters with slanting edges have pixels that are
 * half rim, half image.
 */
export function leastContrast({ colour, around }: OverImage): number {
  const sorted = around.map((one) => contrast(colour, one)).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 20)] ?? 0;
}

/** Every text in the panes, and pictures in the colour of the text, over a plain image of one grey. */
export async function overImages(page: Page, grey: string): Promise<OverImage[]> {
  const under = await page.addStyleTag({
    content: `
      .viewport div:not([data-layer], [data-layer] *) { background: ${grey} !important }
      .viewport :is(canvas, [data-layer=cross-lines]) { visibility: hidden !important }`,
  });
  /** The page with all in the panes that has a colour in another one: of that only rims and backings do not change. */
  const inColour = async (colour: string) => {
    const style = await page.addStyleTag({
      content: `
        .pane :is(p, span, strong, label, div, select) { -webkit-text-fill-color: ${colour} !important }
        .pane text, .pane tspan { fill: ${colour} !important }
        .pane .key-star svg:not(.rim) { stroke: ${colour} !important }
        .pane .key-star svg:not(.rim, [fill=none]) { fill: ${colour} !important }
        .pane .scale-bar .bar { border-color: ${colour} !important }`,
    });
    const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    await style.evaluate((element) => {
      if (element instanceof Element) element.remove();
    });
    return png.toString('base64');
  };
  const [without, lime] = [await inColour('transparent'), await inColour('#0f0')];
  const found = await page.evaluate(compare, { without, lime });
  await under.evaluate((element) => {
    if (element instanceof Element) element.remove();
  });
  return found;
}

/** Runs in the page. */
async function compare(pictures: { without: string; lime: string }): Promise<OverImage[]> {
  const pixels = async (base64: string) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  };
  const [ground, lettered] = [await pixels(pictures.without), await pixels(pictures.lime)];
  const rgb = ({ data, width }: ImageData, x: number, y: number): [number, number, number] => {
    const at = (y * width + x) * 4;
    return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
  };
  const colourOf = (element: Element): [number, number, number] => {
    const style = getComputedStyle(element);
    const letters = element instanceof SVGElement && element.closest('text');
    const css = letters ? style.fill : element.className === 'bar' ? style.borderBottomColor : style.color;
    const [red = 0, green = 0, blue = 0] = (css.match(/[\d.]+/g) ?? []).map(Number);
    return [red, green, blue];
  };
  /** How green a pixel is: letters alone are. */
  const green = (image: ImageData, x: number, y: number) => {
    const [red, value] = rgb(image, x, y);
    return value - red;
  };
  const covered = (x: number, y: number) => green(lettered, x, y) - green(ground, x, y);
  const around = ({ left, top, right, bottom }: DOMRect) => {
    const found: [number, number, number][] = [];
    for (let y = Math.max(1, Math.floor(top)); y < Math.min(ground.height - 1, bottom); y++) {
      for (let x = Math.max(1, Math.floor(left)); x < Math.min(ground.width - 1, right); x++) {
        if (covered(x, y) > 40) continue;
        const beside = [covered(x - 1, y), covered(x + 1, y), covered(x, y - 1), covered(x, y + 1)];
        if (Math.max(...beside) > 140) found.push(rgb(ground, x, y));
      }
    }
    return found;
  };

  const found: OverImage[] = [];
  const add = (element: Element, what: string, box: DOMRect) => {
    const shown = element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
    if (!shown || box.width < 2 || element.closest('.visually-hidden')) return;
    found.push({ what, colour: colourOf(element), around: around(box) });
  };
  for (const pane of document.querySelectorAll('.pane')) {
    const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const [text, parent] = [node.textContent?.trim() ?? '', node.parentElement];
      if (!parent || text === '' || parent.closest('select')) continue;
      const range = document.createRange();
      range.selectNode(node);
      add(
        parent,
        `${parent.closest('[class]')?.getAttribute('class') ?? parent.tagName}: ${text}`,
        range.getBoundingClientRect(),
      );
    }
    for (const drawn of pane.querySelectorAll('select, .key-star svg:not(.rim), .scale-bar .bar')) {
      add(
        drawn,
        drawn.closest('[class]')?.getAttribute('class') ?? drawn.tagName,
        drawn.getBoundingClientRect(),
      );
    }
  }
  return found;
}
