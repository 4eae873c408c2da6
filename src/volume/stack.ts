/** A series' slices as a volume, or why they are none. */
import type { Millimetre, Sentence } from '../base/index.ts';
import type { FrameGeometry, HounsfieldFrame, Series, Slice, Vector3 } from '../dicom/index.ts';
import {
  byPlace,
  dot,
  isAxial,
  sameOrientation,
  samePixelSpacing,
  stackDirection,
  stackSpacing,
} from '../dicom/index.ts';
import type { Layer, Plane, PlaneAxis, Stack } from './types.ts';
import { say } from './sentences.ts';

/** What a volume needs to know of a slice, and of a series. */
export type StackedSlice = Pick<Slice, 'id' | 'geometry'>;
export interface StackedSeries extends Pick<Series, 'rows' | 'columns'> {
  readonly slices: readonly StackedSlice[];
}

/**
 * @param frameOf  the decoded pixels of a slice; undefined where they could not be read
 * @returns a sentence where the slices make no volume
 */
export function stackOf(
  { slices, rows, columns }: StackedSeries,
  frameOf: (slice: StackedSlice) => HounsfieldFrame | undefined,
): Stack | Sentence {
  if (slices.length < 2) return say('singleSlice');
  const shown = slices.filter((slice) => slice.geometry.position && frameOf(slice));
  const { orientation, pixelSpacing } = (shown[0] ?? slices[0])?.geometry ?? {};
  if (!orientation || !pixelSpacing) return say('noGeometry');
  if (!isAxial(orientation)) return say('notAxial');
  const direction = stackDirection(orientation);
  const places = placesOf(slices, direction, frameOf);
  const lowest = places.find(({ frame }) => frame);
  if (!lowest || shown.length < 2) return say('noPlaces');
  // The volume has one size of pixels and one direction: other slices would be shown out of place.
  const geometries = shown.map(({ geometry }) => geometry);
  if (geometries.some((one) => !one.pixelSpacing)) return say('noGeometry');
  if (!geometries.every((one) => samePixelSpacing(one.pixelSpacing, pixelSpacing)))
    return say('unevenPixels');
  if (!geometries.every((one) => sameOrientation(one.orientation, orientation))) return say('turned');
  const { usual, gaps } = stackSpacing(places);
  const layers: Layer[] = [];
  let gapBelow = false;
  places.forEach(({ slice, frame, position, along }, index) => {
    gapBelow ||= gaps.has(index - 1) || !frame;
    if (!frame) return;
    const from = minus(position, lowest.position);
    layers.push({
      sliceId: slice.id,
      frame,
      height: along - lowest.along,
      shift: { x: dot(orientation.row, from), y: dot(orientation.column, from) },
      gapBelow,
    });
    gapBelow = false;
  });
  if (layers.length < 2) return say('samePlace');
  const spacing = { x: pixelSpacing.column, y: pixelSpacing.row };
  return {
    columns,
    rows,
    spacing,
    layers,
    step: usual ?? 0,
    origin: lowest.position,
    axes: { x: orientation.row, y: orientation.column, z: direction },
    along: alongOf(orientation),
    box: {
      x: extent(
        layers.map(({ shift }) => shift.x),
        (columns - 1) * spacing.x,
      ),
      y: extent(
        layers.map(({ shift }) => shift.y),
        (rows - 1) * spacing.y,
      ),
    },
  };
}

interface PlacedSlice {
  readonly slice: StackedSlice;
  /** Undefined where its pixels could not be read: its place stays empty. */
  readonly frame: HounsfieldFrame | undefined;
  readonly position: Vector3;
  readonly along: number;
  readonly thickness: Millimetre | undefined;
}

/** One slice a place, ascending: the first of several that can be shown. */
function placesOf(
  slices: readonly StackedSlice[],
  direction: Vector3,
  frameOf: (slice: StackedSlice) => HounsfieldFrame | undefined,
): PlacedSlice[] {
  const placed = slices.flatMap((slice): PlacedSlice[] => {
    const { position, sliceThickness: thickness } = slice.geometry;
    return position
      ? [{ slice, frame: frameOf(slice), position, along: dot(direction, position), thickness }]
      : [];
  });
  return byPlace(placed).flatMap((ones) => ones.find(({ frame }) => frame) ?? ones[0] ?? []);
}

/** Rows run from side to side as a rule, and from front to back where the patient lay on a side. */
function alongOf({ row, column }: NonNullable<FrameGeometry['orientation']>): Record<Plane, PlaneAxis> {
  const sideways = Math.abs(row[0]) >= Math.abs(column[0]);
  return sideways ? { coronal: 'x', sagittal: 'y' } : { coronal: 'y', sagittal: 'x' };
}

function extent(starts: readonly number[], length: number) {
  return { from: Math.min(...starts), to: Math.max(...starts) + length };
}

const minus = (a: Vector3, b: Vector3): Vector3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** A place of the stack's own axes, mm, in the patient. */
export function inPatient(
  { origin, axes }: Stack,
  place: { readonly x: number; readonly y: number; readonly z: number },
): NonNullable<FrameGeometry['position']> {
  const along = (axis: 0 | 1 | 2) =>
    origin[axis] + place.x * axes.x[axis] + place.y * axes.y[axis] + place.z * axes.z[axis];
  return [along(0), along(1), along(2)];
}

export function isStack(stack: Stack | Sentence | undefined): stack is Stack {
  return stack !== undefined && 'layers' in stack;
}
