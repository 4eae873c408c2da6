export { cautionsOf, isLessThanHead } from './caution.ts';
export { startScorer } from './client.ts';
export { createScoringQueue } from './queue.ts';
export { whyNotScored } from './scorable.ts';
export { inferenceSentences } from './sentences.ts';
export { openScorer } from './scorer.ts';
export type {
  DeviceChoice,
  DeviceReport,
  Scorer,
  ScoringQueue,
  ScoringQueueListener,
  SliceScore,
  StartProgress,
} from './types.ts';
export { seenSide } from './preprocess/fitMatrices.ts';
