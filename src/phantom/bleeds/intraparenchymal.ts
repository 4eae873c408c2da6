/**
 * Intraparenchymal: a clot in the brain itself, deep with high blood pressure or in a lobe, round with an uneven edge,
 * in a thin dark rim of oedema.
 */
import { BLUR, at, cover, coverage, forEachPixel, type Canvas } from '../canvas.ts';
import type { Head } from '../head.ts';
import { heightIn, type BleedPlan } from './bleed.ts';
import { pushFrom } from './convexity.ts';

interface Site {
  readonly x: number;
  readonly y: number;
  readonly z: readonly [low: number, high: number];
  readonly radius: readonly [low: number, high: number];
}

/** Left-sided; how often each occurs roughly follows A. I. Qureshi et al., N. Engl. J. Med. 344 (2001). */
const SITES: readonly Site[] = [
  { x: 26, y: -2, z: [46, 56], radius: [9, 18] },
  { x: 24, y: 4, z: [48, 56], radius: [8, 16] },
  { x: 12, y: 10, z: [50, 58], radius: [7, 11] },
  { x: 34, y: -44, z: [52, 72], radius: [9, 18] },
  { x: 38, y: 30, z: [60, 80], radius: [9, 18] },
  { x: 46, y: 6, z: [36, 44], radius: [8, 13] },
];

export const intraparenchymal: BleedPlan = (random, head, heights) => {
  const side = random.side();
  const site = SITES[Math.floor(random.uniform(0, SITES.length))] ?? {
    x: 26,
    y: 0,
    z: [46, 56],
    radius: [9, 16],
  };
  const z = heightIn(random, heights, ...site.z);
  const radius = random.uniform(...site.radius);
  const long = random.uniform(1, 1.5);
  const rim = random.uniform(2.5, 5);
  const center = [side * site.x + random.normal() * 2, site.y + random.normal() * 3, z] as const;
  const dark = random.uniform(14, 20);
  const clot = (canvas: Canvas, index: number) => distanceInto(canvas, head, index, center, radius, long);
  const pushLimit = Math.max(0, radius - 8) * 0.4;
  return {
    kind: 'intraparenchymal',
    heights: [z - 1.5 * radius, z + 1.5 * radius],
    hounsfield: random.uniform(60, 74),
    wander: random.uniform(5, 12),
    pushLimit,
    push: pushFrom(-side * pushLimit, site.y, z, 40, radius + 10),
    lay(canvas, blood) {
      forEachPixel(canvas, (index) => {
        const inside = clot(canvas, index);
        if (inside < -3) return;
        const spared = Math.max(at(canvas.ventricle, index), 0.7 * at(canvas.subarachnoid, index));
        const slope = Math.min(1, Math.abs(at(canvas.z, index) - z) / radius);
        const edge = BLUR + 0.4 + 0.7 * canvas.thickness * slope;
        blood[index] = coverage(inside, edge) * (1 - spared) * at(canvas.cavity, index);
      });
    },
    oedema(canvas) {
      forEachPixel(canvas, (index) => {
        const inside = clot(canvas, index);
        if (inside < -2 * rim || inside > 1) return;
        const spared = Math.max(at(canvas.ventricle, index), at(canvas.subarachnoid, index));
        const wet = coverage(inside + rim, rim) * (1 - spared) * at(canvas.cavity, index);
        cover(canvas.hounsfield, index, dark, 0.65 * wet);
      });
    },
  };
};

/** Millimetres into the clot, negative outside; −100 far from it. */
function distanceInto(
  canvas: Canvas,
  head: Head,
  index: number,
  [cx, cy, cz]: readonly [number, number, number],
  radius: number,
  long: number,
): number {
  const x = at(canvas.x, index) - cx;
  const y = (at(canvas.y, index) - cy) / long;
  const z = at(canvas.z, index) - cz;
  const away = x * x + y * y + z * z;
  if (away > (1.5 * radius + 14) ** 2) return -100;
  const lobes = head.noise.at(x / 11 + 300, y / 11, z / 11) + 0.4 * head.noise.at(x / 5, y / 5 + 300, z / 5);
  return radius * (1 + 0.45 * lobes) - Math.sqrt(away);
}
