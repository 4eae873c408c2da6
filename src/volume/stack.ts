/** A series' slices as a volume, or why they are none. */
import type { Sentence } from '../base/index.ts';
import type { FrameGeometry, HounsfieldFrame, Series, Slice, Vector3 } from '../dicom/index.ts';
import { stackDirection } from '../dicom/index.ts';
import type { Layer, Plane, PlaneAxis, Stack } from './types.ts';
import { say } from './sentences.ts';

/** Layers closer than this lie in the same place, mm: the first is taken. */
const SAME_PLACE = 0.01;
/** Of a normal's share along the patient's axis: slices further than 45° from lying across it are another plane's. */
const AXIAL = Math.SQRT1_2;

/**
 * @param frameOf  the decoded pixels of a slice; undefined where they could not be read
 * @returns a sentence where the slices make no volume
 */
export function stackOf(
  { slices, rows, columns }: Series,
  frameOf: (slice: Slice) => HounsfieldFrame | undefined,
): Stack | Sentence {
  const [first] = slices;
  if (slices.length < 2) return say('singleSlice');
  const { orientation, pixelSpacing } = first?.geometry ?? {};
  if (!orientation || !pixelSpacing) return say('noGeometry');
  const direction = stackDirection(orientation);
  if (Math.abs(direction[2]) < AXIAL) return say('notAxial');
  const placed = slices.flatMap((slice) => {
    const frame = frameOf(slice);
    const { position } = slice.geometry;
    return frame && position ? [{ slice, frame, position, along: dot(direction, position) }] : [];
  });
  placed.sort((a, b) => a.along - b.along);
  const [lowest] = placed;
  if (!lowest || placed.length < 2) return say('noPlaces');

  const layers: Layer[] = [];
  for (const { slice, frame, position, along } of placed) {
    const height = along - lowest.along;
    const below = layers.at(-1);
    if (below && height - below.height < SAME_PLACE) continue;
    const from = minus(position, lowest.position);
    const shift = { x: dot(orientation.row, from), y: dot(orientation.column, from) };
    layers.push({ sliceId: slice.id, frame, height, shift });
  }
  if (layers.length < 2) return say('samePlace');
  const spacing = { x: pixelSpacing.column, y: pixelSpacing.row };
  return {
    columns,
    rows,
    spacing,
    layers,
    step: usualStep(layers),
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

/** Rows run from side to side as a rule, and from front to back where the patient lay on a side. */
function alongOf({ row, column }: NonNullable<FrameGeometry['orientation']>): Record<Plane, PlaneAxis> {
  const sideways = Math.abs(row[0]) >= Math.abs(column[0]);
  return sideways ? { coronal: 'x', sagittal: 'y' } : { coronal: 'y', sagittal: 'x' };
}

function usualStep(layers: readonly Layer[]): number {
  const steps = layers.slice(1).map(({ height }, below) => height - (layers[below]?.height ?? 0));
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0;
}

function extent(starts: readonly number[], length: number) {
  return { from: Math.min(...starts), to: Math.max(...starts) + length };
}

const dot = (a: Vector3, b: Vector3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
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
