/**
 * What scanners add to a slice, each over the range that scanners differ by: kernel, offset, cupping, bone that slopes
 * through the slice, a bright posterior fossa, streaks, noise (J. Hsieh, "Computed Tomography", 3rd ed., ch. 7).
 */
import type { Random } from '../random.ts';
import { PIXELS, at, blur, createField, logUniform, lumps, ramp, whole, type Field } from './field.ts';
import { columnOf, rowOf, type Ground } from './ground.ts';

/** Slices lower than this cross the dense bone of the base, mm above the ear canals. */
const BASE = 44;
/** Higher than this the vault curves inwards: a slice has more and more bone in part of its thickness. */
const VAULT = 92;
/** Bone starts here, HU. */
const BONE = 150;
/** Air as stored: never lower. */
const FLOOR = -1024;

interface Scanner {
  /** The same for both copies of a background. */
  readonly settings: Random;
  /** Noise of one of them. */
  readonly grain: Random;
  /** Whether bone may slope through the slice, the posterior fossa be bright and streaks cross it. */
  readonly artefacts: boolean;
}

/** Scans a slice: rounded Hounsfield units. */
export function scanned(
  hounsfield: Field,
  ground: Ground,
  { settings, grain, artefacts }: Scanner,
): Int16Array {
  const low = !(ground.level > BASE);
  let image = shaped(hounsfield, ground, settings.fork('kernel'));
  const add = createField();
  offset(add, ground, settings.fork('offset'));
  const high = ground.level > VAULT;
  // Chance first: without artefacts all else is drawn as with them.
  if (settings.chance(high ? 0.7 : 0.45) && artefacts) {
    slopingBone(add, image, ground, high, settings.fork('bone'));
  }
  if (low && settings.chance(0.4) && artefacts) brightFossa(add, ground, settings.fork('fossa'));
  if (settings.chance(low ? 0.5 : 0.12) && artefacts) streaks(add, ground, low, settings.fork('streaks'));
  if (settings.chance(0.2)) image = stretched(image, ground, settings.uniform(0.75, 1.25));
  const noise = noiseOf(settings.fork('noise'), grain, ground);
  const result = new Int16Array(PIXELS);
  for (let index = 0; index < PIXELS; index += 1) {
    const value = at(image, index) + at(add, index) + at(noise, index);
    result[index] = Math.min(3071, Math.max(FLOOR, Math.round(value)));
  }
  return result;
}

/** A smooth kernel blurs, a sharp one leaves a rim about edges; a scanner's own picture has been through one. */
function shaped(hounsfield: Field, { scanned: done }: Ground, random: Random): Field {
  if (done && random.chance(0.6)) return hounsfield;
  const smooth = blur(hounsfield, random.uniform(0.25, 0.95));
  if (!random.chance(0.2)) return smooth;
  const gain = random.uniform(0.1, 0.45);
  const wide = blur(smooth, 1.3);
  return smooth.map((value, index) => value + gain * (value - at(wide, index)));
}

function offset(add: Field, { depth, cavity, scanned: done }: Ground, random: Random): void {
  const shift = Math.min(6, Math.max(-6, random.normal() * 3));
  const cup = done && random.chance(0.6) ? 0 : random.uniform(-3, 9);
  const reach = random.uniform(5, 25);
  for (let index = 0; index < PIXELS; index += 1) {
    add[index] = shift + (at(cavity, index) > 0 ? cup * Math.exp(-Math.max(0, at(depth, index)) / reach) : 0);
  }
}

function slopingBone(
  add: Field,
  image: Field,
  { cavity, scale }: Ground,
  high: boolean,
  random: Random,
): void {
  const bone = image.map((value) => (value > BONE ? Math.min(1200, value) : 0));
  const spread = blur(bone, random.uniform(2, high ? 14 : 8) * scale);
  const share = random.uniform(0.01, high ? 0.14 : 0.06);
  const patches = lumps(random, 6);
  for (let index = 0; index < PIXELS; index += 1) {
    if (at(cavity, index) === 0 || at(image, index) > BONE) continue;
    const part = at(spread, index) * share * (1 + 0.5 * at(patches, index));
    add[index] = at(add, index) + Math.min(60, Math.max(0, part));
  }
}

function brightFossa(add: Field, { cavity, x, y, scale }: Ground, random: Random): void {
  const gain = random.uniform(-14, 16);
  const [atX, atY] = [random.uniform(-40, 40) * scale, random.uniform(-25, 62) * scale];
  const [wide, tall] = [random.uniform(13, 46), random.uniform(12, 40)];
  for (let index = 0; index < PIXELS; index += 1) {
    const part = at(cavity, index);
    if (part === 0) continue;
    const away = ((at(x, index) - atX) / wide) ** 2 + ((at(y, index) - atY) / tall) ** 2;
    add[index] = at(add, index) + gain * Math.exp(-away) * part;
  }
}

function streaks(add: Field, { cavity, pixel }: Ground, low: boolean, random: Random): void {
  const count = whole(random, 1, 6);
  for (let streak = 0; streak < count; streak += 1) {
    const turn = low ? random.normal() * 0.35 : random.uniform(0, Math.PI);
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const column = 128 + random.normal() * 25;
    const row = 128 + random.normal() * 25;
    const gain = random.normal() * random.uniform(2, 9);
    const wide = random.uniform(1, 8) / pixel;
    for (let index = 0; index < PIXELS; index += 1) {
      if (at(cavity, index) === 0) continue;
      const away = ((columnOf(index) - column) * s - (rowOf(index) - row) * c) / wide;
      if (away > -3 && away < 3) add[index] = at(add, index) + gain * Math.exp(-away * away);
    }
  }
}

/** Contrast of soft tissue about brain's mean, as the energy of the beam changes it. */
function stretched(image: Field, { cavity }: Ground, gain: number): Field {
  return image.map((value, index) => {
    const soft = ramp(110 - value, 40) * at(cavity, index);
    return value + (value - 33) * (gain - 1) * soft;
  });
}

function noiseOf(settings: Random, grain: Random, { cavity, depth, scanned: done }: Ground): Field {
  const deviation = done ? settings.uniform(0, 3.5) : logUniform(settings, 0.8, 5);
  const sigma = settings.uniform(0.3, 1.1);
  const sharp = settings.chance(0.3) ? settings.uniform(0.3, 0.8) : 0;
  const white = createField();
  for (let index = 0; index < PIXELS; index += 1) white[index] = grain.normal();
  const soft = blur(white, sigma);
  const wide = sharp > 0 ? blur(soft, 1.2) : soft;
  const noise = sharp > 0 ? soft.map((value, index) => value - sharp * at(wide, index)) : soft;
  let square = 0;
  for (let index = 0; index < PIXELS; index += 1) square += at(noise, index) ** 2;
  const gain = deviation / (Math.sqrt(square / PIXELS) + 1e-6);
  for (let index = 0; index < PIXELS; index += 1) {
    const inside = at(cavity, index) > 0 ? 1 + 0.5 * Math.min(1, Math.max(0, at(depth, index) / 60)) : 1;
    noise[index] = at(noise, index) * gain * inside;
  }
  return noise;
}
