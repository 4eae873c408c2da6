/** Small bright things within the brain that are no blood: calcium, and the colloid cyst. */
import type { Random } from '../../random.ts';
import { PIXELS, at, logUniform, lumps, ramp, whole } from '../field.ts';
import type { Ground } from '../ground.ts';
import { brighten } from './brighten.ts';

/** Pineal and choroid in pairs or at the midline, basal ganglia in pairs, falx, or anywhere small. */
export function calcifications(ground: Ground, random: Random): void {
  const { scale } = ground;
  const pair = (x: number, y: number, radius: number, value: number) => {
    for (const side of [-1, 1]) if (random.chance(0.85)) grain(ground, random, side * x, y, radius, value);
  };
  const place = random.uniform(0, 1);
  if (place < 0.35) {
    pair(
      random.uniform(13, 21) * scale,
      random.uniform(22, 36) * scale,
      random.uniform(1.2, 4),
      random.uniform(60, 600),
    );
  } else if (place < 0.55) {
    grain(ground, random, random.uniform(-3, 3), random.uniform(12, 22) * scale, random.uniform(1, 3), random.uniform(80, 500)); // prettier-ignore
  } else if (place < 0.65) {
    pair(random.uniform(18, 26) * scale, random.uniform(-12, 0) * scale, random.uniform(2, 5), random.uniform(40, 120)); // prettier-ignore
  } else if (place < 0.75) {
    grain(ground, random, random.uniform(-3, 3), random.uniform(-75, -48) * scale, random.uniform(1, 4), random.uniform(100, 900)); // prettier-ignore
  } else {
    const count = whole(random, 1, 3);
    for (let one = 0; one < count; one += 1) {
      grain(ground, random, random.normal() * 28 * scale, random.normal() * 28 * scale, random.uniform(0.8, 2.4), random.uniform(60, 600)); // prettier-ignore
    }
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

/** A round dense cyst at the foramen of Monro: 45 to 80 HU (Osborn's Brain, 2nd ed., ch. 28). */
export function colloidCyst(ground: Ground, random: Random): void {
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
