/**
 * Units in the types: mixing two of them does not compile. A value gets its unit once, by the function of the unit's
 * name, where it enters the program.
 */
declare const unit: unique symbol;

/** Radiodensity in Hounsfield units: air −1000, water 0. */
export type Hounsfield = number & { readonly [unit]: 'HU' };
export type Millimetre = number & { readonly [unit]: 'mm' };
/** A coordinate in the image, in pixels: x to the right (column), y down (row); 0.5 is the first pixel's centre. */
export type ImagePixel = number & { readonly [unit]: 'image px' };
/** A model's sigmoid output, in [0, 1]. */
export type Probability = number & { readonly [unit]: 'probability' };

export const hounsfield = (value: number): Hounsfield => value as Hounsfield;
export const millimetre = (value: number): Millimetre => value as Millimetre;
export const imagePixel = (value: number): ImagePixel => value as ImagePixel;

/** @throws {RangeError} outside [0, 1], NaN included: no such number may be shown as a probability */
export function probability(value: number): Probability {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${value} is no probability`);
  return value as Probability;
}
