/**
 * Where the CSF of a scanner's picture is, and which of it lies in ventricles: told by how dark it is, how deep, and what it
 * hangs together with. What cannot be told is neither, so that no bleed is poured into it under a wrong name.
 */
import { PIXELS, at, blur, createField, ramp, type Field } from './field.ts';
import { grown, maskOf, parts, type Mask } from './morphology.ts';

/** Heights where the lateral ventricles have their bodies, mm above the ear canals; below, their horns alone. */
const BODIES = [46, 82] as const;
const HORNS = 18;
/** Heights where the fourth ventricle is, between the cerebellar hemispheres. */
const FOURTH = [4, 28] as const;
/** A slice of a smaller cavity holds the posterior fossa alone, and its middle is the fossa's. */
const FOSSA = 0.75;
/** Heights where the slit of the third ventricle reaches below the lateral ones. */
const THIRD = 34;
/** Smaller parts are noise, pixels. */
const SPECK = 6;

interface Places {
  readonly x: Field;
  readonly y: Field;
  readonly depth: Field;
  readonly level: number;
  readonly scale: number;
}

/** @returns fractions of CSF outside the brain (sulci, fissures, cisterns), and of ventricle */
export function spaces(hounsfield: Field, inside: Mask, places: Places): { csf: Field; ventricle: Field } {
  const smooth = blur(hounsfield, 0.9);
  const dark = createField();
  for (let index = 0; index < PIXELS; index += 1) {
    if (inside[index] === 1 && at(hounsfield, index) < 60) dark[index] = ramp(19 - at(smooth, index), 8);
  }
  const ventricle = ventriclesOf(dark, places);
  const beside = grown(ventricle, 2);
  const outer = outerSpaces(
    maskOf((index) => at(dark, index) > 0.5 && beside[index] === 0 && !isUnsure(index, places)),
    places,
  );
  const near = grown(outer, 1.5);
  const csf = dark.map((part, index) => (near[index] === 1 && beside[index] === 0 ? part : 0));
  return { csf, ventricle: blur(fieldOf(ventricle), 0.6) };
}

/** Lateral ventricles are large and deep near the midline, and go on into their horns; the fourth lies behind the pons. */
function ventriclesOf(dark: Field, places: Places): Mask {
  const { x, y, depth, level, scale } = places;
  const found = new Uint8Array(PIXELS);
  const take = (mask: Mask, wanted: (part: readonly number[]) => boolean) => {
    for (const part of parts(mask)) if (wanted(part)) for (const index of part) found[index] = 1;
  };
  const deeper = (than: number) =>
    maskOf((index) => at(dark, index) > 0.5 && at(depth, index) > than * scale);
  if (level >= BODIES[0] && level <= BODIES[1]) {
    const central = (index: number) => Math.abs(at(x, index)) < 30 * scale;
    take(deeper(14), (part) => part.filter(central).length >= 60 * scale * scale);
  }
  if (level >= HORNS && level < BODIES[0] && scale > FOSSA) {
    const lateral = (part: readonly number[]) => {
      const [across, back] = [
        meanOf(part, (index) => Math.abs(at(x, index))),
        meanOf(part, (index) => at(y, index)),
      ];
      return across > 16 * scale && across < 36 * scale && back > -8 * scale && back < 45 * scale;
    };
    take(deeper(18), (part) => part.length >= 40 * scale * scale && lateral(part));
  }
  if (level >= FOURTH[0] && level <= FOURTH[1]) {
    const front = scale < FOSSA ? -25 : 4;
    const middle = deeper(20).map((one, index) =>
      at(y, index) > front * scale && Math.abs(at(x, index)) < 16 * scale ? one : 0,
    );
    take(middle, (part) => part.length >= 25 * scale * scale);
  }
  return found;
}

function meanOf(part: readonly number[], value: (index: number) => number): number {
  return part.reduce((sum, index) => sum + value(index), 0) / part.length;
}

/** Between the bodies and the base: the slit of the third ventricle, the ends of the horns. */
function isUnsure(index: number, { x, y, depth, level, scale }: Places): boolean {
  if (level < HORNS || level > BODIES[0] + 4) return false;
  const away = Math.abs(at(x, index)) / scale;
  const back = at(y, index) / scale;
  const third = level > THIRD && away < 6 && back > -22 && back < 8;
  return third || (scale > FOSSA && away > 20 && back > -8 && at(depth, index) > 18 * scale);
}

/** What reaches the vault or the midline, and the cisterns of the base. */
function outerSpaces(dark: Mask, { x, depth, level, scale }: Places): Mask {
  const outer = new Uint8Array(PIXELS);
  const opens = (index: number) => {
    const away = Math.abs(at(x, index)) / scale;
    return at(depth, index) < 12 * scale || away < 3 || (level < BODIES[0] && away < 20);
  };
  for (const part of parts(dark)) {
    if (part.length < SPECK) break;
    if (part.some(opens)) for (const index of part) outer[index] = 1;
  }
  return outer;
}

function fieldOf(mask: Mask): Field {
  return createField().map((_, index) => mask[index] ?? 0);
}
