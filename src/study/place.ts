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
  const { position, orientation, pixelSpacing } = geometry;
  if (!position || !orientation || !pixelSpacing) return undefined;
  const x = ((instance.columns - 1) / 2) * pixelSpacing.column;
  const y = ((instance.rows - 1) / 2) * pixelSpacing.row;
  const at = (axis: 0 | 1 | 2) => position[axis] + x * orientation.row[axis] + y * orientation.column[axis];
  return [at(0), at(1), at(2)];
}
