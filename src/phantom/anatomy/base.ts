/**
 * The skull base as a landscape: the height of its inner surface over the plane, with three fossae in steps, the
 * sphenoid and petrous ridges, sella, clivus and foramen magnum. One map serves every slice of a head.
 */
import { at, coverage, cover, forEachPixel, type Canvas } from '../canvas.ts';
import type { Noise } from '../noise.ts';
import type { Random } from '../random.ts';
import type { Tissues } from './tissue.ts';

const SIDE = 160;
const STEP = 1.25;

export interface SkullBase {
  /** Height of the inner surface, mm; its steepness; how much bone lies below it, mm. SIDE × SIDE, STEP mm apart. */
  readonly height: Float32Array;
  readonly steepness: Float32Array;
  readonly bone: Float32Array;
}

/** The highest point of the base; above it no slice need look. */
export const BASE_TOP = 42;

export function buildBase(random: Random, noise: Noise): SkullBase {
  const height = new Float32Array(SIDE * SIDE);
  const steepness = new Float32Array(SIDE * SIDE);
  const bone = new Float32Array(SIDE * SIDE);
  const lift = random.uniform(-2, 2);
  for (let row = 0, index = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1, index += 1) {
      const x = (column - SIDE / 2) * STEP;
      const y = (row - SIDE / 2) * STEP;
      const shape = baseShape(
        x * (1 + 0.05 * noise.at(x / 50, y / 50, 1.5)),
        y + 2.5 * noise.at(x / 25, y / 25, 4.5),
      );
      height[index] = shape.height + lift + 1.6 * noise.at(x / 9, y / 9, 8.5);
      bone[index] = shape.bone;
    }
  }
  for (let row = 1; row < SIDE - 1; row += 1) {
    for (let index = row * SIDE + 1; index < (row + 1) * SIDE - 1; index += 1) {
      const dx = (at(height, index + 1) - at(height, index - 1)) / (2 * STEP);
      const dy = (at(height, index + SIDE) - at(height, index - SIDE)) / (2 * STEP);
      steepness[index] = Math.sqrt(dx * dx + dy * dy);
    }
  }
  return { height, steepness, bone };
}

/** Distance behind the petrous ridge, which runs from beside the clivus outwards and back. */
export function behindPetrous(x: number, y: number): number {
  return -0.5 * (Math.abs(x) - 11) + 0.866 * (y + 2);
}

/** How far forward the lesser wing of the sphenoid lies: round in front of the temporal pole. */
function wingLine(side: number): number {
  const out = Math.min(1, Math.max(0, (side - 8) / 26));
  return -19 - 27 * out * (2 - out) + 0.022 * Math.max(0, side - 36) ** 2;
}

function baseShape(x: number, y: number): { height: number; bone: number } {
  const side = Math.abs(x);
  const wing = wingLine(side);
  const petrous = behindPetrous(x, y);
  const front = 22 - 4 * gauss(side / 8) + 11 * gauss((side - 28) / 17) * gauss((y + 55) / 22);
  const sella = 16 + 8 * gauss((y + 20) / 3);
  const middle = -4 + (sella + 4) * coverage(18 - side, 12);
  const posterior = -30 + 10 * (side / 45) ** 2;
  const foramen = Math.hypot(side / 14, (y - 32) / 17);
  const back = posterior - 70 * coverage(1 - foramen, 0.5);
  const inFront = coverage(wing - y, 4);
  const behind = side < 11 ? coverage(y - 4, 4) : coverage(petrous, 4);
  const fossa = middle + (front - middle) * inFront;
  const floor = fossa + (back - fossa) * behind;
  const ridges: readonly [height: number, bone: number][] = [
    [floor, 2.2 + 1.5 * (1 - inFront) + 2.5 * behind],
    [
      side > 8
        ? 18 + 0.1 * side - 1.9 * Math.max(0, Math.abs(petrous) - 1 - 0.06 * Math.max(0, side - 35))
        : -200,
      26,
    ],
    [side > 6 ? 31 - 1.5 * Math.max(0, Math.abs(y - wing) - 1.2) - 0.4 * Math.max(0, side - 45) : -200, 7],
    [y > -5 && y < 16 ? 27 - 3 * Math.max(0, y + 2) - 2.6 * Math.max(0, side - 9) : -200, 15],
    [27 - 4 * Math.max(0, Math.abs(y + 3) - 1.5) - 4 * Math.max(0, side - 8), 8],
  ];
  let highest: [number, number] = [-200, 0];
  for (const [height, bone] of ridges) if (height > highest[0]) highest = [height, bone];
  return { height: highest[0], bone: highest[1] };
}

