/**
 * Smooth three-dimensional noise, so that folds and textures of neighbouring slices belong to one head.
 * Gradient noise after K. Perlin, "Improving noise", SIGGRAPH 2002.
 */
import type { Random } from './random.ts';

/** The twelve edge directions of a cube, padded to sixteen as in the paper, x, y and z in turn. */
const GRADIENTS = Int8Array.from(
  [
    [1, 1, 0, -1, 1, 0, 1, -1, 0, -1, -1, 0, 1, 0, 1, -1, 0, 1, 1, 0, -1, -1, 0, -1],
    [0, 1, 1, 0, -1, 1, 0, 1, -1, 0, -1, -1, 1, 1, 0, 0, -1, 1, -1, 1, 0, 0, -1, -1],
  ].flat(),
);

export class Noise {
  readonly #permutation = new Uint8Array(512);

  constructor(random: Random) {
    const order = Array.from({ length: 256 }, (_, index) => index);
    for (let last = 255; last > 0; last -= 1) {
      const other = Math.floor(random.uniform(0, last + 1));
      const moved = order[last] ?? 0;
      order[last] = order[other] ?? 0;
      order[other] = moved;
    }
    for (let index = 0; index < 512; index += 1) this.#permutation[index] = order[index & 255] ?? 0;
  }

  /** Noise in about [−1, 1], standard deviation about 0.27; one unit of the coordinates is one cell of the lattice. */
  at(x: number, y: number, z: number): number {
    const table = this.#permutation;
    const floorX = Math.floor(x);
    const floorY = Math.floor(y);
    const floorZ = Math.floor(z);
    const cellX = floorX & 255;
    const cellY = floorY & 255;
    const cellZ = floorZ & 255;
    const dx = x - floorX;
    const dy = y - floorY;
    const dz = z - floorZ;
    const u = fade(dx);
    const v = fade(dy);
    const w = fade(dz);
    const a = (table[cellX] ?? 0) + cellY;
    const b = (table[cellX + 1] ?? 0) + cellY;
    const aa = (table[a & 255] ?? 0) + cellZ;
    const ab = (table[(a + 1) & 255] ?? 0) + cellZ;
    const ba = (table[b & 255] ?? 0) + cellZ;
    const bb = (table[(b + 1) & 255] ?? 0) + cellZ;
    const near = mix(
      mix(corner(table[aa] ?? 0, dx, dy, dz), corner(table[ba] ?? 0, dx - 1, dy, dz), u),
      mix(corner(table[ab] ?? 0, dx, dy - 1, dz), corner(table[bb] ?? 0, dx - 1, dy - 1, dz), u),
      v,
    );
    const far = mix(
      mix(corner(table[aa + 1] ?? 0, dx, dy, dz - 1), corner(table[ba + 1] ?? 0, dx - 1, dy, dz - 1), u),
      mix(
        corner(table[ab + 1] ?? 0, dx, dy - 1, dz - 1),
        corner(table[bb + 1] ?? 0, dx - 1, dy - 1, dz - 1),
        u,
      ),
      v,
    );
    return mix(near, far, w);
  }
}

function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

function mix(from: number, to: number, part: number): number {
  return from + (to - from) * part;
}

function corner(hash: number, dx: number, dy: number, dz: number): number {
  const base = (hash & 15) * 3;
  return (GRADIENTS[base] ?? 0) * dx + (GRADIENTS[base + 1] ?? 0) * dy + (GRADIENTS[base + 2] ?? 0) * dz;
}
