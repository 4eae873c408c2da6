/**
 * What the model says of each slice, and how far it is: one queue feeds one scorer, the slice on screen first.
 *
 * The series on screen is scored first, then the others of its study, then those of other open studies, so that an export is
 * whole. Scorer and queue come from outside: the page gives the ones over a worker, tests give fakes.
 */
import { createStore } from 'zustand/vanilla';
import { HemolensError, saidOf, toFailure, type Failure } from '../base/index.ts';
import { studyKey } from '../dicom/index.ts';
import {
  whyNotScored,
  type Scorer,
  type ScoringQueue,
  type ScoringQueueListener,
  type SliceScore,
} from '../inference/index.ts';
import { coalesce } from './coalesce.ts';
import type { FindingsDependencies, FindingsState, FindingsStore } from './findingsTypes.ts';
import { watchHand } from './handAtWork.ts';
import { extentOfAll } from './openStudies.ts';
import { activeSeries } from './selectors.ts';
import {
  isOpen,
  isScorable,
  mayMove,
  RUN_MOVES,
  SLICE_MOVES,
  type ScoringRun,
  type SliceFinding,
} from './states.ts';
import { say } from './sentences.ts';

/**
 * A slice is finished every few milliseconds, and each telling draws panel, strip and list anew: five times a second is as
 * often as an eye reads numbers, and leaves the main thread to the hand.
 */
const PUBLISH_EVERY_MS = 200;

/**
 * While images are read that want the same cores, the slice on screen is scored once it has been there so long: most series
 * are read in less, and open with another slice than the one that was read first.
 */
const LOOKED_AT_MS = 2000;

/** A scorer that answers so scores nothing any more, and another may be started. */
const SCORER_GONE: ReadonlySet<string> = new Set(['inference/device-lost', 'inference/worker']);

