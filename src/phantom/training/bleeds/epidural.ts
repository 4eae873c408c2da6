/** Epidural: a lens between bone and dura, which holds on to the bone and bounds it; mostly at the temple. */
import { at, angleBetween, lumps, ramp } from '../field.ts';
import { acuteClot, pour, type Bleed } from '../blood.ts';
import { edgeTowards, effaced, pushed } from '../mass.ts';

/**
 * Share of those over 30 cm³ or so, which are to be operated on however the patient is: half of 56 patients were at once
 * (L. Tataranu et al., Rom. J. Leg. Med. 22 (2014) 45). Their slices are more, but the outer ones are small.
 */
const LARGE = 0.4;

export const epidural: Bleed = (bleeding, random) => {
  const { scale, pixel } = bleeding.ground;
  const temple = random.uniform(-0.7, 0.6);
  const atTemple = random.side() > 0 ? temple : Math.PI - temple;
  const angle = random.chance(0.6) ? atTemple : random.uniform(-Math.PI, Math.PI);
  const large = random.chance(LARGE);
  const half = large ? random.uniform(0.4, 0.8) : random.uniform(0.16, 0.6);
  const thickness =
    (large ? random.uniform(15, 40) : random.uniform(4, 24) * Math.min(1, half / 0.3)) * scale;
  const { column, row, inX, inY } = edgeTowards(bleeding.ground, angle);
  const give = (random.uniform(0.1, 0.45) * thickness) / pixel;
  const push = { column, row, across: inX * give, down: inY * give, reach: 55 * scale };
  effaced(bleeding, push, random.uniform(0, 0.8));
  const moved = pushed(bleeding, push);
  const edge = lumps(random, 20);
  const swirl = lumps(random, 24);
  const clot = acuteClot(random) + random.uniform(0, 6);
  const wander = random.uniform(0, 6);
  // Blood that still flows is darker than clot: the swirl sign (N. A. Al-Nakshabandi, Radiology 218 (2001) 433).
  const fresh = random.chance(0.2) ? random.uniform(8, 25) : 0;
  const blurred = random.uniform(1, 2.5);
  const { depth, angle: angles } = moved.ground;
  pour(moved, 'epidural', {
    fraction: (index) => {
      const away = angleBetween(at(angles, index), angle) / half;
      if (away < -1 || away > 1) return 0;
      return ramp(thickness * (1 - away * away) - at(depth, index) + 0.8 * at(edge, index), blurred);
    },
    clot: (index) => clot + wander * at(swirl, index) - fresh * ramp(at(swirl, index) - 0.4, 0.8),
  });
  return moved;
};
