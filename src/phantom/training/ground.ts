/**
 * What a bleed or a mimic needs to know of a slice, whether the slice was drawn or comes from a scanner: where the inner
 * table, the CSF, the ventricles and the sheets of the dura are.
 */
import { SIZE, PIXELS, at, ramp, type Field } from './field.ts';

export interface Ground {
  /** Millimetres a pixel. */
  readonly pixel: number;
  /** Hounsfield units without the noise that training adds. */
  readonly hounsfield: Field;
  /** Millimetres to the patient's left and back of the head's axis, turned as the head is. */
  readonly x: Field;
  readonly y: Field;
  /** Millimetres from the inner table into the cavity; negative outside. */
  readonly depth: Field;
  /** Direction from the head's axis, radians; 0 is left, π/2 the back. */
  readonly angle: Field;
  /** Fraction within the cranial cavity. */
  readonly cavity: Field;
  /** Fraction of sulci, fissures and cisterns; of cisterns and large fissures alone; of ventricles. */
  readonly csf: Field;
  readonly cistern: Field;
  readonly ventricle: Field;
  /** Millimetres to the sheet of the falx, and of the tentorium; NO_SHEET where there is none. */
  readonly falx: Field;
  readonly tentorium: Field;
  /** Breadth of the cavity against a usual one's: small slices get small things. */
  readonly scale: number;
  /** Height above the ear canals, mm; of a scanner's picture it is an estimate. */
  readonly level: number;
  /** Does the slice hold enough of the cavity to bleed into? */
  readonly bleeds: boolean;
  /** A scanner's picture: it has noise of its own, which a bleed must keep. */
  readonly scanned: boolean;
}

/** Farther from a sheet of dura than anything, mm. */
export const NO_SHEET = 100;
/** A usual cavity at its widest, mm². */
const USUAL = 17_000;
/** A smaller one is a sliver of partial volume, mm². */
const SMALLEST = 500;

export function cavityOf(cavity: Field, pixel: number): { scale: number; bleeds: boolean } {
  let area = 0;
  for (let index = 0; index < PIXELS; index += 1) if (at(cavity, index) > 0.5) area += pixel * pixel;
  return { scale: Math.min(1.1, Math.max(0.45, Math.sqrt(area / USUAL))), bleeds: area > SMALLEST };
}

/** How much of a pixel lies on one side of the falx, at heights that have one; all of it where there is none. */
export function besideFalx({ x, falx }: Ground, side: number): (index: number) => number {
  return (index) => (at(falx, index) < NO_SHEET ? ramp(side * at(x, index) - 1.5, 2) : 1);
}

/** Calls for each pixel of the cavity. */
export function inCavity({ cavity }: Ground, visit: (index: number) => void): void {
  for (let index = 0; index < PIXELS; index += 1) if (at(cavity, index) > 0) visit(index);
}

export const columnOf = (index: number): number => index % SIZE;
export const rowOf = (index: number): number => Math.floor(index / SIZE);
