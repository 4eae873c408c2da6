/**
 * The probability of a class over a whole series as a row of bars, drawn on a canvas: a thousand slices are a thousand
 * rectangles, not a thousand elements. Height says the probability, a line the threshold; a bar that reaches it has the
 * colour of the class, or for *any* that of the likeliest kind. The other states differ in shape, not in colour alone.
 */
import type { HemorrhageClass } from '../../base/index.ts';
import { isSuspicious, leadingKind, type SliceFinding, type Thresholds } from '../../study/index.ts';
import { CLASS_COLOURS } from '../classColours.ts';

/** Of what has no class: a bar below the threshold, and slices without a number. */
export const COLOURS = {
  below: '#8a7448',
  atWork: '#e2a63d',
  ground: '#3a434c',
  waiting: '#6f7b87',
  failed: '#e07a6f',
} as const;

/** Least width of the slider's thumb, and with it of the room around the outermost bars, in CSS pixels. */
const LEAST_SLOT = 6;

/** Width of the thumb and places of the bars agree, so that the thumb stands over the bar of its slice. */
export function slotWidth(width: number, count: number): number {
  return Math.max(LEAST_SLOT, width / Math.max(1, count));
}

/** Width and height in CSS pixels: asking the canvas for them would lay out the page once more for every slice scored. */
export function drawStrip(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
  findings: readonly (SliceFinding | undefined)[],
  { of, thresholds }: Shown,
): void {
  const context = canvas.getContext('2d');
  if (!context || width === 0) return;
  const columns = Math.round(width * devicePixelRatio);
  const rows = Math.round(height * devicePixelRatio);
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  }
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);

  const slot = slotWidth(width, findings.length);
  const step = findings.length > 1 ? (width - slot) / (findings.length - 1) : 0;
  const bar = Math.min(18, Math.max(1, Math.min(slot, step || slot) * 0.7));
  const floor = height - 2;
  context.fillStyle = COLOURS.ground;
  context.fillRect(0, floor, width, 1);
  // A probability of one, faint: what a bar's height is measured against.
  context.globalAlpha = 0.5;
  context.fillRect(0, 1, width, 1);
  context.globalAlpha = 1;
  if (thresholds) {
    context.fillStyle = COLOURS.waiting;
    const y = thresholdLine(thresholds[of], floor);
    for (let x = 0; x < width; x += 6) context.fillRect(x, y, 3, 1);
  }
  findings.forEach((finding, index) => {
    const centre = slot / 2 + index * step;
    drawFinding(context, finding, { centre, bar, floor }, { of, thresholds });
  });
}

/** Whose probability the bars show, and from where on it counts. */
export interface Shown {
  readonly of: HemorrhageClass;
  readonly thresholds: Thresholds | undefined;
}

/** Of a scored slice. */
export function barColour(finding: SliceFinding, { of, thresholds }: Shown): string {
  if (!isSuspicious(finding, of, thresholds)) return COLOURS.below;
  return CLASS_COLOURS[of === 'any' ? (leadingKind(finding) ?? of) : of];
}

/** How high the line of a threshold lies, CSS pixels from the top; a bar that reaches it ends at or above it. */
export function thresholdLine(threshold: number, floor: number): number {
  return Math.round(floor - threshold * (floor - 1));
}

interface Place {
  readonly centre: number;
  readonly bar: number;
  /** Bottom of the bars; there is one pixel of air at the top. */
  readonly floor: number;
}

function drawFinding(
  context: CanvasRenderingContext2D,
  finding: SliceFinding | undefined,
  { centre, bar, floor }: Place,
  { of, thresholds }: Shown,
): void {
  const left = centre - bar / 2;
  const dot = Math.min(3, bar);
  switch (finding?.state) {
    case 'scored': {
      const tall = Math.max(1, finding.score.probabilities[of] * (floor - 1));
      context.fillStyle = barColour(finding, { of, thresholds });
      context.fillRect(left, floor - tall, bar, tall);
      break;
    }
    case 'scoring':
      context.strokeStyle = COLOURS.atWork;
      context.strokeRect(left + 0.5, floor / 2 - 2.5, Math.max(1, bar - 1), 5);
      break;
    case 'failed': {
      const arm = Math.min(3, bar / 2);
      context.strokeStyle = COLOURS.failed;
      context.beginPath();
      context.moveTo(centre - arm, floor - 6 - arm);
      context.lineTo(centre + arm, floor - 6 + arm);
      context.moveTo(centre + arm, floor - 6 - arm);
      context.lineTo(centre - arm, floor - 6 + arm);
      context.stroke();
      break;
    }
    case 'not-scored':
      context.fillStyle = COLOURS.waiting;
      context.fillRect(left, floor - 3, bar, 1);
      break;
    case 'waiting':
    case undefined:
      context.fillStyle = COLOURS.waiting;
      context.fillRect(centre - dot / 2, floor / 2 - 1.5, dot, 3);
      break;
  }
}