/** Closes the cavity from below and tells how far each pixel is above the base. */
export function layBase(canvas: Canvas, base: SkullBase): void {
  if (lowest(canvas) > BASE_TOP) return;
  forEachPixel(canvas, (index) => {
    const cavity = at(canvas.cavity, index);
    if (cavity === 0) return;
    const x = at(canvas.x, index);
    const y = at(canvas.y, index);
    const z = at(canvas.z, index);
    const steep = sampleMap(base.steepness, x, y);
    const normal = 1 / Math.sqrt(1 + steep * steep);
    const over = z - sampleMap(base.height, x, y);
    // Steepness tells the distance only near the surface: high above it, the nearest bone is further than that.
    const above = over * Math.max(normal, Math.min(1, (over - 10) / 20));
    const edge = (0.9 * steep + canvas.thickness * 0.7) * normal;
    canvas.floor[index] = above;
    canvas.cavity[index] = cavity * coverage(above, edge);
  });
}

/** Draws the bone of the base, under the cavity. */
export function drawBase(canvas: Canvas, base: SkullBase, tissues: Tissues, noise: Noise): void {
  if (lowest(canvas) > BASE_TOP) return;
  forEachPixel(canvas, (index) => {
    const above = at(canvas.floor, index);
    const cavity = at(canvas.cavity, index);
    if (cavity === 1 || above > canvas.thickness) return;
    const x = at(canvas.x, index);
    const y = at(canvas.y, index);
    const z = at(canvas.z, index);
    const thick = sampleMap(base.bone, x, y);
    const vault = coverage(at(canvas.depth, index), 1.5);
    const bone = Math.max(0, vault - cavity) * coverage(above + thick, 0.7 * canvas.thickness + 1);
    if (bone === 0) return;
    const grain = noise.at(x / 4, y / 4, z / 6) + 0.5 * noise.at(x / 2, y / 2, z / 4);
    const petrous = thick > 20 ? 1 : 0;
    const surface = coverage(1.5 + above, 2);
    const inside = petrous ? tissues.petrous * (0.75 + 0.45 * grain) : tissues.diploe * (0.8 + 0.5 * grain);
    cover(canvas.hounsfield, index, inside + (tissues.table * 0.85 - inside) * surface, bone);
    if (petrous) drawCells(canvas, index, noise, x, y, z, bone);
  });
}

/** Air cells of the mastoid, in the outer part of the petrous bone. */
function drawCells(
  canvas: Canvas,
  index: number,
  noise: Noise,
  x: number,
  y: number,
  z: number,
  bone: number,
): void {
  const place = coverage(Math.abs(x) - 46, 10) * coverage(y - 12, 8) * coverage(14 - z, 8);
  if (place === 0) return;
  const cells = coverage(noise.at(x / 3.5, y / 3.5, z / 7 + 20) + 0.12, 0.25);
  cover(canvas.hounsfield, index, -900, bone * place * cells);
}

function lowest(canvas: Canvas): number {
  const { top, left, bottom, right } = canvas.bounds;
  const corners = [
    top * canvas.size + left,
    (bottom - 1) * canvas.size + right - 1,
    top * canvas.size + right - 1,
  ];
  return Math.min(...corners.map((index) => at(canvas.z, index)));
}

function sampleMap(map: Float32Array, x: number, y: number): number {
  const column = Math.min(SIDE - 2, Math.max(0, x / STEP + SIDE / 2));
  const row = Math.min(SIDE - 2, Math.max(0, y / STEP + SIDE / 2));
  const left = Math.floor(column);
  const top = Math.floor(row);
  const fx = column - left;
  const index = top * SIDE + left;
  const upper = at(map, index) + (at(map, index + 1) - at(map, index)) * fx;
  const lower = at(map, index + SIDE) + (at(map, index + SIDE + 1) - at(map, index + SIDE)) * fx;
  return upper + (lower - upper) * (row - top);
}

function gauss(x: number): number {
  return Math.exp(-x * x);
}
