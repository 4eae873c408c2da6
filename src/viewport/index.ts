export { heatColour } from './heat.ts';
export { isUsableWindow, windowPresets } from './presets.ts';
export { still } from './still.ts';
export { createViewport } from './viewport.ts';
export type {
  DragTool,
  EvidenceOverlay,
  Viewport,
  ViewportEvent,
  ViewportImage,
  WindowPreset,
} from './types.ts';
