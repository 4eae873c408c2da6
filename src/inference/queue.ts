import { toFailure } from '../base/index.ts';
import type { ScoringQueue, ScoringQueueListener, SliceScore } from './types.ts';

/**
 * Feeds a scorer as many slices as are worth its having in hand: the slice on screen first, then outward from it.
 *
 * There is no list to re-order: the next slice is chosen when there is room for one, from where the eye is then.
 * @param inHand  how many; asked each time, for a scorer learns how much it can take at once
 * @param finished  what another queue did before: passed over, like what this one does
 */
export function createScoringQueue(
  score: (id: string) => Promise<SliceScore>,
  listener: ScoringQueueListener,
  inHand: () => number = () => 1,
  finished: readonly string[] = [],
): ScoringQueue {
  let series: readonly string[] = [];
  let focused = 0;
  let paused = false;
  let busy = 0;
  /** Ids taken from the waiting ones, whatever became of them: a slice is computed once. */
  const taken = new Set(finished);

  function work(): void {
    for (let id = next(); id !== undefined && !paused && busy < inHand(); id = next()) void take(id);
  }

  async function take(id: string): Promise<void> {
    busy += 1;
    taken.add(id);
    listener.onStarted(id);
    try {
      listener.onScored(id, await score(id));
    } catch (thrown) {
      listener.onFailed(id, toFailure(thrown, 'inference/failed'));
    } finally {
      busy -= 1;
      work();
    }
  }

  function next(): string | undefined {
    return outward(series, focused).find((id) => !taken.has(id));
  }

  return {
    setSeries(ids, watched = series[focused]) {
      series = ids;
      focused = Math.max(0, watched === undefined ? 0 : ids.indexOf(watched));
      work();
    },
    focus(id) {
      focused = Math.max(0, series.indexOf(id));
      work();
    },
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      work();
    },
    retry(id) {
      taken.delete(id);
      work();
    },
  };
}

/** The items in order of their distance from `centre`, the later neighbour before the earlier one. */
export function outward<Item>(items: readonly Item[], centre: number): Item[] {
  const order: Item[] = [];
  for (let distance = 0; distance < items.length; distance++) {
    const after = items[centre + distance];
    if (after !== undefined) order.push(after);
    const before = distance === 0 ? undefined : items[centre - distance];
    if (before !== undefined) order.push(before);
  }
  return order;
}
