/** Brain that had no blood for a while: darker, grey and white alike; drawn alone as a look-alike, or before it bleeds. */
import type { Random } from '../random.ts';
import { PIXELS, at, lumps, ramp, type Field } from './field.ts';
import type { Ground } from './ground.ts';

/**
 * Darkens brain in place by 6 to 22 HU; CSF and what is dense already stay.
 * @param hounsfield  of the same slice as `ground`
 * @param radius  millimetres
 * @returns millimetres into the infarct, by pixel; negative outside
 */
export function infarct(
  ground: Ground,
  hounsfield: Field,
  radius: number,
  random: Random,
): (index: number) => number {
  const [x, y] = [random.normal() * 34 * ground.scale, random.normal() * 40 * ground.scale];
  const edge = lumps(random, 16);
  const soft = random.uniform(2, 8);
  const darker = random.uniform(6, 22);
  // Each hemisphere has arteries of its own: what is large ends at the midline.
  const into = (index: number) =>
    Math.min(
      radius - Math.hypot(at(ground.x, index) - x, at(ground.y, index) - y) + 3 * at(edge, index),
      Math.sign(x) * at(ground.x, index) + 2,
    );
  for (let index = 0; index < PIXELS; index += 1) {
    const before = at(hounsfield, index);
    if (at(ground.cavity, index) === 0 || before > 60 || before < 8) continue;
    hounsfield[index] = Math.max(4, before - darker * ramp(into(index), soft) * at(ground.cavity, index));
  }
  return into;
}
