/** Small bright things within the brain that are no blood: calcium, and the colloid cyst. */
import type { Random } from '../../random.ts';
import { PIXELS, at, logUniform, lumps, ramp, whole } from '../field.ts';
import type { Ground } from '../ground.ts';
import { brighten } from './brighten.ts';

/** A place where calcium is usual: at heights above the ear canals, mm, and there in the slice, mm at a usual breadth. */
interface Place {
  readonly share: number;
  readonly levels: readonly [low: number, high: number];
  /** To the side of the midline, on both sides; or up to so far from it, once. */
  readonly beside?: readonly [least: number, most: number];
  readonly back: readonly [least: number, most: number];
  readonly radius: readonly [least: number, most: number];
  readonly hounsfield: readonly [least: number, most: number];
}

/** Choroid plexus of the atria, pineal, basal ganglia, falx. */
const PLACES: readonly Place[] = [
  {
    share: 0.35,
    levels: [44, 78],
    beside: [13, 21],
    back: [22, 36],
    radius: [1.2, 4],
    hounsfield: [60, 600],
  },
  { share: 0.2, levels: [36, 64], back: [12, 22], radius: [1, 3], hounsfield: [80, 500] },
  { share: 0.1, levels: [42, 72], beside: [18, 26], back: [-12, 0], radius: [2, 5], hounsfield: [40, 120] },
  { share: 0.1, levels: [40, 115], back: [-75, -48], radius: [1, 4], hounsfield: [100, 900] },
];
/** Something at the midline lies no farther from it, mm. */
const MIDLINE = 3;

/** Where calcium is usual at this height, or anywhere small. */
export function calcifications(ground: Ground, random: Random): void {
  const { scale, level } = ground;
  let rest = random.uniform(0, 1);
  const place = PLACES.find(({ share }) => (rest -= share) < 0);
  if (!place) {
    anywhere(ground, random);
    return;
  }
  if (level < place.levels[0] || level > place.levels[1]) return;
  const y = random.uniform(...place.back) * scale;
  const radius = random.uniform(...place.radius);
  const value = random.uniform(...place.hounsfield);
  if (!place.beside) {
    grain(ground, random, random.uniform(-MIDLINE, MIDLINE), y, radius, value);
    return;
  }
  const x = random.uniform(...place.beside) * scale;
  for (const side of [-1, 1]) if (random.chance(0.85)) grain(ground, random, side * x, y, radius, value);
}

function anywhere(ground: Ground, random: Random): void {
  const { scale } = ground;
  const count = whole(random, 1, 3);
  for (let one = 0; one < count; one += 1) {
    const [x, y] = [random.normal() * 28 * scale, random.normal() * 28 * scale];
    grain(ground, random, x, y, random.uniform(0.8, 2.4), random.uniform(60, 600));
  }
}

/** Where the glomus lies: of a lateral ventricle the hind part of what the slice holds, by its pixels' place front to back. */
const GLOMUS = [0.55, 0.95] as const;

/**
 * Choroid plexus within the lateral ventricles: grains in a row on both sides, seldom on one, where blood would sink to as
 * well. Without calcium it is as dense as brain.
 */
export function choroid(ground: Ground, random: Random): void {
  const value = logUniform(random, 40, 500);
  const thick = random.uniform(0.8, 2.6);
  for (const side of [-1, 1]) {
    const pixels = lateralVentricle(ground, side);
    const glomus = pixels[Math.floor(pixels.length * random.uniform(...GLOMUS))];
    if (glomus === undefined || random.chance(0.15)) continue;
    const turn = random.uniform(0, Math.PI);
    const long = random.uniform(0, 5);
    const grains = whole(random, 1, 4);
    for (let one = 0; one < grains; one += 1) {
      const along = random.uniform(-long, long);
      const x = at(ground.x, glomus) + along * Math.cos(turn) + 0.5 * random.normal();
      const y = at(ground.y, glomus) + along * Math.sin(turn) + 0.5 * random.normal();
      grain(ground, random, x, y, thick * random.uniform(0.5, 1.3), value * random.uniform(0.5, 1));
    }
  }
}

/** Pixels of the ventricle of one side, front to back. */
function lateralVentricle({ ventricle, x, y }: Ground, side: number): number[] {
  const pixels: number[] = [];
  for (let index = 0; index < PIXELS; index += 1) {
    if (at(ventricle, index) > 0.4 && side * at(x, index) > 3) pixels.push(index);
  }
  return pixels.sort((one, other) => at(y, one) - at(y, other));
}

/** Heights of the foramina of Monro, mm above the ear canals. */
const MONRO = [46, 68] as const;

/** A round dense cyst at the foramen of Monro: 45 to 80 HU (Osborn's Brain, 2nd ed., ch. 28). */
export function colloidCyst(ground: Ground, random: Random): void {
  if (ground.level < MONRO[0] || ground.level > MONRO[1]) return;
  const [x, y] = [random.uniform(-4, 4), random.uniform(-22, 2) * ground.scale];
  const radius = random.uniform(2, 8);
  const edge = lumps(random, 16);
  brighten(ground, random.uniform(45, 80), (index) =>
    ramp(radius - Math.hypot(at(ground.x, index) - x, at(ground.y, index) - y) + 0.4 * at(edge, index), 1.2),
  );
}

function grain(ground: Ground, random: Random, x: number, y: number, radius: number, value: number): void {
  const ragged = lumps(random, 40);
  const into = (index: number) =>
    radius - Math.hypot(at(ground.x, index) - x, at(ground.y, index) - y) + 0.3 * at(ragged, index);
  brighten(ground, value, (index) => ramp(into(index), 1.2), value);
}
