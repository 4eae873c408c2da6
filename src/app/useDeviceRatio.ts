import { useSyncExternalStore } from 'react';
import { followDeviceRatio } from '../viewport/index.ts';

/** Device pixels of a CSS pixel, followed when the page is zoomed or its window moves to another screen. */
export function useDeviceRatio(): number {
  return useSyncExternalStore(followDeviceRatio, () => devicePixelRatio);
}
