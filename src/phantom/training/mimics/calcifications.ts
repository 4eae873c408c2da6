/** Small bright things within the brain that are no blood: calcium, and the colloid cyst. */
import type { Random } from '../../random.ts';
import { at, lumps, ramp, whole } from '../field.ts';
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
