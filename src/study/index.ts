export * from './annotations/index.ts';
export { calm, type Calm } from './calm.ts';
export { CINE_SPEEDS, playCine } from './cine.ts';
export { showOtherSeries } from './beside.ts';
export { exportNote } from './exportNote.ts';
export { createFindingsStore } from './findings.ts';
export type { FindingsState, FindingsStore } from './findingsTypes.ts';
export {
  createKeyImageStore,
  keyImagesInOrder,
  type KeyImageState,
  type KeyImageStore,
} from './keyImages.ts';
export { forgetOffset, sliceBeside, stepBeside } from './link.ts';
export { createLookGroup, type LookGroup } from './looks.ts';
export { findModelUrl } from './models.ts';
export {
  putBeside,
  putNextBeside,
  putOnScreen,
  seriesBeside,
  seriesShownBeside,
  seriesToCompare,
} from './placement.ts';
export { inHounsfield, windowOfOther } from './paneWindow.ts';
export { createPlanesStore, type PlanesStore } from './planes.ts';
export { crossAxial, showPlane, toolOnCut } from './showPlanes.ts';
export { reportedImages, reportRows, reportSource, seriesCautions, unreadOf } from './reportRows.ts';
export {
  activeSeries,
  activeSlice,
  isTilted,
  maximumMayRise,
  middleSlice,
  notices,
  scoringProgress,
  seriesMaximum,
  sliceIndex,
  statusLine,
} from './selectors.ts';
export {
  ageAt,
  comparePatients,
  compareSeries,
  extentOf,
  openStudies,
  type OpenStudy,
} from './openStudies.ts';
export { studySentences } from './sentences.ts';
export { showOnViewport } from './showOnViewport.ts';
export type { ScoringRun, SliceFinding } from './states.ts';
export { createStudyStore } from './study.ts';
export type { Extent, StudyState, StudyStore } from './studyTypes.ts';
export { isSuspicious, leadingKind, likeliestKind, mostSuspicious, nextSuspicious } from './suspicious.ts';
export { thumbnail } from './thumbnail.ts';
export { createThresholdStore, thresholdsOf, type Thresholds, type ThresholdStore } from './thresholds.ts';
export {
  createViewStore,
  type Layout,
  type PaneName,
  type PaneProbe,
  type ViewState,
  type ViewStore,
} from './view.ts';
export { fileWindowNumber, voiOf, windowsBeside, type WindowChoice } from './voi.ts';
