/**
 * The wide parts of the subarachnoid space: the cisterns round the brainstem and the Sylvian fissures with the insula
 * at their bottom, as tubes in brain coordinates. Blood of an aneurysm is seen here first.
 */
import { at, forEachPixel, type Canvas } from '../canvas.ts';
import type { Random } from '../random.ts';
import { chain, ellipsoid, mirrored, traceTubes, type Point, type Tube } from './tube.ts';

export interface Cisterns {
  readonly tubes: readonly Tube[];
}

export function buildCisterns(random: Random, age: number): Cisterns {
  const wide = 0.75 + 0.55 * age + random.uniform(-0.08, 0.08);
  const r = (x: number, y: number, z: number): Point => [x * wide, y * wide, z];
  const left = [...sylvian(wide, random), ...ambient(wide)];
  const right = mirrored([...sylvian(wide, random), ...ambient(wide)]);
  return {
    tubes: [
      ...left,
      ...right,
      ...chain([[0, -17, 30], r(6, 5, 5)], [[0, -8, 32], r(8, 5, 5)]),
      ...chain([[0, -5, 33], r(3, 4, 5)], [[0, 0, 37], r(3, 3.5, 4)]),
      ...chain([[0, -18, 33], r(1.3, 4, 6)], [[0, -34, 38], r(1, 6, 7)]),
      ...chain([[0, 3, 26], r(8, 1.8, 6)], [[0, 7, 6], r(9, 1.8, 8)], [[0, 14, -20], r(8, 2, 8)]),
      ...chain([[0, 30, 40], r(7, 2.5, 4)], [[0, 32, 47], r(5, 4, 4)], [[0, 36, 54], r(3.5, 4, 3)]),
      ellipsoid([0, 58, -14], r(6, 5, 9)),
    ],
  };
}

function ambient(wide: number): Tube[] {
  const r: Point = [1.5 * wide, 1.7 * wide, 5];
  return chain([[6, 0, 34], r], [[14, 4, 36], r], [[18, 13, 38], r], [[16, 22, 40], r], [[9, 29, 42], r]);
}

function sylvian(wide: number, random: Random): Tube[] {
  const thin = (x: number, y: number, z: number): Point => [x * wide, y * wide, z];
  const high = random.uniform(-2, 2);
  return [
    ...chain(
      [[8, -14, 32], thin(2, 2, 4)],
      [[22, -18, 34], thin(2, 1.5, 3.5)],
      [[33, -22, 37], thin(1.8, 1.8, 5)],
    ),
    ...chain(
      [[34, -24, 46], thin(1.4, 2.5, 9)],
      [[39, -12, 49], thin(1.2, 4, 10)],
      [[41, 2, 52], thin(1.1, 4, 9)],
      [[37, 16, 57], thin(1.3, 4, 7)],
    ),
    ...chain(
      [[37, -18, 42], thin(1.5, 1.5, 5)],
      [[48, -25, 44], thin(2, 1, 4)],
      [[62, -30, 45 + high], thin(3, 1.5, 5)],
    ),
    ...chain(
      [[41, 0, 53], thin(1.5, 1.5, 5)],
      [[50, -2, 55 + high], thin(2, 0.9, 3.5)],
      [[63, -8, 57 + high], thin(3, 1.4, 4)],
    ),
    ...chain(
      [[38, 14, 58], thin(1.5, 1.5, 4)],
      [[48, 17, 62 + high], thin(2, 1, 3)],
      [[60, 26, 65 + high], thin(3, 1.5, 3)],
    ),
  ];
}

export function layCisterns(canvas: Canvas, cisterns: Cisterns, slack: number): void {
  forEachPixel(canvas, (index) => {
    canvas.fissure[index] = 50;
  });
  const frame = { x: canvas.brainX, y: canvas.brainY, reach: 8, slack };
  traceTubes(canvas, frame, cisterns.tubes, (index, fraction, distance) => {
    if (fraction > at(canvas.subarachnoid, index)) canvas.subarachnoid[index] = fraction;
    if (distance < at(canvas.fissure, index)) canvas.fissure[index] = distance;
  });
}
