/** Intraventricular: blood that sinks to a level in the supine patient, stands in clots, or casts a ventricle whole. */
import { acuteClot, pour, type Bleed } from '../blood.ts';
import { PIXELS, at, lumps, ramp } from '../field.ts';

export const intraventricular: Bleed = (bleeding, random) => {
  const { ventricle, x, y } = bleeding.ground;
  let front = Infinity;
  let back = -Infinity;
  for (let index = 0; index < PIXELS; index += 1) {
    if (at(ventricle, index) < 0.4) continue;
    front = Math.min(front, at(y, index));
    back = Math.max(back, at(y, index));
  }
  if (back <= front) return bleeding;
  const form = random.uniform(0, 1);
  const level = front + (back - front) * random.uniform(0.45, 0.97);
  const patches = lumps(random, 10);
  const rest = random.uniform(-0.8, 0.3);
  const side = random.chance(0.4) ? 0 : random.side();
  const within = (index: number) => {
    if (form < 0.5) return ramp(at(y, index) - level + at(patches, index), 1.8);
    if (form < 0.75) return ramp(at(patches, index) + rest, 0.5);
    return side === 0 ? 1 : ramp(side * at(x, index), 2);
  };
  const clot = acuteClot(random);
  const mottle = lumps(random, 20);
  const wander = random.uniform(0, 6);
  const full = random.uniform(0.75, 1);
  pour(bleeding, 'intraventricular', {
    fraction: (index) => {
      const part = at(ventricle, index);
      return part === 0 ? 0 : part * full * within(index);
    },
    clot: (index) => clot + wander * at(mottle, index),
  });
  return bleeding;
};
