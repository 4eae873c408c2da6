/** One person's head, drawn from a seed: everything that stays the same from slice to slice and bleed to bleed. */
import { buildBase, drawBase, layBase, type SkullBase } from './anatomy/base.ts';
import { drawBrain } from './anatomy/brain.ts';
import { buildCisterns, layCisterns, type Cisterns } from './anatomy/cisterns.ts';
import { drawShape, type HeadShape } from './anatomy/contour.ts';
import { buildCortex, type Cortex } from './anatomy/cortex.ts';
import { belowTentorium, drawDura } from './anatomy/dura.ts';
import { FACE_TOP, FACE_WANDER, drawFace } from './anatomy/face.ts';
import { buildFace, type Face } from './anatomy/facial-parts.ts';
import { drawScalp, drawVault, layOut, type Shells } from './anatomy/skull.ts';
import { drawTissues, type Tissues } from './anatomy/tissue.ts';
import { buildVentricles, drawCalcified, layVentricles, type Ventricles } from './anatomy/ventricles.ts';
import { fillSmoothly, type Canvas } from './canvas.ts';
import { Noise } from './noise.ts';
import type { Random } from './random.ts';

export interface Head {
  readonly shape: HeadShape;
  readonly tissues: Tissues;
  readonly base: SkullBase;
  readonly face: Face;
  readonly cortex: Cortex;
  readonly ventricles: Ventricles;
  readonly cisterns: Cisterns;
  readonly noise: Noise;
  readonly age: number;
}

export function buildHead(random: Random, age = random.fork('age').uniform(0.05, 0.75)): Head {
  const noise = new Noise(random.fork('noise'));
  const shape = drawShape(random.fork('shape'), noise);
  const tissues = drawTissues(random.fork('tissues'));
  return {
    shape,
    tissues,
    face: buildFace(random.fork('face'), shape, tissues),
    base: buildBase(random.fork('base'), noise),
    cortex: buildCortex(random.fork('cortex'), noise, age),
    ventricles: buildVentricles(random.fork('ventricles'), age),
    cisterns: buildCisterns(random.fork('cisterns'), age),
    noise,
    age,
  };
}

/** A push on the brain, mm in head coordinates, at a place of the brain. */
export type Push = (x: number, y: number, z: number) => number;

/** Largest wander of brain coordinates without a push, mm. */
const WANDER = 3;

/** Draws the head without noise or bleeds. `push` moves the brain sideways, at most `pushLimit` mm. */
export function drawHead(canvas: Canvas, head: Head, z: number, push: Push, pushLimit: number): Shells {
  const { shape, tissues, noise } = head;
  const shells = layOut(canvas, shape, z);
  layBase(canvas, head.base);
  drawScalp(canvas, shells, tissues, noise);
  drawVault(canvas, shells, tissues, noise);
  drawBase(canvas, head.base, tissues, noise);
  layFaceCoordinates(canvas, noise, z);
  drawFace(canvas, head.face, noise, z);
  layBrainCoordinates(canvas, noise, push);
  const slack = WANDER + pushLimit;
  layVentricles(canvas, head.ventricles, slack);
  layCisterns(canvas, head.cisterns, slack);
  drawBrain(canvas, head.cortex, tissues, noise, slack);
  drawDura(canvas, tissues, slack);
  drawCalcified(canvas, head.ventricles, slack);
  return shells;
}

/** Sinuses and orbits are no ellipsoids: the face borrows the brain's coordinates to wander in, before they are laid. */
function layFaceCoordinates(canvas: Canvas, noise: Noise, height: number): void {
  if (height > FACE_TOP) return;
  const wander = (x: number, y: number, z: number) =>
    FACE_WANDER * (1.4 * noise.at(x / 22, y / 22, z / 22) + 0.7 * noise.at(x / 9, y / 9, z / 9));
  fillSmoothly(canvas, canvas.brainX, 6, (x, y, z) => x + wander(Math.abs(x) + 400, y, z) * Math.sign(x));
  fillSmoothly(canvas, canvas.brainY, 6, (x, y, z) => y + wander(x, y, z + 400));
}

function layBrainCoordinates(canvas: Canvas, noise: Noise, push: Push): void {
  fillSmoothly(canvas, canvas.brainX, 6, (x, y, z) => {
    const wander = 4 * noise.at(x / 38 + 60, y / 38, z / 38) + 2 * noise.at(x / 12, y / 12 + 60, z / 12);
    return x + wander * Math.min(1, Math.abs(x) / 12 + 0.25) - push(x, y, z);
  });
  fillSmoothly(
    canvas,
    canvas.brainY,
    6,
    (x, y, z) => y + 4 * noise.at(x / 38, y / 38 + 90, z / 38) + 2 * noise.at(x / 12, y / 12, z / 12 + 60),
  );
  fillSmoothly(canvas, canvas.posterior, 4, belowTentorium);
  fillSmoothly(
    canvas,
    canvas.texture,
    4,
    (x, y, z) => 1.8 * noise.at(x / 24, y / 24, z / 24) + 1.2 * noise.at(x / 7, y / 7, z / 9),
  );
}
