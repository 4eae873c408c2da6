/**
 * The evidence map as a picture: values are interpolated first and coloured then, so that what lies between two colours
 * is a colour of the scale.
 */
import type { EvidenceOverlay } from './types.ts';

/**
 * Inferno at ten even steps from 0 to 1: perceptually uniform, rising in lightness all the way, readable with every
 * common colour blindness and in grey.
 * @see https://bids.github.io/colormap/ (S. van der Walt, N. Smith, CC0); the ten values as viridisLite::inferno(10)
 */
const INFERNO = [
  [0x00, 0x00, 0x04],
  [0x1b, 0x0c, 0x42],
  [0x4b, 0x0c, 0x6b],
  [0x78, 0x1c, 0x6d],
  [0xa5, 0x2c, 0x60],
  [0xcf, 0x44, 0x46],
  [0xed, 0x69, 0x25],
  [0xfb, 0x9a, 0x06],
  [0xf7, 0xd0, 0x3c],
  [0xfc, 0xff, 0xa4],
] as const;

/** The anatomy must show through the strongest evidence, and lie bare where there is none. */
const MOST_OPAQUE = 0.7;

/** @param value  in [0, 1], clamped; NaN counts as 0. @returns red, green, blue in [0, 255], not rounded */
export function heatColour(value: number): readonly [number, number, number] {
  const position = inUnit(value) * (INFERNO.length - 1);
  const below = INFERNO[Math.floor(position)] ?? INFERNO[0];
  const above = INFERNO[Math.ceil(position)] ?? INFERNO[0];
  const part = position - Math.floor(position);
  const mix = (channel: 0 | 1 | 2) => below[channel] + (above[channel] - below[channel]) * part;
  return [mix(0), mix(1), mix(2)];
}

/**
 * The map as RGBA, row-major, side × side × 4, not premultiplied; opacity grows with the value. The centre of a map
 * cell keeps its value, between centres it is bilinear, beyond the outermost it stays the same.
 * @throws {RangeError} where the values are not height × width many
 */
export function heatPixels(overlay: EvidenceOverlay, side: number): Uint8ClampedArray<ArrayBuffer> {
  if (overlay.values.length !== overlay.height * overlay.width || overlay.values.length === 0) {
    throw new RangeError(`${overlay.values.length} values are no ${overlay.height} × ${overlay.width} map`);
  }
  const rgba = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const value = valueAt(overlay, ((x + 0.5) / side) * overlay.width, ((y + 0.5) / side) * overlay.height);
      rgba.set([...heatColour(value), inUnit(value) * MOST_OPAQUE * 255], (y * side + x) * 4);
    }
  }
  return rgba;
}

/** Bilinear between cell centres, which lie at halves. */
function valueAt({ width, height, values }: EvidenceOverlay, x: number, y: number): number {
  const left = clamp(x - 0.5, 0, width - 1);
  const top = clamp(y - 0.5, 0, height - 1);
  const cell = (column: number, row: number) =>
    inUnit(values[Math.min(row, height - 1) * width + Math.min(column, width - 1)] ?? 0);
  const column = Math.floor(left);
  const row = Math.floor(top);
  const mix = (a: number, b: number, part: number) => a + (b - a) * part;
  return mix(
    mix(cell(column, row), cell(column + 1, row), left - column),
    mix(cell(column, row + 1), cell(column + 1, row + 1), left - column),
    top - row,
  );
}

function inUnit(value: number): number {
  return value > 0 ? Math.min(value, 1) : 0;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
