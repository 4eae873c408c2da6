/**
 * Subarachnoid: blood in the CSF outside the brain, wherever that goes. An aneurysm fills cisterns and Sylvian fissures,
 * an injury some sulci of the convexity; much of it is thin, for CSF dilutes it.
 */
import { acuteClot, pour, type Bleed } from '../blood.ts';
import { PIXELS, at, blur, lumps, ramp, whole } from '../field.ts';
import { columnOf, rowOf, type Ground } from '../ground.ts';
import type { Random } from '../../random.ts';

export const subarachnoid: Bleed = (bleeding, random) => {
  const { ground } = bleeding;
  const { scale, pixel } = ground;
  const cistern = random.chance(0.35) && sum(ground.cistern) > 40;
  const space = cistern ? ground.cistern : ground.csf;
  const center = seedIn(space, ground, random);
  if (center === undefined) return bleeding;
  const everywhere = random.chance(cistern ? 0.5 : 0.12);
  const reach = ((cistern ? random.uniform(25, 70) : random.uniform(12, 60)) * scale) / pixel;
  // Blood stretches the space that it fills.
  const spaces = blur(space, random.uniform(0.4, 1.3));
  const fill = random.uniform(1, 1.9);
  const patches = lumps(random, whole(random, 10, 26));
  const rest = random.uniform(0.3, 1.5);
  const thin = random.chance(0.4);
  const clot = thin ? random.uniform(36, 48) : Math.min(68, acuteClot(random) - random.uniform(0, 6));
  pour(bleeding, 'subarachnoid', {
    fraction: (index) => {
      const part = Math.min(1, fill * at(spaces, index)) * (1 - at(ground.ventricle, index));
      if (part < 0.02) return 0;
      const near = everywhere ? 1 : Math.exp(-squareDistance(index, center) / (2 * reach * reach));
      return part * Math.min(1, 1.5 * near) * ramp(at(patches, index) + rest, 1);
    },
    clot: () => clot,
  });
  return bleeding;
};

function squareDistance(one: number, other: number): number {
  return (columnOf(one) - columnOf(other)) ** 2 + (rowOf(one) - rowOf(other)) ** 2;
}

function sum(field: Float32Array): number {
  let total = 0;
  for (let index = 0; index < PIXELS; index += 1) total += at(field, index);
  return total;
}

/** A pixel of the space; now and then one near the midline, where interhemispheric blood is easily overlooked. */
function seedIn(space: Float32Array, { x, cavity }: Ground, random: Random): number | undefined {
  const midline = random.chance(0.25);
  const open: number[] = [];
  for (let index = 0; index < PIXELS; index += 1) {
    if (at(space, index) * at(cavity, index) < 0.35) continue;
    if (!midline || Math.abs(at(x, index)) < 12) open.push(index);
  }
  return open[Math.floor(random.uniform(0, open.length))];
}
