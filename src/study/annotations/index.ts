export { forgetStepsOfClosed } from './closed.ts';
export { measuredCut, presentCuts } from './cuts.ts';
export {
  annotationsJson,
  annotationTexts,
  measuredImage,
  someDrawnOnCuts,
  someDrawnOnSlices,
} from './json.ts';
export {
  imagesOnScreen,
  selectedOnScreen,
  showChanged,
  type AnnotationOnScreen,
  type ImageOnScreen,
} from './onScreen.ts';
export { keptAnnotations } from './kept.ts';
export { stayWhereDrawn } from './stay.ts';
export { createAnnotationStore, type AnnotationState, type AnnotationStore } from './store.ts';
