export { demoStudy, phantomFileName } from './demo.ts';
export { phantomSeries } from './series.ts';
export { BLEED_KINDS, type BleedKind, type PhantomOptions, type PhantomSlice } from './types.ts';
export { writeDicom, type PhantomIdentity } from './writer/dicom.ts';
export { writeNpz } from './writer/npz.ts';
export {
  createPairs,
  createSheet,
  FEATURES,
  MASK_SIDE,
  TRAINING_SIDE,
  type Background,
  type Feature,
  type TrainingSlice,
} from './training/index.ts';
