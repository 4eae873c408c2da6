/** Cuts as images that are drawn on. A cut is of no file: its identifier says which one it is, and of which slices. */
import type { Series } from '../../dicom/index.ts';
import type { MeasuredImage } from '../../viewport/index.ts';
import type { Plane, Reformat, Stack } from '../../volume/index.ts';

export interface CutId {
  readonly plane: Plane;
  /** From 0. */
  readonly cut: number;
  /** Ids of the slices that the stack ends with. */
  readonly ends: readonly [lowest: string, highest: string];
}

/**
 * A cut's pixels count from the stack's edges, so that it is the same image as long as the stack has the same ends: with other
 * slices below or above it is another one, on which nothing is drawn.
 */
export function cutId({ layers }: Stack, plane: Plane, cut: number): string {
  return `${plane} ${cut} ${layers[0]?.sliceId} ${layers.at(-1)?.sliceId}`;
}

/** @returns undefined for the id of a slice */
export function cutOf(id: string): CutId | undefined {
  const [, plane, cut, lowest, highest] = /^(coronal|sagittal) (\d+) (.+#\d+) (.+#\d+)$/u.exec(id) ?? [];
  if ((plane !== 'coronal' && plane !== 'sagittal') || lowest === undefined || highest === undefined)
    return undefined;
  return { plane, cut: Number(cut), ends: [lowest, highest] };
}

/** The slices that an image is of: itself, or those that its stack ends with. */
export function slicesOf(id: string): readonly string[] {
  return cutOf(id)?.ends ?? [id];
}

/** Of the images that something is drawn on, those that are cuts through a series, whatever slices it had then. */
export function cutsThrough(
  { slices }: Pick<Series, 'slices'>,
  drawn: ReadonlyMap<string, readonly unknown[]>,
): readonly string[] {
  const own = new Set(slices.map(({ id }) => id));
  return [...drawn].flatMap(([id, annotations]) => {
    const cut = annotations.length > 0 ? cutOf(id) : undefined;
    return cut?.ends.every((end) => own.has(end)) ? [id] : [];
  });
}

/** A volume is counted on slices, not on cuts: there is no stack. */
export function measuredCut({ frame, geometry }: Reformat): MeasuredImage {
  return { frame, spacing: geometry.pixelSpacing, pixelAspect: geometry.pixelAspect, stack: undefined };
}
