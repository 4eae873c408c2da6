export { forgetStepsOfClosed } from './closed.ts';
export { annotationsJson, annotationTexts, measuredImage, someDrawn } from './json.ts';
export {
  selectedOnScreen,
  showChanged,
  slicesOnScreen,
  type AnnotationOnScreen,
  type SliceOnScreen,
} from './onScreen.ts';
export { keptAnnotations } from './kept.ts';
export { sliceStack } from './spacing.ts';
export { stayWhereDrawn } from './stay.ts';
export { createAnnotationStore, type AnnotationState, type AnnotationStore } from './store.ts';
