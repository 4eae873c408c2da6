/** Small vector arithmetic of slices in the patient: LPS, millimetres. */
import { millimetre, type Millimetre } from '../base/index.ts';
import type { FrameGeometry, Vector3 } from './types.ts';

/** Images closer than this lie in the same place, mm. */
export const SAME_PLACE = 0.01;
/** A table that comes back for a second pass is off by less than this part of a slice's thickness, and never by more, mm. */
const RETURN = { part: 0.02, most: 0.1 };
/** Direction cosines of one stack differ by rounding alone, 0.3° at most. */
const SAME_DIRECTION = 0.005;
/** Pixel spacings that differ by no more than this part of themselves differ by rounding: 0.2 mm over a whole head. */
const SAME_SPACING = 0.001;

/**
 * Least cosine between a slice's normal and the body's axis at which it still counts as axial: 45°. Gantries tilt by 30°
 * at most, localizers and coronal or sagittal reconstructions stand at 90°.
 */
const AXIAL_COSINE = Math.SQRT1_2;

export const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/**
 * The direction slices are stacked along: the image plane's normal, turned to point towards the patient's head (or back,
 * or left, whichever axis it is nearest to), so that flipped images sort the same way round. Of length 1.
 */
export function stackDirection({ row: r, column: c }: NonNullable<FrameGeometry['orientation']>): Vector3 {
  const normal: Vector3 = [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]];
  const main = normal.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  // Cosines rounded to two digits would falsify every distance along it.
  const length = Math.hypot(...normal) * (main < 0 ? -1 : 1);
  return [normal[0] / length, normal[1] / length, normal[2] / length];
}

export function isAxial(orientation: NonNullable<FrameGeometry['orientation']>): boolean {
  return Math.abs(stackDirection(orientation)[2]) >= AXIAL_COSINE;
}

/** Height of a pixel over its width; 1 where the file does not say. */
export function pixelProportion({
  pixelSpacing,
  pixelAspect = 1,
}: Pick<FrameGeometry, 'pixelSpacing' | 'pixelAspect'>): number {
  return pixelSpacing ? pixelSpacing.row / pixelSpacing.column : pixelAspect;
}

/** Whether rows and columns of two images run alike; those of images without an orientation do. */
export function sameOrientation(a: FrameGeometry['orientation'], b: FrameGeometry['orientation']): boolean {
  if (!a || !b) return a === b;
  const near = (one: Vector3, other: Vector3) =>
    [0, 1, 2].every((axis) => Math.abs((one[axis] ?? NaN) - (other[axis] ?? NaN)) <= SAME_DIRECTION);
  return near(a.row, b.row) && near(a.column, b.column);
}

/** Whether pixels of two images are of one size; those of images that state none are not. */
export function samePixelSpacing(
  a: FrameGeometry['pixelSpacing'],
  b: FrameGeometry['pixelSpacing'],
): boolean {
  if (!a || !b) return false;
  const near = (one: Millimetre, other: Millimetre) => Math.abs(one - other) <= SAME_SPACING * other;
  return near(a.row, b.row) && near(a.column, b.column);
}

/** Slices of one stack by place, ascending: those of one place lie nearer to its lowest than a table returns to where it was. */
export function byPlace<One extends { readonly along: number; readonly thickness: number | undefined }>(
  slices: readonly One[],
): One[][] {
  const places: One[][] = [];
  let lowest = -Infinity;
  for (const one of slices.toSorted((a, b) => a.along - b.along)) {
    const within = Math.max(SAME_PLACE, Math.min(RETURN.most, RETURN.part * (one.thickness ?? 0)));
    if (one.along - lowest <= within) places.at(-1)?.push(one);
    else {
      lowest = one.along;
      places.push([one]);
    }
  }
  return places;
}

/** Distance of an image along `direction` from the origin of the frame of reference. */
export function positionAlong(direction: Vector3, position: Vector3): Millimetre {
  return millimetre(dot(direction, position));
}
