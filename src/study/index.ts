export { coalesce, type Coalesced } from './coalesce.ts';
export { evidenceOverlay } from './evidence.ts';
export {
  createFindingsStore,
  type FindingsDependencies,
  type FindingsState,
  type FindingsStore,
} from './findings.ts';
export { findModelUrl } from './models.ts';
export { reportRows, reportSource } from './reportRows.ts';
export {
  activeSeries,
  activeSlice,
  scoringProgress,
  seriesMaximum,
  sliceIndex,
  statusLine,
  type ScoringProgress,
} from './selectors.ts';
export { showOnViewport } from './showOnViewport.ts';
export type { RunPhase, ScoringRun, SliceFinding, SliceState } from './states.ts';
export {
  createStudyStore,
  type Intake,
  type StudyDependencies,
  type StudyReader,
  type StudyState,
  type StudyStore,
} from './study.ts';
export { thumbnail } from './thumbnail.ts';
export { createViewStore, type ViewState, type ViewStore } from './view.ts';
export { choiceOf, fileWindowNumber, voiOf, type WindowChoice } from './voi.ts';
