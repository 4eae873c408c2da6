/** Sheets and sinuses of the dura, bright with age, with the haematocrit, or calcified. */
import type { Random } from '../../random.ts';
import { at, lumps, ramp, type Field } from '../field.ts';
import type { Ground } from '../ground.ts';
import { brighten } from './brighten.ts';

export function denseFalx(ground: Ground, random: Random): void {
  const half = random.uniform(0.3, 1.4);
  const strength = random.uniform(0.3, 1);
  const sheet = (field: Field, index: number) => ramp(half - at(field, index), 1.2) * strength;
  brighten(ground, random.uniform(42, 62), (index) =>
    Math.max(sheet(ground.falx, index), sheet(ground.tentorium, index)),
  );
}

/** A plate of calcium along a part of the falx, thick and thin by turns. */
export function calcifiedFalx(ground: Ground, random: Random): void {
  const half = random.uniform(0.5, 2);
  const middle = random.uniform(-75, 75) * ground.scale;
  const long = random.uniform(5, 40) * ground.scale;
  const patches = lumps(random, 24);
  const value = random.uniform(80, 500);
  brighten(
    ground,
    value,
    (index) =>
      ramp(half * (1 + 0.5 * at(patches, index)) - at(ground.falx, index), 1.2) *
      ramp(long - Math.abs(at(ground.y, index) - middle), 4),
    value,
  );
}

export function denseSinus(ground: Ground, random: Random): void {
  const size = random.uniform(2, 6) * ground.scale;
  const slope = random.uniform(0.7, 1.3);
  brighten(ground, random.uniform(45, 70), (index) =>
    at(ground.y, index) < 30 * ground.scale
      ? 0
      : ramp(1.2 * size - at(ground.depth, index) - slope * Math.abs(at(ground.x, index)), 1.5),
  );
}
