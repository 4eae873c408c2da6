/**
 * Falx, tentorium and the venous sinuses in their folds. Where the falx hangs decides where the hemispheres part, and
 * where the tentorium stands decides what is cerebellum: the cortex asks both.
 */
import { BLUR, at, cover, coverage, forEachPixel, type Canvas } from '../canvas.ts';
import { behindPetrous } from './base.ts';
import type { Tissues } from './tissue.ts';
import { chain, traceTubes } from './tube.ts';

/**
 * Millimetres by which a point of the midline lies above the callosal arch, inside the falx; negative where the
 * hemispheres are joined (corpus callosum, basal ganglia, brainstem).
 */
export function intoFalx(y: number, z: number): number {
  const dy = y < 0 ? (y - 4) / 46 : (y - 4) / 40;
  const dz = (z - 54) / (z > 54 ? 22 : 24);
  return (Math.sqrt(dy * dy + dz * dz) - 1) * 30;
}

/** Height of the tentorium: highest at the straight sinus, sloping to the petrous ridges and the occiput. */
export function tentoriumHeight(x: number, y: number): number {
  const side = x / 30;
  const fall = Math.min(1.15, Math.max(0, 1 - (y - 38) / 46));
  const sheet = 17 + 32 * Math.exp(-side * side) * fall;
  const notch = coverage(inNotch(x, y), 0.3);
  return sheet + (Math.min(sheet, 33) - sheet) * notch;
}

/** Millimetres into the room of cerebellum and pons: below the tentorium and behind the petrous ridges. */
export function belowTentorium(x: number, y: number, z: number): number {
  const behind = behindPetrous(x, y) + 2;
  const under = tentoriumHeight(x, y) - z;
  const slope = tentoriumSlope(x, y);
  const below = under / Math.sqrt(1 + slope * slope);
  return Math.min(behind, below);
}

function tentoriumSlope(x: number, y: number): number {
  const dx = tentoriumHeight(x + 1, y) - tentoriumHeight(x - 1, y);
  const dy = tentoriumHeight(x, y + 1) - tentoriumHeight(x, y - 1);
  return Math.sqrt(dx * dx + dy * dy) / 2;
}

/** Half-breadth of the notch of the tentorium at a height, mm; the midbrain and its cisterns fill it. */
export function inNotch(x: number, y: number): number {
  return 1 - Math.sqrt((x / 19) ** 2 + ((y - 13) / 24) ** 2);
}

/** Draws the sheets and sinuses over the brain. */
export function drawDura(canvas: Canvas, tissues: Tissues, slack: number): void {
  const thickness = canvas.thickness;
  forEachPixel(canvas, (index) => {
    const cavity = at(canvas.cavity, index);
    if (cavity === 0) return;
    const x = at(canvas.brainX, index);
    const y = at(canvas.brainY, index);
    const z = at(canvas.z, index);
    const depth = at(canvas.depth, index);
    if (Math.abs(x) < 4 && at(canvas.posterior, index) < 0) {
      const falx =
        coverage(0.55 - Math.abs(x), BLUR) * coverage(intoFalx(y, z) - 5, 6) * (y < -20 && z < 34 ? 0 : 1);
      cover(canvas.hounsfield, index, tissues.dura, 0.85 * falx * cavity);
    }
    if (z < 56 && behindPetrous(x, y) > 0 && inNotch(x, y) < 0) {
      const slope = tentoriumSlope(x, y);
      const away = Math.abs(tentoriumHeight(x, y) - z) / Math.sqrt(1 + slope * slope);
      const spread = (thickness + BLUR * slope) / Math.sqrt(1 + slope * slope);
      const sheet = coverage(0.6 + spread / 2 - away, BLUR + spread * 0.4) * Math.min(1, 1.4 / spread);
      cover(canvas.hounsfield, index, tissues.dura, 0.8 * sheet * cavity);
    }
    const sinus = venousSinus(x, y, z, depth);
    if (sinus > 0) cover(canvas.hounsfield, index, tissues.venous, sinus * cavity);
  });
  const straight = chain(
    [
      [0, 40, 50],
      [1.6, 2, 2.2],
    ],
    [
      [0, 56, 38],
      [1.8, 2, 2.4],
    ],
    [
      [0, 74, 22],
      [2.4, 3, 2.6],
    ],
  );
  const frame = { x: canvas.brainX, y: canvas.brainY, reach: 1, slack };
  traceTubes(canvas, frame, straight, (index, fraction) => {
    cover(canvas.hounsfield, index, tissues.venous, 0.9 * fraction * at(canvas.cavity, index));
  });
}

/** Superior sagittal sinus, a triangle under the vault in the midline, and the transverse sinuses along the occiput. */
function venousSinus(x: number, y: number, z: number, depth: number): number {
  if (depth > 9) return 0;
  const big = y > 0 ? 6 : z > 70 ? 4 : 2.2;
  const sagittal = z > 24 ? coverage(big - depth - 0.9 * Math.abs(x), 1.6) : 0;
  const transverse = y > 20 ? coverage(4.2 - depth, 1.5) * coverage(4.5 - Math.abs(z - 17), 5) : 0;
  return Math.max(sagittal, transverse);
}
