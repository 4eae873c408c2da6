/**
 * Which studies are open, and what is being read.
 *
 * Opening something adds it to what is open; what is on screen (`shown.ts`) stays there until the reader goes elsewhere.
 * Studies are told apart by patient and study UID (`openStudies.ts`) and closed one by one.
 */
import { createStore } from 'zustand/vanilla';
import { failure, toFailure, type Failure } from '../base/index.ts';
import { studyKey, type Series, type Slice } from '../dicom/index.ts';
import { nothingFound, SHARED_IDENTIFIER } from '../intake/index.ts';
import { coalesce } from './coalesce.ts';
import { holdSlices } from './held.ts';
import { extentsOf, failuresOf, newOpening, settleEarlier, type Opening } from './openings.ts';
import { activeSeries } from './selectors.ts';
import { createShown } from './shown.ts';
import type { Intake, StudyReader, StudyState, StudyStore } from './studyTypes.ts';
import type { WindowChoice } from './voi.ts';
import { say } from './sentences.ts';

export interface StudyDependencies {
  readonly groupSeries: (slices: readonly Slice[]) => readonly Series[];
  /** The window a CT opens in. */
  readonly openingWindow: WindowChoice;
}

/**
 * Grouping sorts every slice, and the page draws list, strip and numbers anew: five times a second is often enough for an
 * eye, and leaves the cores to the reading.
 */
const TELL_EVERY_MS = 200;

