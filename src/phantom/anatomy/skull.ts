/**
 * Lays the head's coordinates on a slice and draws what surrounds the brain: skin, scalp, muscle, and the vault with its
 * two tables and the diploe between them.
 */
import { AIR, type Tissues } from './tissue.ts';
import { ANGLES, contour, entryAt, roofHeight, type Contour, type HeadShape } from './contour.ts';
import { at, cover, coverage, fillSmoothly, forEachPixel, type Canvas } from '../canvas.ts';
import type { Noise } from '../noise.ts';

export interface Shells {
  readonly inner: Contour;
  readonly outer: Contour;
  readonly skin: Contour;
}

/** Places the slice at a height of the scanner's axis (mm above the ear canals) and finds the depth of every pixel. */
export function layOut(canvas: Canvas, shape: HeadShape, z: number): Shells {
  const shells = {
    inner: contour(shape, 'inner', z, canvas.thickness),
    outer: contour(shape, 'outer', z, canvas.thickness),
    skin: contour(shape, 'skin', z, canvas.thickness),
  };
  setBounds(canvas, shape, shells.skin);
  const { size, pixel } = canvas;
  const { top, bottom, left, right } = canvas.bounds;
  const cos = Math.cos(shape.turn);
  const sin = Math.sin(shape.turn);
  for (let row = top; row < bottom; row += 1) {
    const scanY = (row + 0.5 - size / 2) * pixel - shape.offset[1];
    for (let column = left; column < right; column += 1) {
      const index = row * size + column;
      const scanX = (column + 0.5 - size / 2) * pixel - shape.offset[0];
      const x = cos * scanX + sin * scanY;
      const y = cos * scanY - sin * scanX;
      canvas.x[index] = x;
      canvas.y[index] = y;
      canvas.z[index] = z + shape.roll * x + shape.pitch * y;
    }
  }
  for (const field of [canvas.head, canvas.cavity, canvas.subarachnoid, canvas.ventricle]) field.fill(0);
  canvas.hounsfield.fill(AIR);
  canvas.depth.fill(-100);
  canvas.floor.fill(100);
  if (z < shape.widest + 10) canvas.roof.fill(100);
  else fillSmoothly(canvas, canvas.roof, 4, (x, y, height) => roofHeight(shape, x, y) - height);
  const reach = Math.max(...shells.skin.radius) + 3 + Math.max(...shells.skin.edge);
  forEachPixel(canvas, (index) => {
    const x = at(canvas.x, index);
    const y = at(canvas.y, index);
    const radius = Math.sqrt(x * x + y * y);
    if (radius > reach) return;
    const angle = entryAt(x, y);
    canvas.angle[index] = angle;
    const depth = depthBelow(shells.inner, angle, radius);
    canvas.depth[index] = depth;
    canvas.cavity[index] = coverage(depth, sample(shells.inner.edge, angle));
    const skin = depthBelow(shells.skin, angle, radius);
    canvas.head[index] = coverage(skin, sample(shells.skin.edge, angle));
  });
  return shells;
}

function setBounds(canvas: Canvas, shape: HeadShape, skin: Contour): void {
  const { size, pixel } = canvas;
  const reach = Math.max(0, ...skin.radius);
  const room = reach / pixel + 14 / pixel;
  const column = size / 2 + shape.offset[0] / pixel;
  const row = size / 2 + shape.offset[1] / pixel;
  canvas.bounds = {
    top: Math.max(0, Math.floor(row - room)),
    bottom: Math.min(size, Math.ceil(row + room)),
    left: Math.max(0, Math.floor(column - room)),
    right: Math.min(size, Math.ceil(column + room)),
  };
}

/** A table's value between two entries. */
export function sample(table: Float32Array, angle: number): number {
  const entry = Math.min(ANGLES - 1, Math.floor(angle));
  const low = at(table, entry);
  return low + (at(table, entry + 1) - low) * (angle - entry);
}

