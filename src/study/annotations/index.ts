export { forgetStepsOfClosed } from './closed.ts';
export { cutsThrough, measuredCut } from './cuts.ts';
export { annotationsJson, annotationTexts, measuredImage, someDrawn, someDrawnOnCuts } from './json.ts';
export {
  imagesOnScreen,
  selectedOnScreen,
  showChanged,
  type AnnotationOnScreen,
  type ImageOnScreen,
} from './onScreen.ts';
export { keptAnnotations } from './kept.ts';
export { sliceStack } from './spacing.ts';
export { stayWhereDrawn } from './stay.ts';
export { createAnnotationStore, type AnnotationState, type AnnotationStore } from './store.ts';
