import type { Millimetre } from '../base/index.ts';
import type { FrameGeometry, HounsfieldFrame, Vector3 } from '../dicom/index.ts';

/** One slice of a stack. */
export interface Layer {
  readonly sliceId: string;
  readonly frame: HounsfieldFrame;
  /** Along the stack's direction, mm from its lowest layer. */
  readonly height: number;
  /** Where this layer's first pixel lies against the lowest layer's, mm along rows and columns: a tilted gantry shears. */
  readonly shift: { readonly x: number; readonly y: number };
  /** Images are missing between this layer and the one below it. */
  readonly gapBelow: boolean;
}

/** Parallel slices of one size as a volume in its own axes: x along a row, y along a column, z along the stack. */
export interface Stack {
  readonly columns: number;
  readonly rows: number;
  /** mm between neighbouring columns (x) and rows (y). */
  readonly spacing: { readonly x: number; readonly y: number };
  /** Ascending by height, no two at the same. */
  readonly layers: readonly Layer[];
  /** Usual step between layers, mm. */
  readonly step: number;
  /** Centre of the lowest layer's first pixel in the patient, LPS mm. */
  readonly origin: Vector3;
  /** Unit vectors in the patient. */
  readonly axes: { readonly x: Vector3; readonly y: Vector3; readonly z: Vector3 };
  /** The axis a plane's rows run along; its cuts lie behind each other along the other one. */
  readonly along: Readonly<Record<Plane, PlaneAxis>>;
  /** Least and largest x and y of any pixel's centre, mm. */
  readonly box: { readonly x: Range; readonly y: Range };
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

export type Plane = 'coronal' | 'sagittal';

/** Along the rows of the slices (x) or along their columns (y). */
export type PlaneAxis = 'x' | 'y';

/** What several planes behind each other come to: their mean, or the brightest (maximum intensity projection). */
export type SlabMode = 'mean' | 'maximum';

export interface Slab {
  readonly mode: SlabMode;
  readonly thickness: Millimetre;
}

/** A plane cut through a stack, as an image of its own with its place in the patient. */
export interface Reformat {
  readonly frame: HounsfieldFrame;
  readonly geometry: FrameGeometry;
}
