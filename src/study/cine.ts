import type { StudyStore } from './studyTypes.ts';
import { activeSeries, sliceIndex } from './selectors.ts';
import type { ViewStore } from './view.ts';

/** The speeds a reader steps through, slices a second. */
export const CINE_SPEEDS = [1, 2, 3, 5, 7, 10, 15, 20, 25, 30] as const;

/**
 * Goes through the active series while the view says that cine plays, from the last slice on to the first again. Where
 * there is nothing to go through it says that it has stopped.
 * @returns what ends it
 */
export function playCine({ study, view }: { study: StudyStore; view: ViewStore }): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;

  function step(): void {
    const state = study.getState();
    const count = activeSeries(state)?.slices.length ?? 0;
    if (count < 2) view.setState({ cine: 'stopped' });
    else study.goTo((sliceIndex(state) + 1) % count);
  }

  function follow(): void {
    clearInterval(timer);
    const { cine, cineSpeed } = view.getState();
    timer = cine === 'playing' ? setInterval(step, 1000 / cineSpeed) : undefined;
  }

  const end = view.subscribe((state, before) => {
    if (state.cine !== before.cine || state.cineSpeed !== before.cineSpeed) follow();
  });
  follow();
  return () => {
    end();
    clearInterval(timer);
  };
}
