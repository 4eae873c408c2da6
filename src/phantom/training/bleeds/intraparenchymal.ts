/**
 * Intraparenchymal: a clot in the brain, round to ragged, in a rim of oedema; deep with high blood pressure, in a lobe
 * with amyloid or tumour, or several small ones at the poles after an injury (contusions). What reaches a ventricle breaks
 * into it, and is intraventricular there, or stops at its wall. Or blood that seeps into an infarct, in patches or throughout
 * (haemorrhagic transformation; W. Hacke et al., "ECASS", JAMA 274 (1995) 1017).
 */
import type { Random } from '../../random.ts';
import { acuteClot, bleed, pour, type Bleed, type Bleeding } from '../blood.ts';
import { PIXELS, SIZE, at, logUniform, lumps, ramp, whole, type Field } from '../field.ts';
import { besideFalx, columnOf, rowOf } from '../ground.ts';
import { infarct } from '../infarct.ts';
import { pushed } from '../mass.ts';

/** Share of slices with an intraparenchymal bleed whose blood seeps into an infarct. */
const TRANSFORMED = 0.12;

/** Share of clots beside the ventricles. */
const DEEP = 0.35;
/** Share of clots that lie alone which are as large as those that high blood pressure makes; the others are smaller. */
const SPONTANEOUS = 0.5;
/**
 * Volumes of those, mL, log-normal: medians 16.4 (quartiles 6.4 and 36.9) in the depth and 40.7 (23.1 and 62.6) in a lobe, of
 * 194 patients: J. Clin. Hypertens. 23 (2021) 1992, doi 10.1111/jch.14367, table 1.
 */
const DEEP_VOLUME = { median: 16.4, spread: 1.3 };
const LOBAR_VOLUME = { median: 40.7, spread: 0.74 };
/** mm; more would not leave a head to tell it by. */
const LARGEST = 36;

export const intraparenchymal: Bleed = (bleeding, random) =>
  random.chance(TRANSFORMED) ? transformed(bleeding, random) : clots(bleeding, random);

const clots: Bleed = (bleeding, random) => {
  const several = random.chance(0.25);
  let current = bleeding;
  const rounds = several ? whole(random, 2, 5) : 1;
  const near = several && random.chance(0.5) ? placeOf(current, random, random.chance(DEEP)) : undefined;
  for (let round = 0; round < rounds; round += 1) {
    const deep = random.chance(DEEP);
    const place = near === undefined ? placeOf(current, random, deep) : beside(current, near, random);
    if (place === undefined) return current;
    const radius =
      (several ? logUniform(random, 2, 7) : radiusOf(random, deep)) * current.ground.scale ** 0.7;
    current = clotAt(current, random, place, radius);
  }
  return current;
};

/** Radius of a clot that lies alone, where the slice cuts it, mm. */
function radiusOf(random: Random, deep: boolean): number {
  if (!random.chance(SPONTANEOUS)) return logUniform(random, 2, 20);
  const { median, spread } = deep ? DEEP_VOLUME : LOBAR_VOLUME;
  const millilitres = median * Math.exp(spread * random.normal());
  const radius = Math.min(LARGEST, 10 * Math.cbrt((3 * millilitres) / (4 * Math.PI)));
  return Math.max(2, radius * Math.sqrt(1 - random.uniform(0, 1) ** 2));
}

const transformed: Bleed = (bleeding, random) => {
  const { ground } = bleeding;
  const into = infarct(ground, bleeding.hounsfield, random.uniform(10, 42) * ground.scale, random);
  const patches = lumps(random, whole(random, 8, 24));
  const rest = random.uniform(-1.2, 0.6);
  const sharp = random.uniform(0.6, 2.5);
  const within = random.uniform(0, 6);
  const blood = random.uniform(38, 62);
  const thin = random.uniform(0.35, 1);
  pour(bleeding, 'intraparenchymal', {
    clot: () => blood,
    fraction: (index) =>
      thin *
      ramp(into(index) - within, 4) *
      ramp(at(patches, index) + rest, sharp) *
      (1 - at(ground.csf, index)) *
      (1 - at(ground.ventricle, index)),
  });
  return bleeding;
};

