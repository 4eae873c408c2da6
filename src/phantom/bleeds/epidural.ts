/**
 * Epidural: blood between bone and dura, mostly arterial at the temple. The dura clings to the sutures, so the blood
 * bulges inwards as a lens instead of spreading.
 */
import { ANGLES } from '../anatomy/contour.ts';
import { BLUR, at, coverage, forEachPixel } from '../canvas.ts';
import { heightIn, type BleedPlan } from './bleed.ts';
import { angleBetween, pushFrom } from './convexity.ts';

export const epidural: BleedPlan = (random, _head, heights) => {
  const side = random.side();
  const angle = side > 0 ? random.uniform(-0.5, 0.6) : Math.PI - random.uniform(-0.5, 0.6);
  const z = heightIn(random, heights, 38, 66);
  const thickness = random.uniform(13, 24);
  const breadth = random.uniform(30, 40);
  const tall = random.uniform(26, 38);
  const pushLimit = thickness * 0.25;
  return {
    kind: 'epidural',
    heights: [z - tall, z + tall],
    hounsfield: random.uniform(62, 74),
    wander: random.uniform(4, 10),
    pushLimit,
    push: pushFrom(-side * pushLimit, breadth * Math.sin(angle) * 1.5, z, 45, tall),
    lay(canvas, blood, radiusAt) {
      forEachPixel(canvas, (index) => {
        const depth = at(canvas.depth, index);
        if (depth < -2 || depth > thickness + 2) return;
        const here = (at(canvas.angle, index) / ANGLES) * 2 * Math.PI - Math.PI;
        const along = (angleBetween(here, angle) * radiusAt(at(canvas.angle, index))) / breadth;
        const up = (at(canvas.z, index) - z) / tall;
        const bulge = thickness * (1 - along * along - up * up);
        if (bulge <= 0) return;
        const spread = BLUR + (canvas.thickness * thickness * Math.abs(up)) / tall;
        blood[index] = coverage(bulge - depth, spread) * coverage(bulge, 1.5) * at(canvas.cavity, index);
      });
    },
  };
};
