/** The image as it lies on the screen: the canvas is turned and enlarged by the browser, which its own pixels do not show. */
import type { Page } from '@playwright/test';

export interface Greys {
  /** CSS pixels of the pane. */
  readonly width: number;
  readonly height: number;
  /** One grey a pixel, row by row; black where the image is not. */
  readonly values: Uint8Array;
}

/** The first image of the page. */
export async function greysOnScreen(page: Page): Promise<Greys> {
  const { width, height, characters } = await page
    .locator('.pane .cornerstone-canvas')
    .first()
    .evaluate((canvas) => {
      const pane = canvas.parentElement;
      if (!(canvas instanceof HTMLCanvasElement) || !pane) throw new Error('no canvas');
      const { clientWidth: width, clientHeight: height } = pane;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      if (!context) throw new Error('no canvas to draw it on');
      context.fillRect(0, 0, width, height);
      const { transform } = getComputedStyle(canvas);
      context.setTransform(new DOMMatrix(transform === 'none' ? '' : transform));
      context.drawImage(canvas, 0, 0, canvas.clientWidth, canvas.clientHeight);
      const { data } = context.getImageData(0, 0, width, height);
      // A character a pixel: numbers would take seconds to cross into the test.
      let characters = '';
      for (let byte = 0; byte < data.length; byte += 4) characters += String.fromCharCode(data[byte] ?? 0);
      return { width, height, characters };
    });
  return { width, height, values: Uint8Array.from(characters, (character) => character.charCodeAt(0)) };
}
