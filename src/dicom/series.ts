/**
 * Slices to series: what belongs on one slider, in spatial order. Called again and again while slices arrive, so it sorts
 * on numbers worked out once a slice and reads names only where numbers tie.
 */
import type { Millimetre } from '../base/index.ts';
import { byPlace, positionAlong, sameOrientation, stackDirection } from './geometry.ts';
import { studyKey } from './identity.ts';
import { naturalOrder } from './natural-order.ts';
import { partedNotice, seriesNotices, timePointNotice } from './series-notices.ts';
import { timePoints, type ToldApartBy } from './time-points.ts';
import type { DicomInstance, FrameGeometry, Notice, Series, Slice, Vector3 } from './types.ts';

interface Stack {
  readonly key: string;
  readonly orientation: FrameGeometry['orientation'];
  readonly slices: Slice[];
}

/**
 * Groups by patient, study, series, image size and frame of reference, then by orientation (localizers part from what
 * they locate), and sorts each group along its slice normal, ascending towards the head for axial series. Where a slice
 * has no position, the whole group is sorted by instance number, then by file name as people number files. A group that
 * holds the same places several times, one after the other, is parted into its time points (`time-points.ts`).
 * @returns  by patient, study and series number; the same slices in the same groups have the same keys
 */
export function groupSeries(slices: readonly Slice[]): Series[] {
  const buckets = new Map<string, Stack[]>();
  for (const slice of slices) {
    const shared = sharedKey(slice);
    let stacks = buckets.get(shared);
    if (!stacks) buckets.set(shared, (stacks = []));
    const { orientation } = slice.geometry;
    let stack = stacks.find((other) => sameOrientation(other.orientation, orientation));
    if (!stack) {
      stack = {
        key: `${shared}|${orientationKey(orientation)}`,
        orientation,
        slices: [],
      };
      stacks.push(stack);
    }
    stack.slices.push(slice);
  }
  const stacks = [...buckets.values()].flat();
  /** Under one series UID a file may hold what no slider can: other orientations, sizes, frames of reference. */
  const parts = new Map<string, number>();
  const given = stacks.map(({ slices: [first] }) => (first ? givenKey(first.instance) : ''));
  for (const key of given) parts.set(key, (parts.get(key) ?? 0) + 1);
  return stacks
    .flatMap((stack, index) => {
      const count = parts.get(given[index] ?? '') ?? 1;
      return toSeries(stack, count > 1 ? partedNotice(count) : undefined);
    })
    .sort(bySeries);
}

/** What the files themselves call one series. */
function givenKey(instance: DicomInstance): string {
  const { series, modality } = instance;
  // Without a series UID, what a scanner numbers and names alike is the best guess at what belongs together.
  return [studyKey(instance), series.uid || `${series.number ?? ''} ${series.description} ${modality}`].join(
    '|',
  );
}

function sharedKey({ instance }: Slice): string {
  const { frameOfReferenceUid, rows, columns } = instance;
  return [givenKey(instance), frameOfReferenceUid ?? '', `${rows}x${columns}`].join('|');
}

function orientationKey(orientation: FrameGeometry['orientation']): string {
  if (!orientation) return 'no orientation';
  return [...orientation.row, ...orientation.column].map(rounded).join(' ');
}

/** Three decimals tell apart whatever `sameOrientation` does; adding 0 makes −0 the 0 it is. */
const rounded = (cosine: number) => (Math.round(cosine * 1000) / 1000 + 0).toString();

interface Placed {
  readonly slice: Slice;
  readonly position: Millimetre | undefined;
  /** Counts places from the lowest: slices in one place share it, so that noise does not decide the order. */
  readonly rank: number;
}

function toSeries({ key, slices }: Stack, parted: Notice | undefined): Series[] {
  const [first] = slices;
  if (!first) throw new RangeError('a stack begins with a slice');
  const { orientation } = first.geometry;
  const direction = orientation && stackDirection(orientation);
  const placed = ranked(slices, direction);
  const spatial = placed.every(({ position }) => position !== undefined);
  const times = spatial ? timePoints(placed) : undefined;
  const notices = parted ? [parted] : [];
  if (!times) return [sorted(key, placed, spatial, undefined, notices)];
  const { by, points } = times;
  return points.map((members, index) => {
    const timePoint = { number: index + 1, of: points.length, by };
    // The first one keeps the key that all had before the second came.
    const own = index === 0 ? key : `${key}|time point ${index + 1}`;
    return sorted(own, [...members], true, timePoint, [...notices, timePointNotice(timePoint)]);
  });
}

function sorted(
  key: string,
  placed: Placed[],
  spatial: boolean,
  timePoint: (NonNullable<Series['timePoint']> & { readonly by: ToldApartBy }) | undefined,
  before: readonly Notice[],
): Series {
  placed.sort((a, b) => (spatial ? a.rank - b.rank : 0) || byName(a.slice, b.slice));
  const slices = placed.map(({ slice }) => slice);
  const [first] = slices;
  if (!first) throw new RangeError('a series has a slice');
  const positions = placed.map(({ position }) => position);
  const { series, modality, patient, study, rows, columns } = first.instance;
  return {
    key,
    uid: series.uid,
    description: series.description,
    number: series.number,
    modality,
    timePoint: timePoint && { number: timePoint.number, of: timePoint.of },
    patient,
    study,
    rows,
    columns,
    slices,
    positions,
    notices: [...before, ...seriesNotices(slices, positions)],
  };
}

function ranked(slices: readonly Slice[], direction: Vector3 | undefined): Placed[] {
  const placed = slices.map((slice) => {
    const { position } = slice.geometry;
    return { slice, position: direction && position && positionAlong(direction, position) };
  });
  const places = byPlace(
    placed.flatMap(({ slice, position: along }) =>
      along === undefined ? [] : [{ slice, along, thickness: slice.geometry.sliceThickness }],
    ),
  );
  const ranks = new Map(places.flatMap((ones, rank) => ones.map(({ slice }) => [slice, rank])));
  return placed.map((one) => ({ ...one, rank: ranks.get(one.slice) ?? 0 }));
}

/** Instance number (unnumbered last), file name, frame. */
function byName(a: Slice, b: Slice): number {
  return (
    ascending(a.instance.instanceNumber, b.instance.instanceNumber) ||
    (a.instance === b.instance ? 0 : naturalOrder(a.instance.file, b.instance.file)) ||
    a.frame - b.frame
  );
}

function ascending(a: number | undefined, b: number | undefined): number {
  if (a === b) return 0;
  return (a ?? Infinity) - (b ?? Infinity);
}

function bySeries(a: Series, b: Series): number {
  return (
    naturalOrder(a.patient.name, b.patient.name) ||
    naturalOrder(a.patient.id, b.patient.id) ||
    naturalOrder(a.study.date, b.study.date) ||
    naturalOrder(a.study.uid, b.study.uid) ||
    ascending(a.number, b.number) ||
    naturalOrder(a.description, b.description) ||
    ascending(a.timePoint?.number, b.timePoint?.number) ||
    naturalOrder(a.key, b.key)
  );
}