function clotAt(bleeding: Bleeding, random: Random, place: number, radius: number): Bleeding {
  const { ground } = bleeding;
  const column = columnOf(place);
  const row = rowOf(place);
  const narrow = random.uniform(0.55, 1);
  const turn = random.uniform(0, Math.PI);
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const ragged: Field = lumps(random, Math.round(Math.min(40, Math.max(8, 200 / radius))));
  const uneven = random.uniform(0.05, 0.4) * radius;
  const give = random.chance(0.7) ? (random.uniform(0, 0.35) * Math.max(0, radius - 6)) / ground.pixel : 0;
  const tilt = at(ground.angle, place);
  const moved = pushed(bleeding, {
    column,
    row,
    across: give * -Math.cos(tilt),
    down: give * -Math.sin(tilt),
    reach: (2.2 * radius + 12) / ground.pixel,
  });
  // The falx stays where it was: brain moves, and takes its coordinates along.
  const held = besideFalx(ground, Math.sign(at(ground.x, place)));
  /** Millimetres into the clot. */
  const into = (index: number) => {
    const dx = (columnOf(index) - column) * ground.pixel;
    const dy = (rowOf(index) - row) * ground.pixel;
    if (Math.abs(dx) > 3 * radius + 12 || Math.abs(dy) > 3 * radius + 12) return -100;
    const along = dx * c + dy * s;
    const over = (dy * c - dx * s) / narrow;
    return radius - Math.sqrt(along * along + over * over) + uneven * at(ragged, index);
  };
  if (random.chance(0.72)) soak(moved, random, radius, into);
  const clot = acuteClot(random) + random.uniform(-2, 6);
  const mottle = lumps(random, whole(random, 12, 40));
  const wander = random.uniform(0, 5);
  const soft = random.uniform(1.2, 2.5) + radius * random.uniform(0.05, 0.4);
  const { csf, ventricle } = moved.ground;
  const filled = { clot: (index: number) => clot + wander * at(mottle, index) };
  pour(moved, 'intraparenchymal', {
    ...filled,
    fraction: (index) =>
      ramp(into(index), soft) * held(index) * (1 - 0.6 * at(csf, index)) * (1 - at(ventricle, index)),
  });
  if (!random.chance(0.6)) return moved;
  const breakThrough: Bleed = (inner) => {
    pour(inner, 'intraventricular', {
      ...filled,
      fraction: (index) => ramp(into(index), soft) * at(ventricle, index),
    });
    return inner;
  };
  return bleed(moved, 'intraventricular', breakThrough, random);
}

/** Oedema: brain round the clot reads 3 to 14 HU darker; CSF does not. */
function soak(bleeding: Bleeding, random: Random, radius: number, into: (index: number) => number): void {
  const { ground, hounsfield } = bleeding;
  const rim = random.uniform(0.15, 0.9) * radius + 1;
  const darker = random.uniform(3, 14);
  for (let index = 0; index < PIXELS; index += 1) {
    const cavity = at(ground.cavity, index);
    const before = at(hounsfield, index);
    if (cavity === 0 || before < 14 || before > 60) continue;
    const wet = ramp(into(index) + rim, rim + 1);
    hounsfield[index] = before - darker * wet * cavity;
  }
}

/** A pixel of brain: anywhere, or deep beside the ventricles. */
function placeOf({ ground }: Bleeding, random: Random, deep: boolean): number | undefined {
  const open: number[] = [];
  for (let index = 0; index < PIXELS; index += 1) {
    if (at(ground.cavity, index) < 0.9 || at(ground.depth, index) < 3) continue;
    if (at(ground.ventricle, index) > 0.3) continue;
    const side = Math.abs(at(ground.x, index));
    if (!deep || (side > 8 && side < 34 && at(ground.depth, index) > 22 * ground.scale)) open.push(index);
  }
  return open[Math.floor(random.uniform(0, open.length))];
}

function beside({ ground }: Bleeding, place: number, random: Random): number | undefined {
  const column = Math.round(columnOf(place) + (random.normal() * 9) / ground.pixel);
  const row = Math.round(rowOf(place) + (random.normal() * 9) / ground.pixel);
  const index = row * SIZE + column;
  return at(ground.cavity, index) > 0.9 ? index : place;
}
