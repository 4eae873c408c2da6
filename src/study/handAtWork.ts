import type { StudyStore } from './studyTypes.ts';

/** Longer than between two notches of a wheel that is turned slowly, shorter than a look. */
const RESTS_AFTER_MS = 300;

/** Whether slice or window have just been changed, so that more frames are likely to be drawn. */
export function watchHand(study: StudyStore): { readonly atWork: () => boolean; readonly stop: () => void } {
  let last = -Infinity;
  const stop = study.subscribe((state, before) => {
    // A series that comes on screen brings its own.
    if (state.seriesKey !== before.seriesKey) return;
    if (state.sliceId !== before.sliceId || state.window !== before.window) last = performance.now();
  });
  return { atWork: () => performance.now() - last < RESTS_AFTER_MS, stop };
}
