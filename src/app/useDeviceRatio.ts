import { useSyncExternalStore } from 'react';

/** Device pixels of a CSS pixel, followed when the page is zoomed or its window moves to another screen. */
export function useDeviceRatio(): number {
  return useSyncExternalStore(follow, () => devicePixelRatio);
}

/** A query holds for one ratio alone: after each change the next one is asked. */
function follow(changed: () => void): () => void {
  const held = new AbortController();
  const ask = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        changed();
        ask();
      },
      { once: true, signal: held.signal },
    );
  };
  ask();
  return () => held.abort();
}
