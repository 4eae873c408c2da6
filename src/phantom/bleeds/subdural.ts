/**
 * Subdural: venous blood between dura and brain. Nothing holds it back but the falx, so it spreads over a hemisphere
 * as a crescent that follows the brain's surface.
 */
import { ANGLES } from '../anatomy/contour.ts';
import { BLUR, at, coverage, forEachPixel } from '../canvas.ts';
import { heightIn, type BleedPlan } from './bleed.ts';
import { angleBetween, pushFrom } from './convexity.ts';

export const subdural: BleedPlan = (random, head, heights) => {
  const side = random.side();
  const lean = random.uniform(-0.45, 0.45);
  const angle = side > 0 ? lean : Math.PI - lean;
  const z = heightIn(random, heights, 48, 76);
  const thickness = random.uniform(5.5, 12);
  const breadth = random.uniform(68, 100);
  const tall = random.uniform(36, 48);
  const pushLimit = thickness * 0.5;
  return {
    kind: 'subdural',
    heights: [z - tall, z + tall],
    hounsfield: random.uniform(56, 70),
    wander: random.uniform(5, 14),
    pushLimit,
    push: pushFrom(-side * pushLimit, 0, z, 60, tall),
    lay(canvas, blood, radiusAt) {
      forEachPixel(canvas, (index) => {
        const depth = at(canvas.depth, index);
        if (depth < -2 || depth > thickness * 1.4) return;
        const here = (at(canvas.angle, index) / ANGLES) * 2 * Math.PI - Math.PI;
        const away = angleBetween(here, angle) * radiusAt(at(canvas.angle, index));
        const along = away / breadth;
        const up = (at(canvas.z, index) - z) / tall;
        const rest = 1 - Math.abs(along) ** 2.6 - up * up;
        if (rest <= 0) return;
        const waves = 1 + 0.5 * head.noise.at(away / 22, 7.5, at(canvas.z, index) / 22);
        const layer = thickness * Math.sqrt(rest) * waves;
        const falx = coverage(side * at(canvas.x, index) - 3, 3);
        blood[index] = coverage(layer - depth, BLUR + 0.6) * falx * at(canvas.cavity, index);
      });
    },
  };
};
