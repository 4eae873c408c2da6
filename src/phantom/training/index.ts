export { createSheet } from './anatomy.ts';
export { SIZE as TRAINING_SIDE } from './field.ts';
export { FEATURES, type Feature } from './features.ts';
export type { Background } from './section.ts';
export { createPairs, MASK_SIDE, type TrainingOptions, type TrainingSlice } from './pair.ts';
