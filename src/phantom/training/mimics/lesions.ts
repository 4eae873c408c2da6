/** What illness and operations leave in the brain: old infarcts, cavities, air, drains. */
import type { Random } from '../../random.ts';
import { PIXELS, at, lumps, ramp, whole } from '../field.ts';
import type { Ground } from '../ground.ts';
import { infarct } from '../infarct.ts';
import { HARD, brighten } from './brighten.ts';

/** Lacunes and branches of an artery, now and then a whole territory. */
export function oldInfarct(ground: Ground, random: Random): void {
  const count = whole(random, 1, 2);
  for (let one = 0; one < count; one += 1) {
    const radius = random.chance(0.15) ? random.uniform(20, 42) : random.uniform(4, 20);
    infarct(ground, ground.hounsfield, radius * ground.scale, random);
  }
}

/** What an operation leaves: a cavity of fluid, or air. */
export function cavityOrAir(ground: Ground, random: Random): void {
  const [x, y] = [random.normal() * 35 * ground.scale, random.normal() * 35 * ground.scale];
  const radius = random.uniform(4, 18) * ground.scale;
  const edge = lumps(random, 16);
  const value = random.chance(0.8) ? random.uniform(-5, 15) : -900;
  for (let index = 0; index < PIXELS; index += 1) {
    const before = at(ground.hounsfield, index);
    if (at(ground.cavity, index) === 0 || before > HARD) continue;
    const away = Math.hypot(at(ground.x, index) - x, at(ground.y, index) - y);
    const part = ramp(radius - away + 3.5 * at(edge, index), 3) * at(ground.cavity, index);
    ground.hounsfield[index] = before + (value - before) * part;
  }
}

/** A catheter from the inner table towards a ventricle, seen along its length or cut across. */
export function drain(ground: Ground, random: Random): void {
  const [endX, endY] = [random.normal() * 10 * ground.scale, random.uniform(-25, 20) * ground.scale];
  const angle = random.uniform(-Math.PI, Math.PI);
  const half = random.uniform(0.8, 1.6);
  const long = random.chance(0.4) ? half : random.uniform(8, 80);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const value = random.uniform(80, 600);
  brighten(
    ground,
    value,
    (index) => {
      const [dx, dy] = [at(ground.x, index) - endX, at(ground.y, index) - endY];
      const along = Math.min(long, Math.max(0, c * dx + s * dy));
      return ramp(half - Math.hypot(dx - along * c, dy - along * s), 1.2);
    },
    value,
  );
}
