import type { ImagePixel, Millimetre } from '../../base/index.ts';
import type { FrameGeometry, HounsfieldFrame } from '../../dicom/index.ts';

export const ANNOTATION_KINDS = ['length', 'angle', 'ellipse', 'rectangle', 'arrow', 'volume'] as const;

export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

/** The kind that a tool draws; undefined for a tool that draws nothing, and for none. */
export function drawnBy(tool: string | undefined): AnnotationKind | undefined {
  return ANNOTATION_KINDS.find((kind) => kind === tool);
}

export interface ImagePoint {
  readonly x: ImagePixel;
  readonly y: ImagePixel;
}

/** Something drawn on one image, in the image's own coordinates: zoom, flips and turns do not touch it. */
export interface Annotation {
  readonly id: string;
  readonly kind: AnnotationKind;
  /**
   * `length` both ends; `angle` an arm's end, the vertex, the other arm's end; `ellipse` and `rectangle` two opposite
   * corners of the box around it; `arrow` its tip and its tail; `volume` both ends of A, then both of B.
   */
  readonly points: readonly ImagePoint[];
  /** Beside an arrow. */
  readonly text?: string | undefined;
  /** On how many slices a hematoma is seen, for a volume; halves count slices where it is small. Undefined until told. */
  readonly slices?: number | undefined;
  /** One drag gives an angle's first arm, or A of a volume: what was laid beside it measures nothing until a hand moves it. */
  readonly guessed?: boolean | undefined;
}

/** Where a slice lies among those of its series. */
export interface SliceStack {
  /** From each slice to the next; with one alone its own thickness, or what stands for a spacing that is not known. */
  readonly steps: readonly Millimetre[];
  /** Of the slice, from 0. */
  readonly index: number;
}

/** What an annotation is measured on. */
export interface MeasuredImage {
  readonly frame: HounsfieldFrame;
  /** Where the file gives none, lengths and areas are in pixels and there are no volumes. */
  readonly spacing: FrameGeometry['pixelSpacing'];
  /** Height of a pixel over its width, where there is no spacing and pixels are not square. */
  readonly pixelAspect?: number | undefined;
  /** Undefined where the distance to other slices is not known: then there are no volumes. */
  readonly stack: SliceStack | undefined;
}
