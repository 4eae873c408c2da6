/** Where a slice lies in the patient, beside another one. */
import {
  dot,
  stackDirection,
  type DicomInstance,
  type FrameGeometry,
  type Slice,
  type Vector3,
} from '../dicom/index.ts';

type Orientation = NonNullable<FrameGeometry['orientation']>;

/** Whether places in both are told from one origin: files that name no frame of reference say nothing of that. */
export function isSameFrame(a: DicomInstance, b: DicomInstance): boolean {
  return a.frameOfReferenceUid !== undefined && a.frameOfReferenceUid === b.frameOfReferenceUid;
}

/** Rather along one another than across: a tilted gantry is no other direction, a sagittal series is. */
export function isParallel(a: Orientation | undefined, b: Orientation | undefined): boolean {
  return a !== undefined && b !== undefined && dot(stackDirection(a), stackDirection(b)) > Math.SQRT1_2;
}

/** The middle of a slice: those of tilted and untilted series share no corner. */
export function centreOf({ geometry, instance }: Slice): Vector3 | undefined {
  return placeInPatient(geometry, { x: instance.columns / 2, y: instance.rows / 2 });
}

/**
 * @param point  in pixels from the image's top left corner, with fractions
 * @returns LPS mm; undefined where the image's own place or spacing is not known
 */
export function placeInPatient(
  { position, orientation, pixelSpacing }: FrameGeometry,
  { x, y }: { readonly x: number; readonly y: number },
): Vector3 | undefined {
  if (!position || !orientation || !pixelSpacing) return undefined;
  // The position is that of the first pixel's middle.
  const [right, down] = [(x - 0.5) * pixelSpacing.column, (y - 0.5) * pixelSpacing.row];
  const at = (axis: 0 | 1 | 2) =>
    position[axis] + right * orientation.row[axis] + down * orientation.column[axis];
  return [at(0), at(1), at(2)];
}
