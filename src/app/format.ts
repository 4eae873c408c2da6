/** Values as a reader expects to see them; widths stay the same from slice to slice. */
import { dateOf } from '../base/index.ts';
import { day, decimal } from './words/index.ts';

/**
 * A probability in whole per cent: the model knows no more, and `0 %` and `100 %` would claim certainty. Cut, not rounded:
 * what is shown reaches a threshold in whole per cent just where the probability does.
 */
export function percent(probability: number): string {
  if (probability < 0.01) return '<1 %';
  if (probability > 0.995) return '>99 %';
  // 0.29 × 100 is a little less than 29.
  return `${Math.floor(probability * 100 + 1e-9)} %`;
}

/** A threshold as it is set: per cent, to the tenth. */
export function inPercent(threshold: number): number {
  return Math.round(threshold * 1000) / 10;
}

export function thresholdPercent(threshold: number): string {
  return `${units(inPercent(threshold))} %`;
}

/** A date of a file as the reader's language writes it, `YYYY-MM-DD` in English; other text as it stands. */
export function dicomDate(text: string): string {
  const date = dateOf(text);
  return date ? day(date) : text;
}

/** A position or distance in millimetres, to the tenth, with a true minus sign. */
export function millimetres(value: number): string {
  return `${decimal(value, 1)} mm`;
}

/** Centre and width of a window, or a threshold: as whole numbers where they are such, else in tenths or more. */
export function units(value: number, digits = 1): string {
  return decimal(value, Number.isInteger(value) ? 0 : digits);
}

/** Of several texts those that say something: a file may leave any of them out. */
export function stated(texts: readonly (string | undefined)[]): string[] {
  return texts.flatMap((text) => (text ? [text] : []));
}

/** `mirrored` as it begins a line. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The end of a path, which tells files apart where the whole does not fit. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Centre and width of a window, as corners have them: narrow ones, as maps have, with three digits of their width. */
export function windowInWords({
  center,
  width,
}: {
  readonly center: number;
  readonly width: number;
}): string {
  const digits = width < 10 ? Math.min(2 - Math.floor(Math.log10(width)), 12) : 1;
  return `C ${units(center, digits)} W ${units(width, digits)}`;
}
