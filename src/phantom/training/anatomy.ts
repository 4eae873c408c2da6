/**
 * Drawn backgrounds: the heads of `head.ts`, over wider ranges than a convincing single phantom would have. What a
 * network has seen vary it learns to overlook (J. Tobin et al., "Domain randomization", IROS 2017; for CT and MR
 * segmentation B. Billot et al., "SynthSeg", Med. Image Anal. 86, 2023).
 */
import { behindPetrous } from '../anatomy/base.ts';
import { ANGLES } from '../anatomy/contour.ts';
import { inNotch, intoFalx } from '../anatomy/dura.ts';
import type { Tissues } from '../anatomy/tissue.ts';
import { coverage, createCanvas, type Canvas } from '../canvas.ts';
import { buildHead, drawHead, type Head } from '../head.ts';
import type { Random } from '../random.ts';
import { SIZE, at, createField } from './field.ts';
import { NO_SHEET, cavityOf, inCavity, type Ground } from './ground.ts';
import { drawLevel } from './levels.ts';

/** One canvas serves every slice that a process draws. */
export const createSheet = (): Canvas => createCanvas(SIZE, 1, 1);

/** A head whose age is anything from young to very old. */
export function drawPerson(random: Random): Head {
  const age = random.fork('age').uniform(0, 1);
  return buildHead(random, age * Math.sqrt(age));
}

/** Draws one slice of a person, who lies differently and is scanned differently each time. */
export function drawGround(sheet: Canvas, person: Head, random: Random): Ground {
  const posed = poseOf(person, random.fork('pose'));
  const level = drawLevel(random.fork('level'));
  const scan = random.fork('scan');
  const canvas: Canvas = { ...sheet, pixel: scan.uniform(200, 260) / SIZE, thickness: scan.uniform(2.5, 7) };
  drawHead(canvas, posed, level, () => 0, 0);
  return groundOf(canvas, level);
}

/** Degrees in radians. */
const DEGREE = Math.PI / 180;

function poseOf(person: Head, random: Random): Head {
  const { shape } = person;
  const within = (deviation: number, limit: number) =>
    Math.min(limit, Math.max(-limit, random.normal() * deviation));
  return {
    ...person,
    shape: {
      ...shape,
      halfBreadth: shape.halfBreadth + random.uniform(-4, 4),
      halfLength: shape.halfLength + random.uniform(-6, 7),
      egg: random.uniform(0, 0.14),
      square: random.uniform(1.96, 2.45),
      skull: random.uniform(4, 9.5),
      scalp: random.uniform(2.8, 8),
      roll: within(3, 8) * DEGREE,
      pitch: within(7, 15) * DEGREE,
      turn: within(6, 12) * DEGREE,
      offset: [within(7, 16), within(7, 16)],
    },
    tissues: drawWideTissues(random),
  };
}

/** Contrast of grey and white falls with the scanner's energy and age: 4 to 11 HU (sources in `anatomy/tissue.ts`). */
function drawWideTissues(random: Random): Tissues {
  const white = random.uniform(23, 31);
  const grey = white + random.uniform(4, 11);
  return {
    white,
    grey,
    deepGrey: grey - random.uniform(-1, 2),
    cerebellum: grey - random.uniform(0, 5),
    brainstem: white + random.uniform(0, 5),
    csf: random.uniform(2, 13),
    dura: random.uniform(40, 64),
    venous: random.uniform(42, 68),
    fat: random.uniform(-110, -70),
    muscle: random.uniform(38, 65),
    skin: random.uniform(5, 55),
    table: random.uniform(1000, 1900),
    diploe: random.uniform(300, 1200),
    petrous: random.uniform(1000, 1900),
  };
}

/** Nearer to a large fissure than this is cistern, mm. */
const CISTERN = 0.8;

function groundOf(canvas: Canvas, level: number): Ground {
  const { cavity, brainX, brainY, z } = canvas;
  const field = {
    cistern: createField(),
    falx: createField(),
    tentorium: createField(),
    angle: createField(),
  };
  const outside = createField().fill(-100);
  field.falx.fill(NO_SHEET);
  field.tentorium.fill(NO_SHEET);
  for (let index = 0; index < cavity.length; index += 1) {
    field.angle[index] = (at(canvas.angle, index) / ANGLES) * 2 * Math.PI - Math.PI;
    outside[index] = at(canvas.depth, index);
  }
  const ground: Ground = {
    pixel: canvas.pixel,
    hounsfield: canvas.hounsfield.slice(),
    x: canvas.x.slice(),
    y: canvas.y.slice(),
    depth: outside,
    angle: field.angle,
    cavity: cavity.slice(),
    csf: canvas.subarachnoid.slice(),
    cistern: field.cistern,
    ventricle: canvas.ventricle.slice(),
    falx: field.falx,
    tentorium: field.tentorium,
    level,
    scanned: false,
    ...cavityOf(cavity, canvas.pixel),
  };
  inCavity(ground, (index) => {
    const x = at(brainX, index);
    const y = at(brainY, index);
    const height = at(z, index);
    const fissure = at(canvas.fissure, index);
    field.cistern[index] = at(ground.csf, index) * coverage(CISTERN - fissure, 1.2);
    if (at(canvas.posterior, index) < 0 && intoFalx(y, height) > 4) field.falx[index] = Math.abs(x);
    if (height < 58 && behindPetrous(x, y) > 5 && inNotch(x, y) < 0) {
      field.tentorium[index] = Math.abs(at(canvas.posterior, index));
    }
  });
  return ground;
}
