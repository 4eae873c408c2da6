import type { Viewport } from '../viewport/index.ts';
import { isOtherSeries } from './selectors.ts';
import type { StudyStore } from './studyTypes.ts';
import type { ViewStore } from './view.ts';

/**
 * Another series, which may be another patient's, is shown as its files have it: what was mirrored, turned, inverted or
 * enlarged was the series before. Through the slices of one series all of that stays.
 * @returns what ends it
 */
export function resetForSeries(
  viewport: Viewport,
  { study, view }: { readonly study: StudyStore; readonly view: ViewStore },
): () => void {
  return study.subscribe((state, before) => {
    if (!isOtherSeries(state, before)) return;
    viewport.resetView();
    if (view.getState().inverted) view.setState({ inverted: false });
  });
}
