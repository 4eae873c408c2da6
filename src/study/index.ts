export { createFindingsStore, type FindingsState, type FindingsStore } from './findings.ts';
export { findModelUrl } from './models.ts';
export { reportRows, reportSource } from './reportRows.ts';
export {
  activeSeries,
  activeSlice,
  scoringProgress,
  seriesMaximum,
  sliceIndex,
  statusLine,
} from './selectors.ts';
export { showOnViewport } from './showOnViewport.ts';
export type { ScoringRun, SliceFinding } from './states.ts';
export { createStudyStore, type StudyState, type StudyStore } from './study.ts';
export { thumbnail } from './thumbnail.ts';
export { createViewStore, type ViewState, type ViewStore } from './view.ts';
export { fileWindowNumber, voiOf } from './voi.ts';
