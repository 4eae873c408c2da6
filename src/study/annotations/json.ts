import { measure, type Annotation, type MeasuredImage } from '../../viewport/index.ts';
import type { Series, Slice } from '../../dicom/index.ts';
import type { FrameRepository } from '../frames.ts';
import type { StudyState } from '../studyTypes.ts';
import { sliceSpacing } from './spacing.ts';
import type { AnnotationState } from './store.ts';

/** What annotations of a slice are measured on; undefined where its pixels did not decode. */
export function measuredImage(
  series: Series,
  slice: Slice,
  frames: FrameRepository,
): MeasuredImage | undefined {
  const frame = frames.get(slice.id);
  return frame && { frame, spacing: slice.geometry.pixelSpacing, sliceSpacing: sliceSpacing(series) };
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
  const notice = 'Not a medical device. Not for diagnostic use.';
  return `${JSON.stringify({ schema: 1, software, notice, annotations }, null, 2)}\n`;
}

function entryOf(
  annotation: Annotation,
  { instance, frame }: Slice,
  index: number,
  image: MeasuredImage | undefined,
) {
  const { kind, points, text, slices } = annotation;
  return {
    studyUid: instance.study.uid,
    seriesUid: instance.series.uid,
    sopInstanceUid: instance.sopInstanceUid,
    frame,
    slice: index + 1,
    kind,
    points: points.map(({ x, y }) => [x, y]),
    ...(text === undefined ? {} : { text }),
    ...(slices === undefined ? {} : { slices }),
    values: image ? measure(annotation, image) : [],
  };
}
