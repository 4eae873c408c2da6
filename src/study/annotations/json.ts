import { annotationWords, measure, type Annotation, type MeasuredImage } from '../../viewport/index.ts';
import type { Series, Slice } from '../../dicom/index.ts';
import { NOTICE } from '../../report/index.ts';
import type { FrameRepository } from '../frames.ts';
import type { StudyState } from '../studyTypes.ts';
import { sliceStack } from './spacing.ts';
import type { AnnotationState } from './store.ts';

/** What annotations of a slice are measured on; undefined where its pixels did not decode. */
export function measuredImage(
  series: Series,
  slice: Slice,
  frames: Pick<FrameRepository, 'get'>,
): MeasuredImage | undefined {
  const frame = frames.get(slice.id);
  const { pixelSpacing: spacing, pixelAspect } = slice.geometry;
  return frame && { frame, spacing, pixelAspect, stack: sliceStack(series, slice.id) };
}

/** Whether anything is drawn on what is open; drawings of other studies are kept as well. */
export function someDrawn(
  { series }: Pick<StudyState, 'series'>,
  { slices: drawn }: Pick<AnnotationState, 'slices'>,
): boolean {
  return series.some(({ slices }) => slices.some(({ id }) => (drawn.get(id) ?? []).length > 0));
}

/** What was drawn on each slice, in words with values, by slice id; slices without anything are not in it. */
export function annotationTexts(
  { series }: Pick<StudyState, 'series'>,
  { slices: drawn }: Pick<AnnotationState, 'slices'>,
  frames: FrameRepository,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const one of series) {
    for (const slice of one.slices) {
      const annotations = drawn.get(slice.id) ?? [];
      if (annotations.length === 0) continue;
      const image = measuredImage(one, slice, frames);
      const words = annotations.map(
        (annotation) => annotationWords(annotation, image ? measure(annotation, image) : []).text,
      );
      texts.set(slice.id, words.join('; '));
    }
  }
  return texts;
}

/**
 * The annotations of the open study with their values, as JSON: UIDs and image coordinates (pixels from the image's top left
 * corner, x to the right, y down), no name, birth date or patient id, and no file names.
 * @param software  name and version of this program
 */
export function annotationsJson(
  { series }: Pick<StudyState, 'series'>,
  { slices: drawn }: Pick<AnnotationState, 'slices'>,
  frames: FrameRepository,
  software: string,
): string {
  const annotations = series.flatMap((one) =>
    one.slices.flatMap((slice, index) => {
      const image = measuredImage(one, slice, frames);
      return (drawn.get(slice.id) ?? []).map((annotation) => entryOf(annotation, slice, index, image));
    }),
  );
  return `${JSON.stringify({ schema: 1, software, notice: NOTICE, annotations }, null, 2)}\n`;
}

function entryOf(
  annotation: Annotation,
  { instance, frame }: Slice,
  index: number,
  image: MeasuredImage | undefined,
) {
  const { kind, points, text, slices, guessed } = annotation;
  return {
    studyUid: instance.study.uid,
    seriesUid: instance.series.uid,
    sopInstanceUid: instance.sopInstanceUid,
    frame,
    slice: index + 1,
    kind,
    points: points.map(({ x, y }) => [x, y]),
    // Some of its points nobody has put there: what rests on them is not among the values.
    ...(guessed ? { guessed } : {}),
    ...(text === undefined ? {} : { text }),
    ...(slices === undefined ? {} : { slices }),
    values: image ? measure(annotation, image) : [],
  };
}
