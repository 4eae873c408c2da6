/** How far the slices of a stack lie apart, and where there should be more: one answer for notices and for volumes. */
import type { Millimetre } from '../base/index.ts';

/** A step within this part of the usual one (or of a multiple of it) is that step. */
export const STEP_TOLERANCE = 0.05;
/** A step of more usual ones than this is a gap. */
const WIDEST_STEP = 1.6;
/** Wide steps at more places than this part of all are no gaps but another spacing. */
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
 * A few steps far wider than the usual one are gaps; many are a coarser part of the series, and so are those between
 * slices that are as much thicker.
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
  const few = wide.length <= Math.max(1, steps.length * GAPS_AT_MOST);
  return { steps, usual, gaps: new Set(few ? wide : []) };
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
