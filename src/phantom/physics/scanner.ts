/**
 * What the scanner adds: the head holder, beam hardening, and noise that is correlated and grows towards the middle of
 * the head, where fewer photons get through.
 */
import { at, type Canvas } from '../canvas.ts';
import type { Noise } from '../noise.ts';
import type { Random } from '../random.ts';

/** Air never reads below this: what a CT image stores at least. */
const FLOOR = -1024;

/** The holder's shell: the same pixels in every slice, for it reaches beyond the head. */
export function holder(canvas: Canvas, random: Random, backOfHead: number): ReadonlyMap<number, number> {
  const radius = random.uniform(112, 150);
  const middle = backOfHead + random.uniform(5, 12) - radius;
  const shell = random.uniform(60, 180);
  const half = random.uniform(0.7, 1.1);
  const rise = middle + radius * random.uniform(0.1, 0.5);
  const pixels = new Map<number, number>();
  for (let row = 0, index = 0; row < canvas.size; row += 1) {
    const y = (row + 0.5 - canvas.size / 2) * canvas.pixel;
    for (let column = 0; column < canvas.size; column += 1, index += 1) {
      const x = (column + 0.5 - canvas.size / 2) * canvas.pixel;
      if (y < rise) continue;
      const away = Math.abs(Math.sqrt(x * x + (y - middle) * (y - middle)) - radius);
      const part = Math.min(1, Math.max(0, (half - away) / 0.9 + 0.5));
      if (part > 0) pixels.set(index, -1000 + part * (1000 + shell));
    }
  }
  return pixels;
}

/** Turns the drawn slice into what the scanner would store: rounded Hounsfield units. */
export function scan(
  canvas: Canvas,
  random: Random,
  noise: Noise,
  table: ReadonlyMap<number, number>,
  deviation: number,
): Int16Array {
  const { size } = canvas;
  for (const [index, value] of table) {
    if (value > at(canvas.hounsfield, index)) canvas.hounsfield[index] = value;
  }
  hardenBeam(canvas, noise);
  layNoise(canvas, random);
  const { grain } = canvas;
  const result = new Int16Array(size * size);
  const { top, bottom, left, right } = canvas.bounds;
  for (let row = 0, index = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1, index += 1) {
      const inHead = row >= top && row < bottom && column >= left && column < right;
      const inside = inHead ? at(canvas.head, index) : 0;
      const depth = inside > 0 ? Math.min(60, Math.max(0, at(canvas.depth, index))) : 0;
      const scale = deviation * (0.45 + 0.4 * inside + (0.35 * depth) / 60);
      result[index] = Math.max(FLOOR, Math.round(at(canvas.hounsfield, index) + scale * at(grain, index)));
    }
  }
  return result;
}

/**
 * Bone takes the soft part of the spectrum: tissue under the vault reads a little bright, and between the petrous bones
 * dark bands cross the brainstem (J. Hsieh, "Computed Tomography", 3rd ed., ch. 7).
 */
function hardenBeam(canvas: Canvas, noise: Noise): void {
  const { top, bottom, left, right } = canvas.bounds;
  for (let row = top; row < bottom; row += 1) {
    for (let index = row * canvas.size + left; index < row * canvas.size + right; index += 1) {
      const cavity = at(canvas.cavity, index);
      if (cavity === 0) continue;
      const z = at(canvas.z, index);
      const depth = at(canvas.depth, index);
      const cupping = depth < 24 ? 3 * Math.exp(-Math.max(0, depth) / 7) : 0;
      let bands = 0;
      if (z < 28) {
        const x = at(canvas.x, index);
        const y = at(canvas.y, index);
        const low = Math.exp(-(((z - 6) / 15) ** 2));
        const between = Math.exp(-(((y - 12) / 12) ** 2) - (x / 34) ** 2);
        bands = low * between * (-6 + 16 * noise.at(y / 4, x / 60, z / 5 + 700));
      }
      canvas.hounsfield[index] = at(canvas.hounsfield, index) + (cupping + bands) * cavity;
    }
  }
}

/** Gaussian noise of standard deviation 1, correlated over about a pixel as a standard kernel leaves it. */
function layNoise({ size, grain, scratch }: Canvas, random: Random): void {
  for (let index = 0; index < grain.length; index += 1) grain[index] = random.normal();
  for (let index = 1; index < grain.length - 1; index += 1) {
    scratch[index] = at(grain, index) + SIDE * (at(grain, index - 1) + at(grain, index + 1));
  }
  for (let index = size; index < grain.length - size; index += 1) {
    grain[index] =
      GAIN * (at(scratch, index) + SIDE * (at(scratch, index - size) + at(scratch, index + size)));
  }
}

/** Weight of the neighbours, and what brings the variance back to 1. */
const SIDE = 0.45;
const GAIN = 1 / (1 + 2 * SIDE * SIDE);
