/** Cuts as images that are drawn on. A cut is of no file: its identifier says which one it is, and of which slices. */
import type { Series } from '../../dicom/index.ts';
import type { MeasuredImage } from '../../viewport/index.ts';
import { cutCount, isStack, stackOf, type Plane, type Reformat, type Stack } from '../../volume/index.ts';
import type { FrameRepository } from '../frames.ts';

export interface CutId {
  readonly plane: Plane;
  /** From 0. */
  readonly cut: number;
  /** Ids of the slices that the stack ends with. */
  readonly ends: readonly [lowest: string, highest: string];
}

/**
 * A cut's pixels count from the stack's edges, so that it is the same image as long as the stack has the same ends: with other
 * slices below or above it is another one, on which nothing is drawn. (Of slices that drift to one side the outermost may lie
 * between the ends; scanners drift one way.)
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

export interface PresentCut {
  readonly id: string;
  readonly series: Series;
  readonly stack: Stack;
  readonly plane: Plane;
  readonly cut: number;
}

/**
 * Which images of these are cuts that can be shown. Of a stack that has other ends by now nobody can say where one was: it is not
 * shown, exported, undone or deleted until the series has its old ends again.
 */
export function presentCuts(
  ids: Iterable<string>,
  series: readonly Series[],
  frames: Pick<FrameRepository, 'get'>,
): readonly PresentCut[] {
  const asked: (CutId & { readonly id: string })[] = [];
  for (const id of ids) {
    const cut = cutOf(id);
    if (cut) asked.push({ id, ...cut });
  }
  if (asked.length === 0) return [];
  return series.flatMap((one) => {
    const own = new Set(one.slices.map(({ id }) => id));
    const through = asked.filter(({ ends }) => ends.every((end) => own.has(end)));
    const stack = through.length > 0 ? stackOf(one, ({ id }) => frames.get(id)) : undefined;
    if (!isStack(stack)) return [];
    return through
      .filter(({ id, plane, cut }) => id === cutId(stack, plane, cut) && cut < cutCount(stack, plane))
      .map(({ id, plane, cut }) => ({ id, series: one, stack, plane, cut }));
  });
}

/** A volume is counted on slices, not on cuts: there is no stack. */
export function measuredCut({ frame, geometry }: Reformat): MeasuredImage {
  return { frame, spacing: geometry.pixelSpacing, pixelAspect: geometry.pixelAspect, stack: undefined };
}
