/**
 * Draws a picture that can stand alone: the image, what readers expect in its corners, the six bars, and beneath it, where
 * it hides nothing, the notice. The same drawing becomes a PNG and a Secondary Capture.
 */
import { writeRimmed } from '../../viewport/index.ts';
import type { Captions } from './captions.ts';
import { t } from '../words/index.ts';

const COLOURS = {
  text: '#c3ccd4',
  strong: '#eef2f5',
  notice: '#e8c98a',
  bar: '#e2a63d',
  ground: 'rgb(60 68 76 / 70%)',
  star: '#ffd75e',
} as const;

const STRONG = { colour: COLOURS.strong, weight: 600 } as const;

const LINE = 17;
const MARGIN = 11;
/** Corners may not meet in the middle. */
const CORNER_SHARE = 0.42;

/** What another pane shows, and where it lies on screen: pixels of the page from the image's top left corner. */
export interface PictureBeside {
  readonly image: HTMLCanvasElement;
  readonly x: number;
  readonly y: number;
  /** For its lower left corner: the last one stands out. */
  readonly lines: readonly string[];
}

/**
 * @param unit  pixels of the picture to one of the page, so that text is as large beside the image as on screen
 * @param beside  panes that are shown with the image
 */
export function drawPicture(
  image: HTMLCanvasElement,
  given: Captions,
  unit: number,
  beside: readonly PictureBeside[] = [],
): HTMLCanvasElement {
  const own = { x: 0, y: 0, width: image.width / unit, height: image.height / unit };
  const all = around([
    own,
    ...beside.map((one) => ({
      x: one.x,
      y: one.y,
      width: one.image.width / unit,
      height: one.image.height / unit,
    })),
  ]);
  const { width, height } = all;
  const result = document.createElement('canvas');
  const context = result.getContext('2d');
  if (!context) return result;
  const captions = wholeBelow(context, given, own.width);
  const warned = [captions.notice, ...captions.cautions].flatMap((text) => lines(context, text, width, 600));
  const source = lines(context, captions.source, width);
  const band = (warned.length + source.length) * LINE + MARGIN;
  result.width = Math.round(width * unit);
  result.height = Math.round((height + band) * unit);
  context.fillStyle = '#000';
  context.fillRect(0, 0, result.width, result.height);
  context.scale(unit, unit);
  context.translate(-all.x, -all.y);
  context.drawImage(image, 0, 0, own.width, own.height);
  for (const one of beside) drawBeside(context, one, unit);
  drawCorners(context, captions, own.width, own.height);
  if (captions.keyImage) {
    write(context, t('picture.keyImage'), MARGIN, 9 + LINE * (captions.topLeft.length + 0.8), {
      colour: COLOURS.star,
    });
  }
  drawBars(context, captions, own.width);
  drawState(context, captions, own.width);
  drawScaleBar(context, captions, own.width, own.height);
  context.translate(all.x, all.y);
  const under = (row: number) => height + LINE * (row + 1);
  warned.forEach((line, row) =>
    write(context, line, MARGIN, under(row), { colour: COLOURS.notice, weight: 600 }),
  );
  source.forEach((line, row) => write(context, line, MARGIN, under(warned.length + row)));
  return result;
}

