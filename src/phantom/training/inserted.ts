/**
 * Backgrounds from a scanner: a slice of a series without a bleed, moved and bent, and where in it blood could lie. Bleeds
 * inserted into real slices taught a draft of this recipe more than drawn heads did.
 */
import type { Random } from '../random.ts';
import { PIXELS, SIZE, at, between, blur, createField, lumps, type Field } from './field.ts';
import { NO_SHEET, cavityOf, columnOf, rowOf, type Ground } from './ground.ts';
import { drawLevel } from './levels.ts';
import {
  closed,
  distanceWithin,
  filled,
  grown,
  largestParts,
  maskOf,
  shrunk,
  type Mask,
} from './morphology.ts';
import { spaces } from './spaces.ts';
import { drawPlane, section, straight, type Background } from './section.ts';

/** Height of a skull above the ear canals, mm: the uppermost bone of a series tells where its other slices lie. */
const VERTEX = 124;
/** Below this height there is more face than brain, and nothing is inserted. */
const LOWEST = 7;
/** Up to this height orbits, sinuses and petrous bone are in the picture. */
const BASE = 30;
/** Where the falx goes from front to back; and below which there is none, for the tentorium roofs the posterior fossa. */
const WHOLE_FALX = 77;
const FALX = 34;
/** Radii that gaps in bone are bridged by, pixels, until the cavity has enough of them. */
const GAPS = [3, 8, 24] as const;
const ENOUGH = 2500;
/** As many pixels of bone are no longer noise or a part of the table. */
const SKULL = 400;

/**
 * Draws slices of one series; what there is to know of the whole series is found once.
 * @param tilting  whether also along planes that it was not scanned in
 */
export function createInserted(background: Background, tilting = true): (random: Random) => Ground {
  const { slices, pixel: original } = background;
  const highest = slices.findLast(({ hounsfield }) => bonyPixels(hounsfield) >= SKULL) ?? slices.at(-1);
  const [first, last] = [slices[0]?.position ?? 0, slices.at(-1)?.position ?? 0];
  const ears = (highest?.position ?? 0) - VERTEX;
  return (random) => {
    const wanted = drawLevel(random.fork('level')) + ears;
    const position = Math.min(last, Math.max(first, wanted));
    const plane = tilting
      ? drawPlane(background, position, random.fork('plane'))
      : straight(background, position);
    const scale = random.uniform(0.78, 1.25);
    const { hounsfield, turn } = moved(section(background, plane), scale, random.fork('move'));
    return groundOf(hounsfield, { level: plane.position - ears, pixel: original / scale, turn });
  };
}

function bonyPixels(hounsfield: Field): number {
  let count = 0;
  for (const value of hounsfield) if (value > 200) count += 1;
  return count;
}

/** Turned, mirrored, stretched, shifted and bent. */
function moved(source: Field, scale: number, random: Random): { hounsfield: Field; turn: number } {
  const turn = (random.normal() * 12 * Math.PI) / 180;
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const mirror = random.side();
  const stretch = random.uniform(0.92, 1.08);
  const shift = [random.uniform(-12, 12), random.uniform(-12, 12)] as const;
  const wide = [lumps(random, 4), lumps(random, 4)] as const;
  const fine = [lumps(random, 9), lumps(random, 9)] as const;
  const bend = [random.uniform(1, 5), random.uniform(0, 1.6)] as const;
  const result = createField();
  for (let index = 0; index < PIXELS; index += 1) {
    const x = columnOf(index) - 128 - shift[0] + bend[0] * at(wide[0], index) + bend[1] * at(fine[0], index);
    const y = rowOf(index) - 128 - shift[1] + bend[0] * at(wide[1], index) + bend[1] * at(fine[1], index);
    const fromX = (mirror * (c * x + s * y) * stretch) / scale + 127.5;
    const fromY = (c * y - s * x) / scale / stretch + 127.5;
    const outside = fromX < 0 || fromY < 0 || fromX > SIZE - 1 || fromY > SIZE - 1;
    result[index] = outside ? -1000 : Math.max(-1000, between(source, fromX, fromY));
  }
  return { hounsfield: result, turn };
}

interface Known {
  readonly level: number;
  readonly pixel: number;
  readonly turn: number;
}

function groundOf(hounsfield: Field, { level, pixel, turn }: Known): Ground {
  const inside = intracranial(hounsfield, level);
  const distance = distanceWithin(inside);
  const outside = distanceWithin(inside.map((value) => 1 - value));
  const soft = grown(inside, 2);
  const cavity = blur(
    createField().map((_, index) => (soft[index] === 1 && at(hounsfield, index) < 110 ? 1 : 0)),
    0.5,
  );
  const [middleX, middleY] = middleOf(inside);
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const fields = { x: createField(), y: createField(), depth: createField(), angle: createField() };
  const falx = createField().fill(NO_SHEET);
  const { scale, bleeds } = cavityOf(cavity, pixel);
  for (let index = 0; index < PIXELS; index += 1) {
    const dx = (columnOf(index) - middleX) * pixel;
    const dy = (rowOf(index) - middleY) * pixel;
    const x = c * dx + s * dy;
    const y = c * dy - s * dx;
    fields.x[index] = x;
    fields.y[index] = y;
    fields.angle[index] = Math.atan2(y, x);
    fields.depth[index] =
      (inside[index] === 1 ? at(distance, index) - 0.5 : 0.5 - at(outside, index)) * pixel;
    const split = level > WHOLE_FALX || (level > FALX && Math.abs(y) > 35 * scale);
    if (inside[index] === 1 && split) falx[index] = Math.abs(x);
  }
  const { csf, ventricle } = spaces(hounsfield, inside, { ...fields, level, scale });
  return {
    pixel,
    hounsfield,
    ...fields,
    cavity,
    csf,
    cistern: createField(),
    ventricle,
    falx,
    tentorium: createField().fill(NO_SHEET),
    level,
    scanned: true,
    scale,
    bleeds: bleeds && level >= LOWEST,
  };
}

/**
 * What the skull encloses: brain and CSF, without orbits and sinuses as far as a threshold can tell. Burr holes, operations
 * and the thin bone of the base leave gaps, which are bridged no further than it takes.
 */
function intracranial(hounsfield: Field, level: number): Mask {
  const smooth = blur(hounsfield, 1);
  const bone = maskOf((index) => at(smooth, index) > 140);
  const low = level < BASE;
  const open = low ? 4 : 2;
  let inside = maskOf(() => false);
  for (const gap of GAPS) {
    const vault = filled(closed(bone, gap));
    const soft = maskOf((index) => vault[index] === 1 && at(smooth, index) <= 110 && at(smooth, index) > -40);
    inside = filled(largestParts(grown(shrunk(soft, open), open), low ? 0.25 : 0.9));
    if (inside.reduce((count, value) => count + value, 0) > ENOUGH) break;
  }
  return inside;
}

function middleOf(mask: Mask): readonly [column: number, row: number] {
  let [count, column, row] = [0, 0, 0];
  for (let index = 0; index < PIXELS; index += 1) {
    if (mask[index] !== 1) continue;
    count += 1;
    column += columnOf(index);
    row += rowOf(index);
  }
  return count === 0 ? [127.5, 127.5] : [column / count, row / count];
}
