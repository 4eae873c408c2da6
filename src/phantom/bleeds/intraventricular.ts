/**
 * Intraventricular: blood in the CSF of the ventricles. The patient lies on the back, so it settles in the occipital
 * horns with a level across; fresh clot can also stand in the third and fourth ventricle.
 */
import { at, coverage, forEachPixel } from '../canvas.ts';
import { heightIn, noPush, type BleedPlan } from './bleed.ts';

export const intraventricular: BleedPlan = (random, head, heights) => {
  const level = random.uniform(36, 44);
  const cast = random.chance(0.45) ? random.side() : 0;
  const z = heightIn(random, heights, 54, 64);
  return {
    kind: 'intraventricular',
    heights: [-30, 85],
    hounsfield: random.uniform(54, 68),
    wander: random.uniform(3, 8),
    push: noPush,
    pushLimit: 0,
    lay(canvas, blood) {
      forEachPixel(canvas, (index) => {
        const ventricle = at(canvas.ventricle, index);
        if (ventricle === 0) return;
        const x = at(canvas.brainX, index);
        const settled = coverage(at(canvas.y, index) - level, 1.6);
        const clot = head.noise.at(x / 10 + 500, at(canvas.y, index) / 10, at(canvas.z, index) / 10);
        const beside =
          cast !== 0 && cast * x > -2
            ? coverage(clot + 0.15 - Math.abs(at(canvas.z, index) - z) / 60, 0.2)
            : 0;
        blood[index] = ventricle * Math.max(settled, beside);
      });
    },
  };
};
