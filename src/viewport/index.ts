export * from './annotations/index.ts';
export { attitudeWords, axesOf, upright, type Attitude, type Turn } from './attitude.ts';
export { heatColour } from './heat.ts';
export { followDeviceRatio } from './pane.ts';
export { isNegative } from './picture.ts';
export { windowPresets } from './presets.ts';
export { viewportSentences } from './sentences.ts';
export { writeRimmed } from './rimmed.ts';
export { still, stillScale } from './still.ts';
export type { CrossLine } from './crossLines.ts';
export { createViewport } from './viewport.ts';
export { VIEW_TOOLS } from './types.ts';
export type {
  DragTool,
  EvidenceOverlay,
  Look,
  Viewport,
  ViewportEvent,
  ViewportImage,
  WindowPreset,
} from './types.ts';
export { greyScale } from './voi.ts';
