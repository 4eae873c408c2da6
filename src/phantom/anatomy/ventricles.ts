/**
 * The ventricles as tubes: two lateral ones with frontal, occipital and temporal horns, the third and the fourth.
 * Places and sizes after H. M. Duvernoy, "The Human Brain", 2nd ed.; they are longer and wider with age.
 */
import { at, cover, forEachPixel, type Canvas } from '../canvas.ts';
import type { Random } from '../random.ts';
import { chain, ellipsoid, mirrored, traceTubes, type Point, type Tube } from './tube.ts';

/** Tubes in brain coordinates. */
export interface Ventricles {
  readonly tubes: readonly Tube[];
  /** Calcified choroid plexus and pineal gland, as harmless as common, and dense enough to be taken for blood. */
  readonly calcified: readonly Tube[];
  readonly calcification: number;
}

export function buildVentricles(random: Random, age: number): Ventricles {
  const size = 0.62 + 0.6 * age + random.uniform(-0.08, 0.08);
  const left = lateralVentricle(size * random.uniform(0.9, 1.12), random);
  const right = mirrored(lateralVentricle(size * random.uniform(0.9, 1.12), random));
  const third = 0.7 + 1.5 * age;
  const glands: readonly Point[] = [
    [23, 37, 59],
    [-23, 38, 60],
    [0, 25, 51],
  ];
  return {
    calcification: random.uniform(110, 380),
    calcified: glands
      .filter(() => random.chance(0.25 + 0.7 * age))
      .map((center) => ellipsoid(center, [random.uniform(1.2, 2.6), random.uniform(1.6, 3.4), 2.5])),
    tubes: [
      ...left,
      ...right,
      ...chain(
        [
          [0, -10, 45],
          [third, 5, 7],
        ],
        [
          [0, 14, 52],
          [third + 0.5, 6, 7],
        ],
      ),
      ...chain(
        [
          [0, 30, 7],
          [6 * size + 1, 3.5, 5],
        ],
        [
          [0, 30, 14],
          [5 * size + 1, 3, 5],
        ],
        [
          [0, 27, 22],
          [2, 2, 4],
        ],
      ),
    ],
  };
}

function lateralVentricle(size: number, random: Random): Tube[] {
  const wide = ([x, y, z]: Point): Point => [x * size, y * (0.75 + 0.25 * size), z * (0.6 + 0.4 * size)];
  const occipital = random.uniform(52, 64);
  return [
    ...chain(
      [[13, -42, 52], wide([2.2, 3, 4])],
      [[10.5, -34, 55], wide([4.2, 5, 7])],
      [[7.5, -20, 59], wide([4.5, 6, 7])],
      [[8.5, -4, 66], wide([4.5, 6, 5])],
      [[13, 14, 69], wide([5.5, 8, 5])],
      [[19, 27, 66], wide([6.5, 8, 7])],
      [[24, 36, 60], wide([6.5, 7, 8])],
      [[24, 46, 55], wide([4.5, 6, 6])],
      [[19, occipital, 53], wide([2.2, 3, 3])],
    ),
    ...chain(
      [[25, 34, 58], wide([5, 6, 6])],
      [[33, 26, 46], wide([3.2, 4, 4])],
      [[35, 10, 37], wide([1.8, 4, 2.2])],
      [[31, -4, 33], wide([1.5, 3, 2])],
    ),
  ];
}

/** Lays the ventricles into the canvas's fields; the brain draws them. */
export function layVentricles(canvas: Canvas, ventricles: Ventricles, slack: number): void {
  forEachPixel(canvas, (index) => {
    canvas.ventricleWall[index] = 50;
  });
  const frame = { x: canvas.brainX, y: canvas.brainY, reach: 8, slack };
  traceTubes(canvas, frame, ventricles.tubes, (index, fraction, distance) => {
    if (fraction > at(canvas.ventricle, index)) canvas.ventricle[index] = fraction;
    if (distance < at(canvas.ventricleWall, index)) canvas.ventricleWall[index] = distance;
  });
}

/** Draws what is calcified in and beside the ventricles, over the brain. */
export function drawCalcified(canvas: Canvas, ventricles: Ventricles, slack: number): void {
  const frame = { x: canvas.brainX, y: canvas.brainY, reach: 2, slack };
  traceTubes(canvas, frame, ventricles.calcified, (index, fraction) => {
    cover(canvas.hounsfield, index, ventricles.calcification, 0.8 * fraction * at(canvas.cavity, index));
  });
}
