import { annotationWords, measure, type Annotation, type MeasuredImage } from '../../viewport/index.ts';
import type { Series, Slice } from '../../dicom/index.ts';
import { NOTICE } from '../../report/index.ts';
import { reformat } from '../../volume/index.ts';
import type { FrameRepository } from '../frames.ts';
import { placeInPatient } from '../place.ts';
import type { StudyState } from '../studyTypes.ts';
import { measuredCut, presentCuts } from './cuts.ts';
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

/** Whether anything is drawn on slices of what is open; drawings of other studies are kept as well. */
export function someDrawnOnSlices(
  { series }: Pick<StudyState, 'series'>,
  { drawn }: Pick<AnnotationState, 'drawn'>,
): boolean {
  return series.some(({ slices }) => slices.some(({ id }) => drawn.has(id)));
}

/** The same of cuts that can be shown. */
export function someDrawnOnCuts(
  { series }: Pick<StudyState, 'series'>,
  { drawn }: Pick<AnnotationState, 'drawn'>,
  frames: Pick<FrameRepository, 'get'>,
): boolean {
  return presentCuts(drawn.keys(), series, frames).length > 0;
}

/** What was drawn on each slice, in words with values, by slice id; slices without anything are not in it. */
export function annotationTexts(
  { series }: Pick<StudyState, 'series'>,
  { drawn }: Pick<AnnotationState, 'drawn'>,
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
 * corner, x to the right, y down), of cuts those in the patient as well (LPS mm); no name, birth date or patient id, and no
 * file names.
 * @param software  name and version of this program
 */
export function annotationsJson(
  { series }: Pick<StudyState, 'series'>,
  { drawn }: Pick<AnnotationState, 'drawn'>,
  frames: FrameRepository,
  software: string,
): string {
  const annotations = series.flatMap((one) => [
    ...one.slices.flatMap((slice, index) => {
      const image = measuredImage(one, slice, frames);
      const { instance, frame } = slice;
      const place = { sopInstanceUid: instance.sopInstanceUid, frame, slice: index + 1 };
      return (drawn.get(slice.id) ?? []).map((annotation) => ({
        ...uidsOf(slice),
        ...place,
        ...entryOf(annotation, image),
      }));
    }),
    ...onCuts(one, drawn, frames),
  ]);
  return `${JSON.stringify({ schema: 2, software, notice: NOTICE, annotations }, null, 2)}\n`;
}

function onCuts(series: Series, drawn: AnnotationState['drawn'], frames: FrameRepository) {
  const [first] = series.slices;
  if (!first) return [];
  return presentCuts(drawn.keys(), [series], frames).flatMap(({ id, stack, plane, cut }) => {
    const image = reformat(stack, plane, cut);
    return (drawn.get(id) ?? []).map((annotation) => ({
      ...uidsOf(first),
      plane,
      cut: cut + 1,
      ...entryOf(annotation, measuredCut(image)),
      patientPoints: annotation.points.map((point) => placeInPatient(image.geometry, point)),
    }));
  });
}

const uidsOf = ({ instance }: Slice) => ({
  studyUid: instance.study.uid,
  seriesUid: instance.series.uid,
});

function entryOf(annotation: Annotation, image: MeasuredImage | undefined) {
  const { kind, points, text, slices, guessed } = annotation;
  return {
    kind,
    points: points.map(({ x, y }) => [x, y]),
    // Some of its points nobody has put there: what rests on them is not among the values.
    ...(guessed ? { guessed } : {}),
    ...(text === undefined ? {} : { text }),
    ...(slices === undefined ? {} : { slices }),
    values: image ? measure(annotation, image) : [],
  };
}
