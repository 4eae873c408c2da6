/**
 * Subarachnoid: blood in the CSF on the brain's outside. A burst aneurysm fills the cisterns at the base and the Sylvian
 * fissures; an injury fills a few sulci of the convexity.
 */
import { at, coverage, forEachPixel, type Canvas } from '../canvas.ts';
import { heightIn, type BleedPlan } from './bleed.ts';

export const subarachnoid: BleedPlan = (random, head, heights) => {
  const aneurysm = random.chance(0.6);
  const side = random.side();
  const z = aneurysm ? heightIn(random, heights, 33, 46) : heightIn(random, heights, 46, 84);
  const x = aneurysm ? side * random.uniform(0, 14) : side * random.uniform(40, 55);
  const y = aneurysm ? random.uniform(-18, -6) : random.uniform(-35, 35);
  const reach = aneurysm ? random.uniform(32, 42) : random.uniform(26, 36);
  return {
    kind: 'subarachnoid',
    heights: [z - reach, z + reach],
    hounsfield: random.uniform(54, 68),
    wander: random.uniform(4, 10),
    push: () => 0,
    pushLimit: 0,
    lay(canvas, blood) {
      forEachPixel(canvas, (index) => {
        if (at(canvas.cavity, index) === 0) return;
        const dx = at(canvas.x, index) - x;
        const dy = at(canvas.y, index) - y;
        const dz = (at(canvas.z, index) - z) * 1.5;
        const away = (dx * dx + dy * dy + dz * dz) / (reach * reach);
        if (away > 2.2) return;
        const space = widened(canvas, index);
        if (space === 0) return;
        const patches = head.noise.at(
          at(canvas.x, index) / 16,
          at(canvas.y, index) / 16 + 70,
          at(canvas.z, index) / 16,
        );
        const share = coverage(1.15 - away + 1.1 * patches, 1);
        blood[index] = Math.min(1, space * 1.5) * share * at(canvas.cavity, index);
      });
    },
  };
};

/** Blood swells a sulcus: the space of a pixel or of a neighbour, without what lies in a ventricle. */
function widened(canvas: Canvas, index: number): number {
  const space = canvas.subarachnoid;
  const beside = Math.max(
    at(space, index - 1),
    at(space, index + 1),
    at(space, index - canvas.size),
    at(space, index + canvas.size),
  );
  return Math.max(at(space, index), 0.9 * beside) * (1 - at(canvas.ventricle, index));
}
