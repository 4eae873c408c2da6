import type { VoiWindow } from './types.ts';

/** The standard's bounds: a LINEAR window is at least 1 wide, the others wider than 0 (PS3.3 C.11.2.1.2 and .3). */
export function isUsableWindow({ center, width, shape }: VoiWindow): boolean {
  return Number.isFinite(center) && Number.isFinite(width) && (shape === 'LINEAR' ? width >= 1 : width > 0);
}
