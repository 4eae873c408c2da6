import { useEffect, useRef, type RefObject } from 'react';
import { createViewport, type Viewport } from '../../viewport/index.ts';
import { language, tell } from '../words/index.ts';

/**
 * A viewport for as long as a pane is on the page.
 * @param show  puts something into it; answers what ends that. Only its first value counts: give the pane a key instead.
 */
export function useOwnViewport(show: (viewport: Viewport) => () => void): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const first = useRef(show);
  useEffect(() => {
    if (!place.current) return;
    const own = document.createElement('div');
    own.className = 'viewport';
    place.current.append(own);
    const viewport = createViewport(own, tell);
    const silence = language.subscribe(() => viewport.retell());
    const end = first.current(viewport);
    return () => {
      end();
      silence();
      viewport.destroy();
      own.remove();
    };
  }, []);
  return place;
}
