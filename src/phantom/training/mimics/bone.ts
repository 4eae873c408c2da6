/** Bone that is missing, and bone that is too much. */
import type { Random } from '../../random.ts';
import { PIXELS, angleBetween, at, lumps, ramp, whole } from '../field.ts';
import type { Ground } from '../ground.ts';
import { brighten } from './brighten.ts';

/** Half the angle that is open, radians: burr holes, flaps, and half a skull taken off to give the brain room. */
function opening(random: Random): number {
  const kind = random.uniform(0, 1);
  if (kind < 0.4) return random.uniform(0.04, 0.1);
  return kind < 0.85 ? random.uniform(0.15, 0.7) : random.uniform(0.7, 1.2);
}

/** A burr hole, or a flap that was taken out: soft tissue where bone was. */
export function skullDefect(ground: Ground, random: Random): void {
  const angle = random.uniform(-Math.PI, Math.PI);
  const half = opening(random);
  const tissue = random.uniform(10, 50);
  const strands = lumps(random, 16);
  for (let index = 0; index < PIXELS; index += 1) {
    const depth = at(ground.depth, index);
    const before = at(ground.hounsfield, index);
    if (depth > 1.5 || depth < -16 || before < 100) continue;
    const part = ramp(half - Math.abs(angleBetween(at(ground.angle, index), angle)), 0.05);
    ground.hounsfield[index] = before + (tissue + 10 * at(strands, index) - before) * part;
  }
}

/** Hyperostosis: humps of the inner table, at the forehead more often than elsewhere; partial volume softens them. */
export function outgrowth(ground: Ground, random: Random): void {
  const humps = whole(random, 1, 4);
  const value = random.uniform(120, 900);
  for (let hump = 0; hump < humps; hump += 1) {
    const forehead = random.chance(0.7);
    const angle = forehead ? -Math.PI / 2 + random.normal() * 0.5 : random.uniform(-Math.PI, Math.PI);
    const half = random.uniform(0.04, 0.3);
    const thick = random.uniform(1, 7);
    const soft = random.uniform(1, 4);
    brighten(
      ground,
      value,
      (index) => {
        const along = angleBetween(at(ground.angle, index), angle) / half;
        return Math.abs(along) > 1 ? 0 : ramp(thick * (1 - along * along) - at(ground.depth, index), soft);
      },
      value,
    );
  }
}
