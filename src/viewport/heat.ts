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

/** @param value  in [0, 1], clamped; NaN counts as 0. @returns red, green, blue in [0, 255], not rounded */
export function heatColour(value: number): readonly [number, number, number] {
  const position = inUnit(value) * (INFERNO.length - 1);
  const below = INFERNO[Math.floor(position)] ?? INFERNO[0];
  const above = INFERNO[Math.ceil(position)] ?? INFERNO[0];
  const part = position - Math.floor(position);
  const mix = (channel: 0 | 1 | 2) => below[channel] + (above[channel] - below[channel]) * part;
  return [mix(0), mix(1), mix(2)];
}

/** Colour and opacity of 256 values; a frame has no time to work them out for every pixel. */
const HEAT = Uint8ClampedArray.from({ length: 256 * 4 }, (_, index) => {
  const value = Math.floor(index / 4) / 255;
  return [...heatColour(value), value * 255][index % 4] ?? 0;
});

/**
 * The map as RGBA, row-major, side × side × 4, not premultiplied; opacity grows with the value. The centre of a map
 * cell keeps its value, between centres it is bilinear, beyond the outermost it stays the same.
 * @throws {RangeError} where the values are not height × width many
 */
export function heatPixels(
  overlay: Omit<EvidenceOverlay, 'side'>,
  side: number,
): Uint8ClampedArray<ArrayBuffer> {
  const { height, width, values } = overlay;
  if (values.length !== height * width || values.length === 0) {
    throw new RangeError(`${values.length} values are no ${height} × ${width} map`);
  }
  const rgba = new Uint8ClampedArray(side * side * 4);
  const across = cellsAlong(side, width);
  let to = 0;
  for (const row of cellsAlong(side, height)) {
    for (const column of across) {
      const above = mix(values, row.cell * width, column);
      const below = mix(values, row.next * width, column);
      const heat = Math.round(inUnit(above + (below - above) * row.part) * 255) * 4;
      for (let channel = 0; channel < 4; channel++) rgba[to++] = HEAT[heat + channel] ?? 0;
    }
  }
  return rgba;
}

/** Between which two cells a pixel's centre lies, and how far on the way to the second. */
interface Between {
  readonly cell: number;
  readonly next: number;
  readonly part: number;
}

function cellsAlong(pixels: number, cells: number): Between[] {
  return Array.from({ length: pixels }, (_, pixel) => {
    const position = Math.min(Math.max(((pixel + 0.5) / pixels) * cells - 0.5, 0), cells - 1);
    const cell = Math.floor(position);
    return { cell, next: Math.min(cell + 1, cells - 1), part: position - cell };
  });
}

function mix(values: Float32Array, row: number, { cell, next, part }: Between): number {
  const first = values[row + cell] ?? 0;
  return first + ((values[row + next] ?? 0) - first) * part;
}

function inUnit(value: number): number {
  return value > 0 ? Math.min(value, 1) : 0;
}