/** Lower corners have numbers, of which nothing is cut: what does not fit a line goes on in the next one. */
function wholeBelow(context: CanvasRenderingContext2D, captions: Captions, width: number): Captions {
  const most = width * CORNER_SHARE + 2 * MARGIN;
  const whole = (corner: readonly string[]) => corner.flatMap((line) => lines(context, line, most));
  return {
    ...captions,
    bottomLeft: whole(captions.bottomLeft),
    bottomRight: whole(captions.bottomRight),
  };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest box about all of them. */
function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** The baseline of one of several lines that end at a pane's lower edge. */
function baseAbove(edge: number, row: number, of: number): number {
  return edge - 9 - LINE * (of - row - 0.8);
}

function drawBeside(
  context: CanvasRenderingContext2D,
  { image, x, y, lines: given }: PictureBeside,
  unit: number,
): void {
  const [width, height] = [image.width / unit, image.height / unit];
  context.drawImage(image, x, y, width, height);
  const said = given.flatMap((line) => lines(context, line, width));
  said.forEach((line, row) => {
    const last = row === said.length - 1;
    write(context, line, x + MARGIN, baseAbove(y + height, row, said.length), last ? STRONG : {});
  });
}

function drawCorners(
  context: CanvasRenderingContext2D,
  { topLeft, topRight, bottomLeft, bottomRight }: Captions,
  width: number,
  height: number,
): void {
  const most = width * CORNER_SHARE;
  const down = (row: number) => 9 + LINE * (row + 0.8);
  topLeft.forEach((line, row) =>
    write(context, line, MARGIN, down(row), { most, ...(row === 0 ? STRONG : {}) }),
  );
  topRight.forEach((line, row) => write(context, line, width - MARGIN, down(row), { most, align: 'right' }));
  bottomLeft.forEach((line, row) => {
    const last = row === bottomLeft.length - 1;
    write(
      context,
      line,
      MARGIN,
      baseAbove(height, row, bottomLeft.length),
      last ? { ...STRONG, size: 15 } : {},
    );
  });
  bottomRight.forEach((line, row) => {
    const last = row === bottomRight.length - 1;
    write(context, line, width - MARGIN, baseAbove(height, row, bottomRight.length), {
      ...(last ? STRONG : {}),
      align: 'right',
    });
  });
}

/** As they stand beside the image on screen: below the corner's lines, inward of the orientation letter. */
function drawBars(context: CanvasRenderingContext2D, { bars }: Captions, width: number): void {
  if (bars.length === 0) return;
  const [left, top] = [width - 34 - 146, 78];
  context.fillStyle = 'rgb(0 0 0 / 64%)';
  context.fillRect(left, top, 146, bars.length * LINE + 14);
  bars.forEach(({ name, fraction, number }, row) => {
    const last = row === bars.length - 1;
    const base = top + 5 + LINE * (row + 0.8) + (last ? 3 : 0);
    const how = last ? STRONG : {};
    write(context, name, left + 8, base, how);
    context.fillStyle = COLOURS.ground;
    context.fillRect(left + 42, base - 6, 44, 4);
    context.fillStyle = COLOURS.bar;
    context.fillRect(left + 42, base - 6, 44 * fraction, 4);
    write(context, number, left + 138, base, { ...how, align: 'right' });
  });
}

/** Where the bars would stand, and as wide as on screen. */
function drawState(context: CanvasRenderingContext2D, { state }: Captions, width: number): void {
  if (state === undefined) return;
  const said = lines(context, state, Math.min(230, width * 0.45));
  const wide = Math.max(...said.map((line) => context.measureText(line).width)) + 16;
  const [left, top] = [width - 34 - wide, 78];
  context.fillStyle = 'rgb(0 0 0 / 64%)';
  context.fillRect(left, top, wide, said.length * LINE + 8);
  said.forEach((line, row) =>
    write(context, line, left + 8, top + 4 + LINE * (row + 0.8), { colour: COLOURS.notice }),
  );
}

/** Above the lines of its corner: a bracket, open at the top, and its length. */
function drawScaleBar(
  context: CanvasRenderingContext2D,
  { scaleBar, bottomRight }: Captions,
  width: number,
  height: number,
): void {
  if (!scaleBar) return;
  const right = width - MARGIN;
  const base = height - 9 - LINE * (bottomRight.length + 0.2);
  const left = right - scaleBar.width;
  for (const [colour, wide] of [
    ['#000', 3.5],
    [COLOURS.text, 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = wide;
    context.beginPath();
    context.moveTo(left, base - 7);
    context.lineTo(left, base);
    context.lineTo(right, base);
    context.lineTo(right, base - 7);
    context.stroke();
  }
  write(context, `${scaleBar.length} ${scaleBar.unit}`, left - 8, base, { align: 'right' });
}

interface Hand {
  readonly colour?: string;
  readonly weight?: number;
  readonly size?: number;
  readonly align?: CanvasTextAlign;
  /** Width at which a line ends in an ellipsis. */
  readonly most?: number;
}

/** @param y  of the baseline */
function write(context: CanvasRenderingContext2D, text: string, x: number, y: number, hand: Hand = {}): void {
  const { colour = COLOURS.text, weight = 400, size = 12, align = 'left', most = Infinity } = hand;
  context.font = font(weight, size);
  context.textAlign = align;
  context.lineJoin = 'round';
  writeRimmed(context, shortened(context, text, most), [x, y], colour);
}

function font(weight = 400, size = 12): string {
  return `${weight} ${size}px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif`;
}

function shortened(context: CanvasRenderingContext2D, text: string, most: number): string {
  let line = text;
  while (line.length > 1 && context.measureText(line).width > most) line = `${line.slice(0, -2).trimEnd()}…`;
  return line;
}

/** A text as lines that fit beneath a picture of this width; a word that is longer stays whole. */
function lines(context: CanvasRenderingContext2D, text: string, width: number, weight?: number): string[] {
  context.font = font(weight);
  const made: string[] = [];
  for (const word of text.split(' ')) {
    const longer = made.length === 0 ? word : `${made.at(-1) ?? ''} ${word}`;
    const fits = context.measureText(longer).width <= width - 2 * MARGIN;
    if (made.length > 0 && fits) made[made.length - 1] = longer;
    else made.push(word);
  }
  return made;
}
