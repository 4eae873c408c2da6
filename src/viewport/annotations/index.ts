export { annotationWords } from './words.ts';
export { paintAnnotations, type Drawn } from './painted.ts';
export { kindFacts } from './kinds.ts';
export { measure, type Quantity } from './measure.ts';
export {
  ANNOTATION_KINDS,
  drawnBy,
  type Annotation,
  type AnnotationKind,
  type ImagePoint,
  type MeasuredImage,
  type SliceStack,
} from './types.ts';