export function createStudyStore({ groupSeries, openingWindow }: StudyDependencies): StudyStore {
  const nothing: StudyState = {
    intake: { phase: 'idle' },
    extents: new Map(),
    failures: [],
    series: [],
    undecoded: new Map(),
    seriesKey: undefined,
    sliceId: undefined,
    window: openingWindow,
    generation: 0,
  };
  const store = createStore<StudyState>(() => nothing);
  const held = holdSlices();
  const shown = createShown(store, held, openingWindow);
  let openings: Opening[] = [];
  let reading: { readonly opening: Opening; readonly stop: AbortController } | undefined;
  /** Openings that begin one after the other once the present one is read. */
  const waiting: { readonly begin: () => void; readonly giveUp: () => void }[] = [];

  /** Slices have come since they were last grouped. */
  let ungrouped = false;

  const screen = coalesce(() => {
    if (ungrouped) group();
    else store.setState({ ...intakeNow(), failures: failuresNow() });
  }, TELL_EVERY_MS);

  function intakeNow(): Pick<StudyState, 'intake'> | undefined {
    if (!reading) return undefined;
    const { filesFound, filesDone } = reading.opening;
    const others = waiting.length === 0 ? {} : { waiting: waiting.length };
    return { intake: { phase: 'reading', filesFound, filesDone, ...others } };
  }

  function group(): void {
    ungrouped = false;
    const series = groupSeries(held.slices);
    const { seriesKey, sliceId } = store.getState();
    // Closed, or under another key now: what is shown in its place keeps its window.
    const before = activeSeries(store.getState());
    store.setState({
      ...intakeNow(),
      series,
      undecoded: new Map(held.undecoded),
      extents: extentsOf(openings),
      failures: failuresNow(),
    });
    const stillThere = series.some(
      ({ key, slices: members }) => key === seriesKey && members.some(({ id }) => id === sliceId),
    );
    // A slice can change its series when what it shares turns out otherwise; the eye stays with the slice.
    if (!stillThere) shown.replace(before, sliceId);
  }

  /** What has come until now; nothing is owed to the screen any more. */
  function groupLast(): void {
    screen.cancel();
    if (ungrouped) group();
  }

  /** With nothing open, what does not load is told as it comes; beside open studies, once an image came with it. */
  function failuresNow(): readonly Failure[] {
    const alone = held.slices.length === 0 ? reading?.opening : undefined;
    return alone ? [...alone.failures] : failuresOf(openings);
  }

  /** Ends the reading under way before its time; what has come stays. */
  function endReading(): void {
    if (!reading) return;
    const { opening, stop } = reading;
    reading = undefined;
    stop.abort();
    opening.phase = 'stopped';
    openings = openings.filter(({ studies }) => studies.size > 0);
    groupLast();
    if (opening.studies.size > 0) store.setState({ extents: extentsOf(openings), failures: failuresNow() });
  }

  function shownStudy(): string | undefined {
    const series = activeSeries(store.getState());
    return series && studyKey(series);
  }

  function closeStudy(key: string): void {
    const opening = reading?.opening;
    const isRead = opening?.studies.has(key) ?? false;
    for (const { studies } of openings) studies.delete(key);
    opening?.closed.add(key);
    held.free(key);
    // Usually a folder has one patient and nothing else will come; where something would, it is told how much was left.
    const over = isRead && opening?.studies.size === 0;
    if (over) endReading();
    openings = openings.filter((one) => one.studies.size > 0 || one === reading?.opening);
    if (held.slices.length === 0) empty();
    else group();
    if (!reading) store.setState({ intake: opening && over ? stoppedAt(opening) : { phase: 'idle' } });
    if (over) waiting.shift()?.begin();
  }

  function empty(): void {
    ungrouped = false;
    held.clear();
    shown.forget();
    const { intake, generation } = store.getState();
    store.setState({ ...nothing, intake, generation: generation + 1 });
  }

  /** @param broken  what ended the reading before its end */
  function finish(opening: Opening, broken: Failure | undefined): void {
    reading = undefined;
    opening.phase = broken ? 'stopped' : 'whole';
    if (broken && opening.studies.size > 0) opening.failures.push(broken);
    if (!broken) settleEarlier(openings, opening, slicesOf);
    openings = openings.filter(({ studies }) => studies.size > 0);
    groupLast();
    const { failures } = opening;
    store.setState({ intake: outcomeOf(opening, broken), extents: extentsOf(openings) });
    store.setState({ failures: held.slices.length === 0 ? failures : failuresNow() });
    // The first image to arrive is whichever was read fastest: once all are there, a study opens in its middle.
    if (opening.first) shown.open();
  }

  function slicesOf(study: string): readonly string[] {
    return held.slices.filter(({ instance }) => studyKey(instance) === study).map(({ id }) => id);
  }

  /** Begins at once; what is told after its end is left aside. */
  async function readNow(read: StudyReader): Promise<void> {
    const opening = newOpening();
    const stop = new AbortController();
    reading = { opening, stop };
    openings.push(opening);
    const current = () => reading?.opening === opening;
    store.setState({ intake: { phase: 'reading', filesFound: 0, filesDone: 0 }, failures: failuresNow() });

    let broken: Failure | undefined;
    try {
      await read(
        {
          onInstance(instance, file) {
            const study = studyKey(instance.instance);
            if (!current() || instance.slices.length === 0 || opening.closed.has(study)) return;
            const nothingYet = held.slices.length === 0;
            if (nothingYet) opening.first = true;
            const taken = held.take(instance, file);
            if (taken.slices.length > 0) opening.studies.add(study);
            opening.fresh += taken.fresh;
            opening.failures.push(...taken.failures);
            for (const id of taken.slices) opening.slices.add(id);
            ungrouped = true;
            if (nothingYet) screen.now();
            else screen.request();
          },
          onFailure(failure) {
            if (!current()) return;
            opening.failures.push(failure);
            screen.request();
          },
          onProgress(told) {
            if (!current()) return;
            Object.assign(opening, told);
            screen.request();
          },
        },
        stop.signal,
      );
    } catch (thrown) {
      broken = toFailure(thrown, 'study/reading-failed');
    }
    if (current()) {
      finish(opening, broken);
      waiting.shift()?.begin();
    }
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    frames: held.frames,
    fileOf: held.fileOf,
    open(read) {
      if (!reading) return readNow(read);
      return new Promise<void>((resolve) => {
        waiting.push({ begin: () => resolve(readNow(read)), giveUp: resolve });
        screen.request();
      });
    },
    cancel() {
      if (!reading) return;
      const { opening } = reading;
      for (const { giveUp } of waiting.splice(0)) giveUp();
      endReading();
      store.setState(({ series }) => ({
        intake: series.length === 0 ? { phase: 'idle' } : stoppedAt(opening),
      }));
    },
    close(key = shownStudy()) {
      if (key === undefined) this.cancel();
      else closeStudy(key);
    },
    ...shown.walk,
  };
}

function stoppedAt({ filesFound, filesDone }: Opening): Intake {
  return { phase: 'cancelled', filesFound, filesDone };
}

function outcomeOf({ studies, fresh, filesFound, failures }: Opening, broken: Failure | undefined): Intake {
  const shared = failures.some(({ code }) => code === SHARED_IDENTIFIER);
  const refused = shared ? failure(SHARED_IDENTIFIER, say('sharedIdentifiers')) : undefined;
  if (studies.size === 0) {
    return { phase: 'failed', failure: broken ?? refused ?? nothingFound(filesFound), failures };
  }
  if (fresh > 0 || broken) return { phase: 'ready' };
  if (refused) return { phase: 'failed', failure: refused, failures };
  return { phase: 'failed', failure: failure('study/open-already', say('openAlready')), failures: [] };
}
