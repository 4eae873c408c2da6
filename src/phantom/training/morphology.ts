/** Shapes of a mask of 256² pixels: distances, holes and connected parts. */
import { PIXELS, SIZE, type Field, createField } from './field.ts';

/** 1 inside, 0 outside, row-major, SIZE × SIZE. */
export type Mask = Uint8Array;

export function maskOf(inside: (index: number) => boolean): Mask {
  return Uint8Array.from({ length: PIXELS }, (_, index) => (inside(index) ? 1 : 0));
}

/** Steps of the chamfer distance: right or down, and across (G. Borgefors, CVGIP 34 (1986) 344). */
const STRAIGHT = 0.955;
const ACROSS = 1.369;
/** Farther than anything in a picture. */
const FAR = 1e6;

/**
 * Pixels from each place to the nearest one outside the mask, within 5 % of Euclid's; 0 outside.
 * @param beyond  what lies beyond the picture: `outside` the mask, or `nothing` that counts
 */
export function distanceWithin(mask: Mask, beyond: 'outside' | 'nothing' = 'nothing'): Field {
  const rim = beyond === 'outside' ? 0 : FAR;
  const distance = createField();
  for (let index = 0; index < PIXELS; index += 1) distance[index] = mask[index] === 1 ? FAR : 0;
  const pass = (from: number, step: number) => {
    for (let count = 0, index = from; count < PIXELS; count += 1, index += step) {
      const here = distance[index] ?? 0;
      if (here === 0) continue;
      const side = -step;
      const up = side * SIZE;
      const column = index % SIZE;
      const near = Math.min(
        neighbour(distance, index, side, column, rim) + STRAIGHT,
        (distance[index + up] ?? rim) + STRAIGHT,
        neighbour(distance, index + up, side, column, rim) + ACROSS,
        neighbour(distance, index + up, -side, column, rim) + ACROSS,
      );
      if (near < here) distance[index] = near;
    }
  };
  pass(0, 1);
  pass(PIXELS - 1, -1);
  return distance;
}

function neighbour(field: Field, index: number, step: number, column: number, rim: number): number {
  const at = column + step;
  return at < 0 || at >= SIZE ? rim : (field[index + step] ?? rim);
}

export function grown(mask: Mask, pixels: number): Mask {
  const outside = distanceWithin(mask.map((inside) => 1 - inside));
  return maskOf((index) => (outside[index] ?? 0) <= pixels);
}

export function shrunk(mask: Mask, pixels: number): Mask {
  const inside = distanceWithin(mask, 'outside');
  return maskOf((index) => (inside[index] ?? 0) > pixels);
}

/** Gaps into which a disc of this radius does not fit from either side are bridged, up to the picture's edge as well. */
export function closed(mask: Mask, pixels: number): Mask {
  const inside = distanceWithin(grown(mask, pixels));
  return maskOf((index) => (inside[index] ?? 0) > pixels);
}

/** The mask and everything that it surrounds. */
export function filled(mask: Mask): Mask {
  const outside = new Uint8Array(PIXELS);
  const queue: number[] = [];
  const visit = (index: number) => {
    if (mask[index] === 1 || outside[index] === 1) return;
    outside[index] = 1;
    queue.push(index);
  };
  for (const edge of Array(SIZE).keys()) {
    [edge, PIXELS - SIZE + edge, edge * SIZE, edge * SIZE + SIZE - 1].forEach(visit);
  }
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) neighbours(index).forEach(visit);
  return outside.map((value) => 1 - value);
}

/** Connected parts, four neighbours, largest first: the indices of each. */
export function parts(mask: Mask): readonly (readonly number[])[] {
  const seen = new Uint8Array(PIXELS);
  const found: number[][] = [];
  for (let start = 0; start < PIXELS; start += 1) {
    if (mask[start] !== 1 || seen[start] === 1) continue;
    const part: number[] = [start];
    seen[start] = 1;
    // The part grows while it is walked.
    for (const from of part) {
      for (const index of neighbours(from)) {
        if (mask[index] !== 1 || seen[index] === 1) continue;
        seen[index] = 1;
        part.push(index);
      }
    }
    found.push(part);
  }
  return found.sort((one, other) => other.length - one.length);
}

/** A mask of the parts that are at least `share` of the largest. */
export function largestParts(mask: Mask, share: number): Mask {
  const all = parts(mask);
  const least = share * (all[0]?.length ?? 0);
  const kept = new Uint8Array(PIXELS);
  for (const part of all) if (part.length >= least) for (const index of part) kept[index] = 1;
  return kept;
}

function neighbours(index: number): number[] {
  const column = index % SIZE;
  const near: number[] = [];
  if (column > 0) near.push(index - 1);
  if (column < SIZE - 1) near.push(index + 1);
  if (index >= SIZE) near.push(index - SIZE);
  if (index < PIXELS - SIZE) near.push(index + SIZE);
  return near;
}
