/**
 * Subdural: blood between dura and brain, free to spread up to the falx. A crescent over the convexity of any age, now and
 * then one on each side, or a thin layer along falx and tentorium.
 */
import type { Random } from '../../random.ts';
import { acuteClot, pour, type Bleed, type Bleeding } from '../blood.ts';
import { PIXELS, angleBetween, at, logUniform, lumps, ramp } from '../field.ts';
import type { Ground } from '../ground.ts';
import { edgeTowards, effaced, pushed } from '../mass.ts';

export const subdural: Bleed = (bleeding, random) =>
  random.chance(0.36) && sheetPixels(bleeding.ground) > 40
    ? alongSheet(bleeding, random)
    : overConvexity(bleeding, random);

/** Share of crescents that have one beside them. */
const BILATERAL = 0.15;

type Age = 'acute' | 'subacute' | 'chronic' | 'mixed';

function drawAge(random: Random): Age {
  const part = random.uniform(0, 1);
  if (part < 0.62) return 'acute';
  if (part < 0.75) return 'subacute';
  return part < 0.85 ? 'chronic' : 'mixed';
}

/**
 * Of a crescent, mm. An acute one over 10 is to be operated on (M. R. Bullock et al., Neurosurgery 58 (2006) S2-16); what
 * is old was small enough to be left alone or grew until it was found.
 */
const THICKNESS: Readonly<Record<Age, readonly [number, number]>> = {
  acute: [1.6, 20],
  subacute: [4, 20],
  chronic: [4, 26],
  mixed: [4, 26],
};

const overConvexity: Bleed = (bleeding, random) => {
  const side = random.side();
  // The falx stays where it was: brain moves, and takes its coordinates along.
  const { x } = bleeding.ground;
  const besideFalx = (of: number) => (index: number) => ramp(of * at(x, index) - 1.5, 2);
  const one = crescent(bleeding, random, side, besideFalx(side));
  return random.chance(BILATERAL) ? crescent(one, random, -side, besideFalx(-side)) : one;
};

/** @param side  1 towards rising x, −1 towards falling x */
function crescent(
  bleeding: Bleeding,
  random: Random,
  side: number,
  held: (index: number) => number,
): Bleeding {
  const { scale, pixel } = bleeding.ground;
  const age = drawAge(random);
  const lean = random.uniform(-Math.PI / 2, Math.PI / 2);
  const angle = side > 0 ? lean : Math.PI - lean;
  const half = random.uniform(0.35, 1.5);
  const [thin, thick] = THICKNESS[age];
  const thickness = logUniform(random, thin, thick) * scale;
  const { column, row, inX, inY } = edgeTowards(bleeding.ground, angle);
  const give = (random.uniform(0, 0.8) * thickness) / pixel;
  const push = { column, row, across: inX * give, down: inY * give, reach: 70 * scale };
  effaced(bleeding, push, random.uniform(0.1, 0.9));
  const moved = pushed(bleeding, push);
  const { depth, angle: angles, y } = moved.ground;
  const blunt = random.uniform(1.5, 4);
  const waves = lumps(random, 8);
  const edge = lumps(random, 24);
  const blurred = random.uniform(1, 2.5);
  const layer = (index: number) => {
    const away = Math.abs(angleBetween(at(angles, index), angle)) / half;
    if (away >= 1) return 0;
    const here = thickness * Math.sqrt(1 - away ** blunt) * (1 + 0.25 * at(waves, index));
    return held(index) * ramp(here - at(depth, index) + 0.5 * at(edge, index), blurred);
  };
  const mottle = lumps(random, 20);
  const wander = random.uniform(0, 5);
  if (age === 'acute') {
    const clot = acuteClot(random);
    pour(moved, 'subdural', { fraction: layer, clot: (index) => clot + wander * at(mottle, index) });
    return moved;
  }
  const old = age === 'subacute' ? random.uniform(30, 42) : random.uniform(10, 25);
  pour(moved, 'subdural', {
    fraction: layer,
    clot: (index) => old + 0.5 * wander * at(mottle, index),
    darkens: true,
    known: age === 'subacute' && thickness > 5,
  });
  if (age !== 'mixed') return moved;
  // Fresh blood in old: it sinks, with a level across, or stands in clots.
  const clot = acuteClot(random);
  const level = random.uniform(-10, 45);
  const settles = random.chance(0.55);
  const rest = random.uniform(-0.8, 0.4);
  pour(moved, 'subdural', {
    fraction: (index) =>
      layer(index) *
      (settles
        ? ramp(at(y, index) - level + 2 * at(waves, index), 4)
        : ramp(0.7 * at(waves, index) + rest, 0.5)),
    clot: (index) => clot + wander * at(mottle, index),
  });
  return moved;
}

const alongSheet: Bleed = (bleeding, random) => {
  const { ground } = bleeding;
  const falx = count(ground.falx);
  const tentorium = count(ground.tentorium);
  const sheet = random.uniform(0, falx + tentorium) < falx ? ground.falx : ground.tentorium;
  const half = random.uniform(1, 4.2);
  const side = random.chance(0.6) ? random.side() : 0;
  const patches = lumps(random, 3);
  const edge = lumps(random, 20);
  const rest = random.uniform(-0.1, 1);
  const clot = acuteClot(random);
  pour(bleeding, 'subdural', {
    fraction: (index) => {
      const away = at(sheet, index);
      if (away > half + 3) return 0;
      const beside = side === 0 ? 1 : ramp(side * at(ground.x, index) + 0.8, 1.2);
      return (
        ramp(half * (0.75 + 0.35 * at(patches, index)) - away + 0.4 * at(edge, index), 1.4) *
        ramp(at(patches, index) + rest, 0.4) *
        beside
      );
    },
    clot: () => clot,
  });
  return bleeding;
};

/** Pixels of a sheet. */
function count(sheet: Float32Array): number {
  let pixels = 0;
  for (let index = 0; index < PIXELS; index += 1) if (at(sheet, index) < 1) pixels += 1;
  return pixels;
}

const sheetPixels = ({ falx, tentorium }: Ground): number => count(falx) + count(tentorium);
