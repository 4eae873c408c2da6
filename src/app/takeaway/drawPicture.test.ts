import { afterEach, expect, it, vi } from 'vitest';
import type { Captions } from './captions.ts';
import { drawPicture } from './drawPicture.ts';

afterEach(() => void vi.unstubAllGlobals());

const captions: Captions = {
  topLeft: ['Doe Jane'],
  topRight: [],
  bottomLeft: ['5 mm thick · −123.4 mm', '12 / 34'],
  bottomRight: ['Inverted, mirrored, turned 90°', 'Zoom 150 %', 'C 40 W 80'],
  bars: [],
  state: undefined,
  scaleBar: undefined,
  notice: 'Not a medical device.',
  source: 'hemolens',
  cautions: [],
  keyImage: false,
};

/** A letter is six pixels wide. */
function written(width: number, beside: readonly string[]): string[] {
  const texts: string[] = [];
  const nothing = () => undefined;
  const context = {
    fillRect: nothing,
    scale: nothing,
    translate: nothing,
    drawImage: nothing,
    strokeText: nothing,
    fillText: (text: string) => texts.push(text),
    measureText: (text: string) => ({ width: text.length * 6 }),
  };
  vi.stubGlobal('document', { createElement: () => ({ getContext: () => context }) });
  const canvas = { width, height: 400 } as HTMLCanvasElement;
  drawPicture(canvas, captions, 1, [{ image: canvas, x: width, y: 0, lines: beside }]);
  return texts;
}

it('cuts no number short in however narrow a pane', () => {
  const texts = written(150, ['Coronal', 'Mean 10 mm, inverted, mirrored', '−123.4 mm']);
  const all = texts.join(' ');
  for (const whole of ['5 mm thick · −123.4 mm', 'turned 90°', 'Mean 10 mm, inverted, mirrored']) {
    expect(all).toContain(whole);
  }
  expect(all).not.toContain('…');
  // A line each, as long as it fits.
  expect(texts).toContain('12 / 34');
  expect(written(600, [])).toContain('5 mm thick · −123.4 mm');
});