export function createFindingsStore(dependencies: FindingsDependencies): FindingsStore {
  const { study } = dependencies;
  const store = createStore<FindingsState>(() => ({
    run: { phase: 'not-started' },
    slices: new Map(),
    manifest: undefined,
    device: undefined,
  }));
  const stop = new AbortController();
  const hand = watchHand(study);
  let slices = new Map<string, SliceFinding>();
  let generation = study.getState().generation;
  let scorer: Scorer | undefined;
  /** Tells the words of the scorer at work from those of one that failed. */
  let starts = 0;
  let queue: ScoringQueue | undefined;
  /** What the queue was last given, so that it is told only what is new. */
  let fed: readonly string[] = [];
  /** When the slice on screen came there, by `performance.now()`. */
  let shownAt = -Infinity;
  let look: ReturnType<typeof setTimeout> | undefined;

  const publish = coalesce(() => store.setState({ slices: new Map(slices) }), PUBLISH_EVERY_MS);

  function move(id: string, to: SliceFinding): void {
    const from = slices.get(id);
    if (!from || !mayMove(SLICE_MOVES, from.state, to.state)) return;
    slices.set(id, to);
    publish.request();
  }

  function run(to: ScoringRun): boolean {
    if (!mayMove(RUN_MOVES, store.getState().run.phase, to.phase)) return false;
    store.setState({ run: to });
    return true;
  }

  /** A queue remembers what it finished; another study, opened twice perhaps, gets another queue. */
  function newQueue(ready: Scorer): ScoringQueue {
    const mine = generation;
    const ours = (act: () => void) => {
      if (mine !== generation || ready !== scorer) return;
      act();
      settle();
    };
    const listener: ScoringQueueListener = {
      onStarted: (id) => ours(() => move(id, { state: 'scoring' })),
      onScored: (id, result) => ours(() => move(id, { state: 'scored', score: result })),
      onFailed: (id, failure) => ours(() => failed(id, failure)),
    };
    return dependencies.createQueue(
      (id) => score(ready, id),
      listener,
      () => inHandOf(ready),
      [...slices].flatMap(([id, { state }]) => (state === 'scored' || state === 'failed' ? [id] : [])),
    );
  }

  /** Frames that are being drawn want a core: where scoring has all of them, it lends one, and goes on with the others. */
  function inHandOf({ inHand, device }: Scorer): number {
    return device.rung === 'wasm' && hand.atWork() ? Math.max(1, inHand - 1) : inHand;
  }

  function failed(id: string, failure: Failure): void {
    if (!SCORER_GONE.has(failure.code)) {
      move(id, { state: 'failed', failure });
      return;
    }
    // The slices at work are not at fault: they wait for the next scorer, and so do those behind them.
    queue?.pause();
    for (const [atWork, { state }] of slices) if (state === 'scoring') move(atWork, { state: 'waiting' });
    if (run({ phase: 'failed', failure })) letGo();
  }

  function score(ready: Scorer, id: string): Promise<SliceScore> {
    const frame = study.frames.get(id);
    return frame
      ? ready.score(frame)
      : Promise.reject(new HemolensError('study/frame-released', say('released')));
  }

  /** The active series while it has slices to score, then the next one that has, of its own study first. */
  function feed(): void {
    if (!queue) return;
    const state = study.getState();
    const active = activeSeries(state);
    const own = active ? state.series.filter((series) => studyKey(series) === studyKey(active)) : [];
    const order = active ? [active, ...own, ...state.series] : state.series;
    const readFirst = imagesComeFirst();
    const left = readFirst ? shownAt + LOOKED_AT_MS - performance.now() : 0;
    clearTimeout(look);
    if (left > 0) look = setTimeout(feed, left);
    const isDue = (id: string) => !readFirst || (left <= 0 && id === state.sliceId);
    const next = order.find((series) => series.slices.some(({ id }) => isOpen(slices.get(id))));
    const ids = (next?.slices ?? [])
      .map(({ id }) => id)
      .filter((id) => isScorable(slices.get(id)) && isDue(id));
    if (ids.length === fed.length && ids.every((id, index) => id === fed[index])) return;
    fed = ids;
    queue.setSeries(ids, next === active ? state.sliceId : undefined);
  }

  /** Where scoring takes the cores that reading needs. */
  function imagesComeFirst(): boolean {
    return scorer?.device.rung === 'wasm' && extentOfAll(study.getState()).phase === 'reading';
  }

  function settle(): void {
    feed();
    const { phase } = store.getState().run;
    const open = [...slices.values()].some(isOpen);
    if (open && phase === 'done') run({ phase: 'running' });
    if (!open && phase === 'running') run({ phase: 'done' });
    if (!open) publish.flush();
  }

  function followStudy(): void {
    const state = study.getState();
    if (state.generation !== generation) {
      generation = state.generation;
      slices = new Map();
      fed = [];
      queue?.pause();
      if (scorer) queue = newQueue(scorer);
      if (store.getState().run.phase === 'paused') run({ phase: 'running' });
    }
    const open = state.series.flatMap((series) => series.slices);
    const gone = forgetOthers(new Set(open.map(({ id }) => id)));
    for (const slice of open) {
      const known = slices.get(slice.id);
      // What did not decode may have been replaced by a copy that does.
      if (known && known.state !== 'not-scored') continue;
      const undecoded = state.undecoded.get(slice.id);
      const reason = undecoded ? saidOf(undecoded) : whyNotScored(slice);
      slices.set(slice.id, reason === undefined ? { state: 'waiting' } : { state: 'not-scored', reason });
    }
    // At once: the study itself comes coalesced, and a slice without an entry would look like one not read by the model.
    publish.cancel();
    store.setState({ slices: new Map(slices) });
    if (store.getState().run.phase !== 'not-started') settle();
    // Now that the queue has let go of them: where their study is opened again, they are scored again.
    for (const id of gone) queue?.retry(id);
  }

  /** What is known of slices whose study was closed. @returns their ids */
  function forgetOthers(open: ReadonlySet<string>): readonly string[] {
    const gone = [...slices.keys()].filter((id) => !open.has(id));
    for (const id of gone) slices.delete(id);
    return gone;
  }

  function letGo(): void {
    const gone = scorer;
    scorer = undefined;
    queue = undefined;
    fed = [];
    // A device that is lost may have no way left to say goodbye.
    gone?.dispose().catch(() => undefined);
  }

  const unsubscribe = study.subscribe((state, before) => {
    if (state.sliceId !== before.sliceId) shownAt = performance.now();
    if (state.series !== before.series || state.generation !== before.generation) followStudy();
    else if (state.seriesKey !== before.seriesKey || state.extents !== before.extents) settle();
    else if (state.sliceId !== before.sliceId && imagesComeFirst()) feed();
    if (state.sliceId !== before.sliceId && state.sliceId !== undefined) queue?.focus(state.sliceId);
  });

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    async start() {
      if (!run({ phase: 'starting', progress: undefined })) return;
      const mine = ++starts;
      try {
        const ready = await dependencies.startScorer({
          modelUrl: await dependencies.modelUrl(),
          device: dependencies.device,
          // Words of a shard that still loaded may come in after another one has failed the start.
          onProgress: (progress) => {
            if (store.getState().run.phase === 'starting') run({ phase: 'starting', progress });
          },
          onDevice: (device) => {
            if (scorer && mine === starts) store.setState({ device });
          },
          signal: stop.signal,
        });
        if (stop.signal.aborted) {
          await ready.dispose();
          return;
        }
        scorer = ready;
        queue = newQueue(ready);
        store.setState({ manifest: ready.manifest, device: ready.device });
        run({ phase: 'running' });
        settle();
      } catch (thrown) {
        if (!stop.signal.aborted) run({ phase: 'failed', failure: toFailure(thrown, 'study/model-failed') });
      }
    },
    pause() {
      if (run({ phase: 'paused' })) queue?.pause();
    },
    resume() {
      if (!run({ phase: 'running' })) return;
      queue?.resume();
      settle();
    },
    retryFailed() {
      for (const [id, { state }] of slices) {
        if (state !== 'failed') continue;
        move(id, { state: 'waiting' });
        queue?.retry(id);
      }
      settle();
    },
    dispose() {
      unsubscribe();
      hand.stop();
      clearTimeout(look);
      stop.abort();
      queue?.pause();
      publish.cancel();
      letGo();
    },
  };
}
