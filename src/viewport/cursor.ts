import type { DragTool } from './types.ts';

const CURSORS: Partial<Record<DragTool, string>> = { pan: 'grab', zoom: 'zoom-in', scroll: 'ns-resize' };

/** What the pointer looks like with a tool in hand; most aim. */
export const cursorOf = (tool: DragTool): string => CURSORS[tool] ?? 'crosshair';
