/**
 * What movements of the hand mean, as pure arithmetic: drags to windows, wheels to slices and zoom factors.
 */
import type { VoiWindow } from '../dicom/index.ts';

/**
 * The window after a drag of the whole distance from where it began: down raises the centre, right widens. Both go by
 * the width at the beginning, so that a pixel means as much in the bone window as in the brain window, on every slice,
 * and so that a drag back to its beginning restores the window exactly.
 * @param x  CSS pixels to the right; 300 of them widen e-fold
 * @param y  CSS pixels down; 400 of them move the centre by one width
 */
export function draggedWindow(from: VoiWindow, x: number, y: number): VoiWindow {
  if (x === 0 && y === 0) return from;
  const width = clamp(from.width * Math.exp(x / 300), from.shape === 'LINEAR' ? 1 : 0.01, 65_536);
  const center = clamp(from.center + (y / 400) * from.width, -65_536, 65_536);
  return {
    center: toReadable(center, from.width),
    width: toReadable(width, width),
    shape: from.shape,
    name: undefined,
  };
}

/** Whole units down to a width of 10, then two digits: nobody reads `W 83.2117`. */
function toReadable(value: number, width: number): number {
  const digits = width >= 10 ? 0 : Math.min(1 - Math.floor(Math.log10(width)), 4);
  return Number(value.toFixed(digits));
}

/** A drag up zooms in; 150 CSS pixels e-fold. */
export function dragZoomFactor(y: number): number {
  return Math.exp(-y / 150);
}

/** Slices after a drag of `y` CSS pixels from its beginning; down is on, as with the wheel. */
export function draggedSlices(y: number): number {
  return Math.trunc(y / 12);
}

/** The part of a WheelEvent that counts. */
export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  /** Milliseconds. */
  readonly timeStamp: number;
}

/** Firefox tells a mouse's notch as 3 lines, other browsers as 80 to 120 pixels. */
const PIXELS_PER_LINE = 40;
const PIXELS_PER_PAGE = 800;
const NOTCH = 60;
const PIXELS_PER_SLICE = 30;
const PAUSE_MS = 250;

/** In CSS pixels, down positive; shift turns a mouse wheel sideways, which means the same here. */
function wheelPixels({ deltaX, deltaY, deltaMode }: WheelTurn): number {
  const delta = Math.abs(deltaY) >= Math.abs(deltaX) ? deltaY : deltaX;
  return delta * (deltaMode === 1 ? PIXELS_PER_LINE : deltaMode === 2 ? PIXELS_PER_PAGE : 1);
}

/**
 * Turns a wheel into whole slices. A notch of a mouse is one slice, whatever the system makes of it in pixels; a
 * trackpad's many small steps add up, and what is left over is forgotten when the hand pauses or turns round.
 * @returns a function from one wheel event to slices, positive when turned towards the user
 */
export function createSliceWheel(): (turn: WheelTurn) => number {
  let rest = 0;
  let last = -Infinity;
  return (turn) => {
    const pixels = wheelPixels(turn);
    if (turn.timeStamp - last > PAUSE_MS || pixels * rest < 0) rest = 0;
    last = turn.timeStamp;
    if (Math.abs(pixels) >= NOTCH) {
      rest = 0;
      return Math.sign(pixels) * Math.max(Math.round(Math.abs(pixels) / 120), 1);
    }
    rest += pixels;
    const slices = Math.trunc(rest / PIXELS_PER_SLICE);
    rest -= slices * PIXELS_PER_SLICE;
    return slices;
  };
}

/** Zoom factor of a wheel turned with ctrl held, which is also how browsers tell a pinch on a trackpad. */
export function wheelZoomFactor(turn: WheelTurn): number {
  return Math.exp(-clamp(wheelPixels(turn), -25, 25) / 100);
}

/**
 * The drag that a wheel turned with shift held stands for: a notch up widens as 50 pixels to the right do.
 * @returns CSS pixels
 */
export function wheelWindowDrag(turn: WheelTurn): number {
  return -2 * clamp(wheelPixels(turn), -25, 25);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
