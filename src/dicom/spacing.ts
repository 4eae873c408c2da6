/** How far the slices of a stack lie apart, and where there should be more: one answer for notices and for volumes. */
import type { Millimetre } from '../base/index.ts';

/** A step within this part of the usual one (or of a multiple of it) is that step. */
export const STEP_TOLERANCE = 0.05;
/** A step of more usual ones than this is a gap. */
const WIDEST_STEP = 1.6;
/** More wide steps than this part of all, those that stand alone aside, are no gaps but another spacing. */
const GAPS_AT_MOST = 0.1;

/** Where slices lie along their stack. */
export interface Place {
  readonly along: number;
  /** The slice's own, where its file states it. */
  readonly thickness: Millimetre | undefined;
}

export interface StackSpacing {
  /** From each place to the next, mm. */
  readonly steps: readonly number[];
  /** The median of the steps; undefined where there is none. */
  readonly usual: number | undefined;
  /** Steps, by their index, within which nothing was taken though there should be slices. */
  readonly gaps: ReadonlySet<number>;
}

/**
 * A step far wider than the usual one is a gap where it stands alone among usual ones and is a multiple of them, for slices
 * that are not there leave nothing else. Of other wide steps a few are gaps; many are a coarser part of the series, and so
 * are those between slices that are as much thicker.
 * @param places  ascending, no two the same
 */
export function stackSpacing(places: readonly Place[]): StackSpacing {
  const steps = places.slice(1).map(({ along }, below) => along - (places[below]?.along ?? 0));
  const usual = median(steps);
  const usualThickness = median(places.flatMap(({ thickness }) => thickness ?? []));
  const wide = steps.flatMap((step, index) => {
    const thickness = Math.max(places[index]?.thickness ?? 0, places[index + 1]?.thickness ?? 0);
    const thicker = usualThickness ? Math.max(1, thickness / usualThickness) : 1;
    return usual !== undefined && step > WIDEST_STEP * usual * thicker ? [index] : [];
  });
  const isUsual = (step: number | undefined) =>
    step === undefined || usual === undefined || Math.abs(step - usual) <= usual * STEP_TOLERANCE;
  const isThin = (place: Place | undefined) =>
    (place?.thickness ?? 0) <= (usualThickness ?? Infinity) * (1 + STEP_TOLERANCE);
  const standsAlone = (index: number) =>
    isUsual(steps[index - 1]) &&
    isUsual(steps[index + 1]) &&
    isMultiple(steps[index] ?? NaN, usual ?? NaN) &&
    isThin(places[index]) &&
    isThin(places[index + 1]);
  const alone = wide.filter(standsAlone);
  const others = wide.filter((index) => !alone.includes(index));
  const few = others.length <= Math.max(1, steps.length * GAPS_AT_MOST);
  return { steps, usual, gaps: new Set(few ? wide : alone) };
}

/** Whether a whole number of usual steps makes this one, within rounding. */
export function isMultiple(step: number, usual: number): boolean {
  return Math.abs(step / usual - Math.round(step / usual)) <= STEP_TOLERANCE;
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
