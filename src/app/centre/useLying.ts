import { useState } from 'react';
import { upright, type Attitude, type Viewport } from '../../viewport/index.ts';

/** How an image lies in its pane. */
export interface Lying {
  /** CSS pixels to the shorter side of an image pixel; not known before something is drawn. */
  readonly scale: number | undefined;
  readonly attitude: Attitude;
}

/** How a pane lies that has a viewport of its own. @returns  with what follows that viewport, and answers what ends it */
export function useLying(): readonly [Lying, (viewport: Viewport) => () => void] {
  const [lying, setLying] = useState<Lying>({ scale: undefined, attitude: upright });
  const follow = (viewport: Viewport) =>
    viewport.subscribe((event) => {
      if (event.kind === 'view') setLying({ scale: event.scale, attitude: event.attitude });
    });
  return [lying, follow];
}
