/**
 * A series that holds the same places several times, one pass after the other: perfusion, a second phase, a scan made
 * again. On one slider its slices would alternate between times, so each pass is a stack of its own.
 *
 * It is parted only where the files say so plainly. A few slices taken again, because the patient moved, stay with the
 * others: the reader sees both, and the notice of doubled positions.
 */
import type { Acquired, Slice } from './types.ts';

export type ToldApartBy = keyof Acquired;

/** The plainest first. */
const BY: readonly ToldApartBy[] = ['temporalPosition', 'number', 'time', 'contentTime'];

/** Each pass covers at least this part of all places: some of its slices may be lost. */
const LEAST_COVER = 0.8;

interface At {
  readonly slice: Slice;
  /** Equal for slices in the same place. */
  readonly rank: number;
}

/** @returns  the passes in time, or undefined where the slices are one stack */
export function timePoints<Placed extends At>(
  placed: readonly Placed[],
): { readonly by: ToldApartBy; readonly points: readonly (readonly Placed[])[] } | undefined {
  const places = new Set(placed.map(({ rank }) => rank)).size;
  // Two single images in one place are no two volumes.
  if (places === placed.length || places < 2) return undefined;
  for (const by of BY) {
    const timed = placed.flatMap((one) => {
      const value = acquiredOf(one.slice)?.[by];
      return value === undefined ? [] : [{ one, value }];
    });
    if (timed.length < placed.length) continue;
    timed.sort((a, b) => a.value - b.value);
    for (const points of [sameValue(timed), onePlaceOnce(timed)]) {
      if (points && points.length > 1 && points.every((point) => covers(point, places)))
        return { by, points };
    }
  }
  return undefined;
}

const acquiredOf = ({ instance, frame }: Slice): Acquired | undefined =>
  instance.frameAcquired?.[frame - 1] ?? instance.acquired;

interface Timed<Placed> {
  readonly one: Placed;
  readonly value: number;
}

/** Slices of a pass share a number or a time. */
function sameValue<Placed>(timed: readonly Timed<Placed>[]): Placed[][] {
  const groups = new Map<number, Placed[]>();
  for (const { one, value } of timed) {
    const group = groups.get(value);
    if (group) group.push(one);
    else groups.set(value, [one]);
  }
  return [...groups.values()];
}

/** Every slice has a time of its own: a pass ends where a place comes again, and the next one begins later. */
function onePlaceOnce<Placed extends At>(timed: readonly Timed<Placed>[]): Placed[][] | undefined {
  const points: Placed[][] = [];
  let seen = new Set<number>();
  let before: number | undefined;
  for (const { one, value } of timed) {
    const last = points.at(-1);
    if (!last || seen.has(one.rank)) {
      if (value === before) return undefined;
      points.push([one]);
      seen = new Set([one.rank]);
    } else {
      last.push(one);
      seen.add(one.rank);
    }
    before = value;
  }
  return points;
}

function covers(point: readonly At[], places: number): boolean {
  return new Set(point.map(({ rank }) => rank)).size === point.length && point.length >= places * LEAST_COVER;
}