function depthBelow(shell: Contour, angle: number, radius: number): number {
  return (sample(shell.radius, angle) - radius) * sample(shell.cosine, angle);
}

/** Soft tissue from the skin inwards; deeper parts cover it. */
export function drawScalp(canvas: Canvas, shells: Shells, tissues: Tissues, noise: Noise): void {
  forEachPixel(canvas, (index) => {
    const head = at(canvas.head, index);
    if (head === 0 || at(canvas.cavity, index) === 1) return;
    const angle = at(canvas.angle, index);
    const x = at(canvas.x, index);
    const y = at(canvas.y, index);
    const z = at(canvas.z, index);
    const radius = Math.sqrt(x * x + y * y);
    const outside = -depthBelow(shells.outer, angle, radius);
    const below = depthBelow(shells.skin, angle, radius);
    const strands = noise.at(x / 9, y / 9, z / 16) + 0.5 * noise.at(x / 4, y / 4, z / 9 + 7);
    const deep = muscleShare(y, z, outside, below);
    const muscle = coverage(strands + deep, 0.25);
    const skin = coverage(1.8 - below, 1.2);
    const inside = tissues.fat + (tissues.muscle - tissues.fat) * muscle;
    const value = inside + (tissues.skin - inside) * skin;
    canvas.hounsfield[index] = AIR + (value - AIR) * head;
  });
}

/** How much of the soft tissue is muscle: the temples above, nearly all of the neck below, fat under the skin. */
function muscleShare(y: number, z: number, outside: number, below: number): number {
  const galea = outside < 1.5 ? 0.4 : -0.6;
  const temple = z < 62 && y < 15 && y > -62 ? 0.9 - 0.2 * Math.max(0, 4 - below) : 0;
  const neck = z < 22 ? 0.75 - 0.15 * Math.max(0, 8 - below) - 0.02 * Math.max(0, z) : 0;
  return Math.max(-0.7, galea, temple === 0 ? -1 : temple - 0.4, neck === 0 ? -1 : neck - 0.3);
}

/** The vault: bone between outer and inner contour, down to the brow in front and to the foramen magnum behind. */
export function drawVault(canvas: Canvas, shells: Shells, tissues: Tissues, noise: Noise): void {
  forEachPixel(canvas, (index) => {
    if (at(canvas.depth, index) > 9) return;
    const angle = at(canvas.angle, index);
    const x = at(canvas.x, index);
    const y = at(canvas.y, index);
    const z = at(canvas.z, index);
    const radius = Math.sqrt(x * x + y * y);
    const outer = depthBelow(shells.outer, angle, radius);
    const outerEdge = sample(shells.outer.edge, angle);
    const covered = coverage(outer, outerEdge);
    if (covered === 0) return;
    const innerEdge = sample(shells.inner.edge, angle);
    const bone = covered - at(canvas.cavity, index);
    if (bone <= 0) return;
    const present = coverage(z - lowerRim(y / radius), canvas.thickness + 2);
    const outerTable = coverage(2 - outer, 1.4 + outerEdge * 0.8);
    const innerTable = coverage(1.8 + at(canvas.depth, index), 1.4 + innerEdge * 0.8);
    const grain = noise.at(x / 5, y / 5, z / 6) + 0.7 * noise.at(x / 2.2, y / 2.2, z / 5 + 3);
    const spongy = tissues.diploe * (1 + 0.5 * grain);
    const dense = tissues.table * (1 + 0.08 * grain);
    const value = spongy + (dense - spongy) * Math.max(outerTable, innerTable);
    cover(canvas.hounsfield, index, value, bone * present);
  });
}

/** Height at which the vault ends, by direction: brow, temporal squama, occiput. */
function lowerRim(s: number): number {
  const brow = coverage(-s - 0.42, 0.3);
  const occiput = coverage(s - 0.2, 0.5);
  return 27 * brow - 45 * occiput;
}
