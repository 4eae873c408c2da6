/**
 * A tumour of the dura: round, broad against the inner table or the falx, a little to much denser than brain, one in four
 * with calcium in it (A. G. Osborn, "Osborn's Brain", 2nd ed., ch. 22). Dense as blood is, but of another shape.
 */
import type { Random } from '../../random.ts';
import { at, lumps, ramp } from '../field.ts';
import type { Ground } from '../ground.ts';
import { brighten } from './brighten.ts';

export function meningioma(ground: Ground, random: Random): void {
  const radius = random.uniform(6, 20) * ground.scale;
  const [x, y] = random.chance(0.3) ? besideFalx(ground, radius, random) : belowVault(ground, radius, random);
  const edge = lumps(random, 12);
  const into = (index: number) =>
    radius - Math.hypot(at(ground.x, index) - x, at(ground.y, index) - y) + 0.08 * radius * at(edge, index);
  brighten(ground, random.uniform(40, 62), (index) => ramp(into(index), 1.2));
  if (!random.chance(0.25)) return;
  const calcium = random.uniform(90, 700);
  const patches = lumps(random, 32);
  const share = random.uniform(0, 1);
  brighten(
    ground,
    calcium,
    (index) => ramp(into(index) - 1, 1.2) * ramp(at(patches, index) - share, 0.6),
    calcium,
  );
}

type Place = readonly [x: number, y: number];

/** Before or behind the corpus callosum, where the falx reaches down. */
function besideFalx({ scale }: Ground, radius: number, random: Random): Place {
  const away = random.side() * radius * random.uniform(0.5, 0.9);
  return [away, random.side() * random.uniform(38, 68) * scale];
}

/** About a point of the inner table, so that a part of the circle is cut off by bone. */
function belowVault(ground: Ground, radius: number, random: Random): Place {
  const wanted = random.uniform(-Math.PI, Math.PI);
  const deep = radius * random.uniform(0.2, 0.8);
  let nearest = 0;
  let least = Infinity;
  ground.depth.forEach((depth, index) => {
    const off = Math.abs(depth - deep) + 40 * Math.abs(Math.sin((at(ground.angle, index) - wanted) / 2));
    if (off < least) [nearest, least] = [index, off];
  });
  return [at(ground.x, nearest), at(ground.y, nearest)];
}
