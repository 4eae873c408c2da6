/**
 * Draws what lies below and before the skull base: orbits with their contents, the air sinuses, the facial bones, ear
 * canals, nose and ears.
 */
import type { Face } from './facial-parts.ts';
import { BLUR, at, cover, coverage, type Canvas } from '../canvas.ts';
import type { Noise } from '../noise.ts';
import { traceTubes } from './tube.ts';

/** No part reaches higher than this, mm above the ear canals. */
export const FACE_TOP = 52;

/** How far the face's coordinates wander from the head's, mm. */
export const FACE_WANDER = 2.5;

export function drawFace(canvas: Canvas, face: Face, noise: Noise, height: number): void {
  if (height > FACE_TOP) return;
  for (const { tubes, hounsfield, wall = 0, cells = false, outside = false } of face.parts) {
    const frame = outside
      ? { x: canvas.x, y: canvas.y, reach: wall + 2, slack: 0 }
      : { x: canvas.brainX, y: canvas.brainY, reach: wall + 2, slack: 2 * FACE_WANDER };
    if (wall > 0) {
      traceTubes(canvas, frame, tubes, (index, fraction, distance) => {
        const shell =
          coverage(wall - distance, BLUR + 0.5) * (1 - at(canvas.cavity, index)) * at(canvas.head, index);
        if (fraction < 1) cover(canvas.hounsfield, index, face.bone, shell);
      });
    }
    traceTubes(canvas, frame, tubes, (index, fraction) => {
      if (fraction === 0) return;
      const value = cells
        ? hounsfield + (face.bone * 0.45 - hounsfield) * septum(canvas, noise, index)
        : hounsfield;
      const room = 1 - at(canvas.cavity, index);
      if (outside) {
        cover(canvas.hounsfield, index, value, fraction * (1 - at(canvas.head, index)));
        if (fraction > at(canvas.head, index)) canvas.head[index] = fraction;
      } else {
        cover(canvas.hounsfield, index, value, fraction * room * at(canvas.head, index));
      }
    });
  }
}

/** Thin walls between the ethmoid cells. */
function septum(canvas: Canvas, noise: Noise, index: number): number {
  const cell = noise.at(at(canvas.x, index) / 4.5, at(canvas.y, index) / 6, at(canvas.z, index) / 9 + 60);
  return coverage(0.05 - Math.abs(cell), 0.14);
}
