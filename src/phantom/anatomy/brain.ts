/**
 * Draws what the cranial cavity holds: CSF, the folded cortex over white matter, the deep grey nuclei, cerebellum and
 * brainstem, and the ventricles.
 */
import { BLUR, at, cover, coverage, forEachPixel, type Canvas } from '../canvas.ts';
import type { Noise } from '../noise.ts';
import type { Tissues } from './tissue.ts';
import { inNotch, intoFalx } from './dura.ts';
import { fold, type Cortex } from './cortex.ts';
import { chain, ellipsoid, mirrored, traceTubes, type Tube } from './tube.ts';

/** Caudate head, lentiform nucleus and thalamus of the left side. */
const NUCLEI: readonly Tube[] = [
  ...chain(
    [
      [13, -27, 54],
      [5.5, 7, 6],
    ],
    [
      [15, -14, 60],
      [4, 8, 6],
    ],
  ),
  ...chain(
    [
      [22, -14, 50],
      [6, 8, 8],
    ],
    [
      [29, 4, 52],
      [4.5, 10, 9],
    ],
  ),
  ellipsoid([9, 9, 55], [7.5, 13, 9]),
];
const DEEP_GREY = [...NUCLEI, ...mirrored(NUCLEI)];

/** Midbrain with its peduncles, pons and medulla. */
const BRAINSTEM = [
  ...chain(
    [
      [0, 14, 44],
      [13, 9, 6],
    ],
    [
      [0, 13, 36],
      [14, 10, 6],
    ],
    [
      [0, 15, 22],
      [16, 11, 8],
    ],
    [
      [0, 18, 8],
      [14, 11, 8],
    ],
  ),
  ...chain(
    [
      [0, 20, 2],
      [9, 8, 8],
    ],
    [
      [0, 27, -30],
      [7, 7, 10],
    ],
  ),
  ...chain(
    [
      [8, 5, 42],
      [5, 6, 6],
    ],
    [
      [7, 8, 34],
      [6, 6, 6],
    ],
  ),
  ...chain(
    [
      [-8, 5, 42],
      [5, 6, 6],
    ],
    [
      [-7, 8, 34],
      [6, 6, 6],
    ],
  ),
];

export function drawBrain(
  canvas: Canvas,
  cortex: Cortex,
  tissues: Tissues,
  noise: Noise,
  slack: number,
): void {
  // Fraction of deep grey, or minus the fraction of brainstem.
  const deep = canvas.scratch;
  deep.fill(0);
  const frame = { x: canvas.brainX, y: canvas.brainY, reach: 1.5, slack };
  traceTubes(canvas, frame, DEEP_GREY, (index, fraction) => {
    deep[index] = Math.max(at(deep, index), fraction);
  });
  traceTubes(canvas, frame, BRAINSTEM, (index, fraction) => {
    deep[index] = Math.min(at(deep, index), -fraction);
  });
  forEachPixel(canvas, (index) => {
    const cavity = at(canvas.cavity, index);
    if (cavity === 0) {
      canvas.subarachnoid[index] = 0;
      canvas.ventricle[index] = 0;
      return;
    }
    const nucleus = at(deep, index);
    const tissue =
      at(canvas.posterior, index) > 0
        ? drawBelow(canvas, cortex, tissues, noise, index, nucleus)
        : drawHemisphere(canvas, cortex, tissues, index, nucleus);
    const texture = at(canvas.texture, index);
    const ventricle = at(canvas.ventricle, index) * cavity;
    const spaces = at(canvas.subarachnoid, index) * (1 - ventricle);
    canvas.ventricle[index] = ventricle;
    canvas.subarachnoid[index] = Math.min(spaces, cavity);
    const csf = Math.min(1, ventricle + spaces);
    cover(canvas.hounsfield, index, (tissue + texture) * (1 - csf) + tissues.csf * csf, cavity);
  });
}

function drawHemisphere(
  canvas: Canvas,
  cortex: Cortex,
  tissues: Tissues,
  index: number,
  deep: number,
): number {
  const x = at(canvas.brainX, index);
  const y = at(canvas.brainY, index);
  const z = at(canvas.z, index);
  const parted = intoFalx(y, z);
  const medial = Math.abs(x) + (y < -20 && z < 40 ? 0 : Math.max(0, 5 - parted));
  // The sheet ends in front where the petrous ridges do: what lies before it has no surface towards it.
  const tentorium = inNotch(x, y) > 0 ? 50 : Math.max(0, 26 - y) - at(canvas.posterior, index);
  const surface = Math.min(
    depthInSpace(at(canvas.depth, index), at(canvas.roof, index)),
    at(canvas.floor, index),
    tentorium + 0.6,
  );
  const folds = fold(canvas, cortex, index, surface, medial, at(canvas.fissure, index));
  if (folds.csf > at(canvas.subarachnoid, index)) canvas.subarachnoid[index] = folds.csf;
  const wall = at(canvas.ventricleWall, index);
  const callosum = deep <= 0 && wall < 3 ? coverage(wall - 1.5, 2) : 1;
  const grey = folds.grey * callosum;
  const cortexValue = tissues.white + (tissues.grey - tissues.white) * grey;
  if (deep > 0) return cortexValue + (tissues.deepGrey - cortexValue) * Math.max(0, deep) * 0.95;
  return cortexValue + (tissues.brainstem - cortexValue) * -deep;
}

/** Distance to a surface from the distances along two axes to it: exact where the surface is flat. */
function depthInSpace(across: number, up: number): number {
  if (across <= 0 || up >= 100) return across;
  const above = Math.max(1, up);
  return (across * above) / Math.sqrt(across * across + above * above);
}

function drawBelow(
  canvas: Canvas,
  cortex: Cortex,
  tissues: Tissues,
  noise: Noise,
  index: number,
  deep: number,
): number {
  const x = at(canvas.brainX, index);
  const y = at(canvas.brainY, index);
  const z = at(canvas.z, index);
  const surface = Math.min(at(canvas.depth, index), at(canvas.floor, index));
  const gap = coverage(cortex.gap + 0.5 - surface, BLUR + 0.6);
  const folia = noise.at(x / 30, y / 14, z / 3.2 + y / 5);
  const crack = coverage(0.05 * cortex.sulcus - Math.abs(folia), 0.12) * coverage(12 - surface, 8) * 0.5;
  const spaces = Math.max(gap, deep < 0 ? 0 : crack);
  if (spaces > at(canvas.subarachnoid, index)) canvas.subarachnoid[index] = spaces;
  const core = coverage(surface - 16, 10) * coverage(inNotch(x, y) + 1.3, 0.6) * 0.5;
  const cerebellum = tissues.cerebellum + (tissues.white - tissues.cerebellum) * core;
  return cerebellum + (tissues.brainstem - cerebellum) * Math.max(0, -deep);
}
