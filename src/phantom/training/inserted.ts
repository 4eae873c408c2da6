/**
 * Backgrounds from a scanner: a slice of a series without a bleed, moved and bent, and where in it blood could lie. Bleeds
 * inserted into real slices taught a draft of this recipe more than drawn heads did.
 */
import type { Random } from '../random.ts';
import { PIXELS, SIZE, at, between, blur, createField, lumps, ramp, type Field } from './field.ts';
import { cavityOf, columnOf, rowOf, type Ground } from './ground.ts';
import {
  distanceWithin,
  filled,
  grown,
  largestParts,
  maskOf,
  parts,
  shrunk,
  type Mask,
} from './morphology.ts';

/** A series without a bleed, from the skull base to the vertex; each slice SIZE × SIZE Hounsfield units. */
export interface Background {
  readonly slices: readonly Float32Array[];
  /** Millimetres a pixel. */
  readonly pixel: number;
}

/** Below this share of a series there is more face than brain, and nothing is inserted. */
const LOWEST = 0.25;
/** Where ventricles lie, as shares of the series. */
const VENTRICLES = [0.6, 0.82] as const;
/** From skull base to vertex, mm: turns a share of the series into an estimated height above the ear canals. */
const BOTTOM = -20;
const COVERED = 140;

export function insertedGround({ slices, pixel: original }: Background, random: Random): Ground {
  const share = random.chance(0.3) ? random.uniform(0, 1) : random.uniform(LOWEST, 0.97);
  const scale = random.uniform(0.78, 1.25);
  const source = blended(slices, share, random.fork('blend'));
  const { hounsfield, turn } = moved(source, scale, random.fork('move'));
  return groundOf(hounsfield, { share, pixel: original / scale, turn });
}

/** Between two slices, sometimes: another thickness and another height. */
function blended(slices: readonly Float32Array[], share: number, random: Random): Field {
  const place = share * (slices.length - 1);
  const nearest = slices[Math.round(place)] ?? createField();
  const next = slices[Math.min(slices.length - 1, Math.max(0, Math.round(place) + random.side()))];
  if (!next || !random.chance(0.3)) return nearest;
  const part = random.uniform(0.5, 1);
  return nearest.map((value, index) => value * part + at(next, index) * (1 - part));
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
  readonly share: number;
  readonly pixel: number;
  readonly turn: number;
}

function groundOf(hounsfield: Field, { share, pixel, turn }: Known): Ground {
  const inside = intracranial(hounsfield, share);
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
  const falx = createField().fill(100);
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
    if (inside[index] === 1 && (Math.abs(y) > 35 * scale || share > 0.75)) falx[index] = Math.abs(x);
  }
  const { csf, ventricle } = spaces(hounsfield, inside, { ...fields, share, scale });
  return {
    pixel,
    hounsfield,
    ...fields,
    cavity,
    csf,
    cistern: createField(),
    ventricle,
    falx,
    tentorium: createField().fill(100),
    level: BOTTOM + COVERED * share,
    scanned: true,
    scale,
    bleeds: bleeds && share >= LOWEST,
  };
}

/** What the skull encloses: brain and CSF, without orbits and sinuses as far as a threshold can tell. */
function intracranial(hounsfield: Field, share: number): Mask {
  const smooth = blur(hounsfield, 1);
  const bone = maskOf((index) => at(smooth, index) > 140);
  const vault = filled(shrunk(grown(bone, 3), 3));
  const low = share < 0.46;
  const soft = maskOf((index) => vault[index] === 1 && at(smooth, index) <= 110 && at(smooth, index) > -40);
  const open = low ? 4 : 2;
  return filled(largestParts(grown(shrunk(soft, open), open), low ? 0.25 : 0.9));
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

interface Places {
  readonly x: Field;
  readonly depth: Field;
  readonly share: number;
  readonly scale: number;
}

/** CSF is what is dark within the skull; what of it lies large and deep near the midline is ventricle. */
function spaces(
  hounsfield: Field,
  inside: Mask,
  { x, depth, share, scale }: Places,
): { csf: Field; ventricle: Field } {
  const smooth = blur(hounsfield, 0.9);
  const dark = createField();
  for (let index = 0; index < PIXELS; index += 1) {
    if (inside[index] === 1 && at(hounsfield, index) < 60) dark[index] = ramp(19 - at(smooth, index), 8);
  }
  const ventricle = createField();
  if (share >= VENTRICLES[0] && share <= VENTRICLES[1]) {
    const deep = maskOf(
      (index) =>
        at(dark, index) > 0.5 && at(depth, index) > 14 * scale && Math.abs(at(x, index)) < 30 * scale,
    );
    for (const part of parts(deep)) {
      if (part.length < 60 * scale * scale) break;
      for (const index of part) ventricle[index] = 1;
    }
  }
  const spread = blur(ventricle, 1.5);
  const csf = dark.map((part, index) => Math.min(1, Math.max(0, part - 2 * at(spread, index))));
  return { csf, ventricle: blur(ventricle, 0.6) };
}
