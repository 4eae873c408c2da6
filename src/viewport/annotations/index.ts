export { annotationWords } from './words.ts';
export { kindFacts } from './kinds.ts';
export { measure } from './measure.ts';
export {
  ANNOTATION_KINDS,
  drawnBy,
  type Annotation,
  type AnnotationKind,
  type MeasuredImage,
  type SliceStack,
} from './types.ts';
