export { forgetStepsOfClosed } from './closed.ts';
export { annotationsJson, annotationTexts, measuredImage } from './json.ts';
export { keptAnnotations } from './kept.ts';
export { sliceStack } from './spacing.ts';
export { stayWhereDrawn } from './stay.ts';
export { createAnnotationStore, type AnnotationState, type AnnotationStore } from './store.ts';
