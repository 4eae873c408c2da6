import type { DragTool } from './types.ts';

const CURSORS: Partial<Record<DragTool, string>> = { pan: 'grab', zoom: 'zoom-in', scroll: 'ns-resize' };

/** What the pointer looks like with a tool in hand; most aim. With none it says so. */
export const cursorOf = (tool: DragTool | undefined): string =>
  tool === undefined ? 'not-allowed' : (CURSORS[tool] ?? 'crosshair');
