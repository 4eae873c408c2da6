/**
 * A slice while it bleeds: its Hounsfield values, and for each kind how much of a pixel is blood that can be seen.
 *
 * Hounsfield units of blood. Fresh clot 55 to 75, at most 90, falling about 1.5 a day to brain's within one to three
 * weeks and below it after: M. Bergström et al., J. Comput. Assist. Tomogr. 1 (1977) 57. Subdural, acute 50 to 70,
 * subacute 30 to 42, chronic 10 to 25, mixed with levels: K. S. Lee et al., "The computed tomographic attenuation and
 * the age of subdural hematomas", J. Korean Med. Sci. 12 (1997) 353. Subarachnoid blood is thinned by CSF: 36 to 68.
 * An anaemic patient's clot is isodense to brain: W. P. Smith et al., AJR 136 (1981) 543.
 */
import type { Random } from '../random.ts';
import { BLEED_KINDS, type BleedKind } from '../types.ts';
import { PIXELS, at, blur, createField, type Field } from './field.ts';
import type { Ground } from './ground.ts';

/** Fewer visible pixels of a kind are no bleed: nobody would see them. */
export const VISIBLE = 14;
/** A difference in HU that is wholly visible. */
const PLAIN = 10;
/** No clot is denser, HU. */
const PACKED = 90;
/** Bone and calcification keep their value: blood flows round them. */
const HARD = 95;

export interface Bleeding {
  readonly ground: Ground;
  readonly hounsfield: Field;
  /** Fractions of visible blood, in class order. */
  readonly masks: readonly Field[];
}

export function startBleeding(ground: Ground): Bleeding {
  return { ground, hounsfield: ground.hounsfield.slice(), masks: BLEED_KINDS.map(createField) };
}

/** Draws a bleed into a slice of its own, which it may push and pour into; returns what came of it. */
export type Bleed = (bleeding: Bleeding, random: Random) => Bleeding;

/** Acute clot of one bleed, HU: mostly plain, sometimes thin or anaemic, sometimes packed. */
export function acuteClot(random: Random): number {
  const kind = random.uniform(0, 1);
  if (kind < 0.35) return random.uniform(46, 58);
  return kind < 0.75 ? random.uniform(55, 70) : random.uniform(65, 82);
}

interface Pour {
  /** Fraction of blood by pixel; changed by nobody. */
  readonly fraction: (index: number) => number;
  /** HU of the blood by pixel. */
  readonly clot: (index: number) => number;
  /** Blood that is darker than what it replaces darkens it; otherwise blood only ever brightens. */
  readonly darkens?: boolean;
  /** Known to be there by its shape although it is as bright as brain. */
  readonly known?: boolean;
}

/** Fills blood in where `fraction` says; the pixels' mask is what of it can be seen. */
export function pour(bleeding: Bleeding, kind: BleedKind, { fraction, clot, darkens, known }: Pour): void {
  const { ground, hounsfield } = bleeding;
  const mask = bleeding.masks[BLEED_KINDS.indexOf(kind)];
  if (!mask) return;
  // A scanner's noise stays in the blood that replaces the tissue under it.
  const local = ground.scanned ? blur(hounsfield, 1.3) : hounsfield;
  for (let index = 0; index < PIXELS; index += 1) {
    const cavity = at(ground.cavity, index);
    if (cavity === 0) continue;
    const part = Math.min(1, fraction(index)) * cavity;
    if (part <= 0) continue;
    const before = at(local, index);
    if (before > HARD) continue;
    const change = (Math.min(PACKED, clot(index)) - before) * part;
    if (change < 0 && !darkens) continue;
    hounsfield[index] = at(hounsfield, index) + change;
    const seen = known ? part : Math.min(1, Math.abs(change) / PLAIN);
    if (seen > at(mask, index)) mask[index] = seen;
  }
}

/** Runs a bleed; what it leaves in sight is kept only where somebody could see it. */
export function bleed(bleeding: Bleeding, kind: BleedKind, draw: Bleed, random: Random): Bleeding {
  const attempt: Bleeding = {
    ground: bleeding.ground,
    hounsfield: bleeding.hounsfield.slice(),
    masks: bleeding.masks.map((mask) => mask.slice()),
  };
  const after = draw(attempt, random);
  return visiblePixels(after, kind) >= VISIBLE ? after : bleeding;
}

export function visiblePixels({ masks }: Bleeding, kind: BleedKind): number {
  return masks[BLEED_KINDS.indexOf(kind)]?.reduce((sum, part) => sum + part, 0) ?? 0;
}
