import { useEffect, useRef, type RefObject } from 'react';
import type { PaneName } from '../../study/index.ts';
import type { Viewport } from '../../viewport/index.ts';
import { useRoom } from '../useRoom.ts';

/**
 * A viewport for as long as a pane is on the page.
 * @param show  puts something into it; answers what ends that. Only its first value counts: give the pane a key instead.
 */
export function useOwnViewport(
  name: PaneName,
  show: (viewport: Viewport) => () => void,
): RefObject<HTMLDivElement | null> {
  const room = useRoom();
  const place = useRef<HTMLDivElement>(null);
  const first = useRef(show);
  useEffect(() => {
    if (!place.current) return;
    // An element of its own for each viewport: React may run this twice, and cornerstone's element must outlive neither.
    const own = document.createElement('div');
    own.className = 'viewport';
    place.current.append(own);
    const detach = room.panes.attach(name, own, first.current);
    return () => {
      detach();
      own.remove();
    };
  }, [room, name]);
  return place;
}
