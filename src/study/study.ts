/**
 * Which study is open, which series and slice are on screen, and in which window.
 *
 * Opening something replaces what was open, as a reader expects of a folder: two patients never share a list. The old
 * study stays until the new one's first image is there, so a mistaken drop of a spreadsheet costs nothing computed.
 */
import { createStore } from 'zustand/vanilla';
import { toFailure, type Failure } from '../base/index.ts';
import type { ReadInstance, Series, Slice } from '../dicom/index.ts';
import { nothingFound } from '../intake/index.ts';
import { coalesce } from './coalesce.ts';
import { createFrameRepository } from './frames.ts';
import { middleSlice, openingSeries, seriesOf } from './selectors.ts';
import type { StudyState, StudyStore } from './studyTypes.ts';
import { choiceOf, type WindowChoice } from './voi.ts';

export interface StudyDependencies {
  readonly groupSeries: (slices: readonly Slice[]) => readonly Series[];
  /** The window a CT opens in. */
  readonly openingWindow: WindowChoice;
}

/** Regrouping sorts every slice: ten times a second is often enough for an eye, and 1 % of the main thread. */
const REGROUP_EVERY_MS = 100;

export function createStudyStore({ groupSeries, openingWindow }: StudyDependencies): StudyStore {
  const nothing: StudyState = {
    intake: { phase: 'empty' },
    extent: { phase: 'whole' },
    failures: [],
    series: [],
    undecoded: new Map(),
    seriesKey: undefined,
    sliceId: undefined,
    window: openingWindow,
    generation: 0,
  };
  const store = createStore<StudyState>(() => nothing);
  const frames = createFrameRepository();
  /** Where each series was left, to return there. */
  const left = new Map<string, string>();
  let slices: Slice[] = [];
  let undecoded = new Map<string, Failure>();
  let failures: Failure[] = [];
  let filesFound = 0;
  let filesDone = 0;
  let reading: AbortController | undefined;
  /** Until the reader of images chooses a series or slice, the program may choose a better one. */
  let chosenByHand = false;

  const progress = coalesce(() => {
    const { intake, series } = store.getState();
    if (intake.phase !== 'reading') return;
    store.setState({ intake: { phase: 'reading', filesFound, filesDone } });
    // Until its first image comes, the list belongs to the study before.
    if (series.length === 0 || isBeingRead()) store.setState({ failures: [...failures] });
  }, REGROUP_EVERY_MS);

  const regroup = coalesce(() => {
    const series = groupSeries(slices);
    const { seriesKey, sliceId } = store.getState();
    store.setState({ series, undecoded: new Map(undecoded), failures: [...failures] });
    const stillThere = series.some(
      ({ key, slices: members }) => key === seriesKey && members.some(({ id }) => id === sliceId),
    );
    // A slice can change its series when what it shares turns out otherwise; the eye stays with the slice.
    if (!stillThere) show(seriesOf(series, sliceId) ?? openingSeries(series, undecoded), sliceId);
  }, REGROUP_EVERY_MS);

  function show(series: Series | undefined, wanted?: string): void {
    const before = seriesNow();
    const resume = wanted ?? (series && left.get(series.key));
    const sliceId = series?.slices.some(({ id }) => id === resume)
      ? resume
      : series && middleSlice(series, undecoded)?.id;
    const keepWindow = before !== undefined && (before.modality === 'CT') === (series?.modality === 'CT');
    store.setState((state) => ({
      seriesKey: series?.key,
      sliceId,
      window: keepWindow ? state.window : windowFor(series),
    }));
  }

  function windowFor(series: Series | undefined): WindowChoice {
    return series?.modality === 'CT' ? openingWindow : { kind: 'file', index: 0 };
  }

  /** Whether the open study is the one that is being read, and not yet the one before it. */
  function isBeingRead(): boolean {
    return store.getState().extent.phase === 'reading';
  }

  /** Ends the reading under way before its time; what has come stays. */
  function stopReading(): void {
    reading?.abort();
    reading = undefined;
    regroup.flush();
    progress.cancel();
    if (!isBeingRead()) return;
    store.setState({ extent: { phase: 'stopped', filesFound, filesDone }, failures: [...failures] });
  }

  function seriesNow(): Series | undefined {
    const { series, seriesKey } = store.getState();
    return series.find(({ key }) => key === seriesKey);
  }

  function empty(): void {
    regroup.cancel();
    slices = [];
    undecoded = new Map();
    left.clear();
    frames.clear();
    chosenByHand = false;
    const { intake, generation } = store.getState();
    store.setState({ ...nothing, intake, generation: generation + 1 });
  }

  function take({ instance, slices: read }: ReadInstance): void {
    // A copy that decodes may come after one that does not, and takes its place.
    const ids = new Set(read.map(({ slice }) => slice.id));
    if ([...ids].some((id) => undecoded.has(id))) slices = slices.filter(({ id }) => !ids.has(id));
    const broken: Failure[] = [];
    for (const { slice, frame } of read) {
      slices.push(slice);
      undecoded.delete(slice.id);
      if ('code' in frame) {
        undecoded.set(slice.id, frame);
        broken.push({ ...frame, file: frame.file ?? instance.file });
      } else {
        frames.set(slice.id, frame);
      }
    }
    // A file that was cut off may announce thousands of frames: where none decoded, it is named once.
    failures.push(...(broken.length === read.length ? broken.slice(0, 1) : broken));
  }

  /** @param broken  what ended the reading before its end */
  function finish(broken: Failure | undefined): void {
    reading = undefined;
    regroup.flush();
    progress.cancel();
    if (!isBeingRead()) {
      const failure = broken ?? nothingFound(filesFound);
      store.setState(({ series, failures: told }) => ({
        intake: { phase: 'failed', failure, failures },
        failures: series.length === 0 ? failures : told,
      }));
      return;
    }
    if (broken) failures.push(broken);
    store.setState({
      intake: { phase: 'ready', filesFound },
      extent: broken ? { phase: 'stopped', filesFound, filesDone } : { phase: 'whole' },
      failures: [...failures],
    });
    // The first image to arrive is whichever was read fastest: once all are there, a study opens in its middle.
    if (!chosenByHand) show(openingSeries(store.getState().series, undecoded));
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    frames,
    async open(read) {
      stopReading();
      const mine = new AbortController();
      reading = mine;
      const current = () => reading === mine && !mine.signal.aborted;
      failures = [];
      filesFound = 0;
      filesDone = 0;
      store.setState(({ series, failures: told }) => ({
        intake: { phase: 'reading', filesFound, filesDone },
        failures: series.length === 0 ? [] : told,
      }));

      let broken: Failure | undefined;
      try {
        await read(
          {
            onInstance(instance) {
              if (!current() || instance.slices.length === 0) return;
              if (!isBeingRead()) {
                empty();
                store.setState({ extent: { phase: 'reading' } });
              }
              take(instance);
              regroup.request();
            },
            onFailure(failure) {
              if (!current()) return;
              failures.push(failure);
              progress.request();
            },
            onProgress(told) {
              if (!current()) return;
              ({ filesFound, filesDone } = told);
              progress.request();
            },
          },
          mine.signal,
        );
      } catch (thrown) {
        broken = toFailure(thrown, 'study/reading-failed');
      }
      if (current()) finish(broken);
    },
    cancel() {
      if (!reading) return;
      stopReading();
      store.setState(({ series }) => ({
        intake: series.length === 0 ? { phase: 'empty' } : { phase: 'cancelled', filesFound, filesDone },
      }));
    },
    close() {
      reading?.abort();
      reading = undefined;
      progress.cancel();
      empty();
      store.setState({ intake: { phase: 'empty' } });
    },
    selectSeries(key) {
      const wanted = store.getState().series.find((series) => series.key === key);
      if (!wanted || key === store.getState().seriesKey) return;
      chosenByHand = true;
      const { seriesKey, sliceId } = store.getState();
      if (seriesKey !== undefined && sliceId !== undefined) left.set(seriesKey, sliceId);
      show(wanted);
    },
    showSlice(id) {
      const series = seriesOf(store.getState().series, id);
      if (!series) return;
      chosenByHand = true;
      if (series.key !== store.getState().seriesKey) show(series, id);
      store.setState({ sliceId: id });
    },
    goTo(index) {
      const members = seriesNow()?.slices ?? [];
      const id = members[Math.min(Math.max(0, index), members.length - 1)]?.id;
      if (id !== undefined && id !== store.getState().sliceId) this.showSlice(id);
    },
    step(by) {
      const index = seriesNow()?.slices.findIndex(({ id }) => id === store.getState().sliceId) ?? -1;
      if (index >= 0) this.goTo(index + by);
    },
    chooseWindow(preset) {
      store.setState(({ window }) => ({ window: choiceOf(preset, window) }));
    },
    resetWindow() {
      store.setState({ window: windowFor(seriesNow()) });
    },
    setVoi(voi) {
      store.setState({ window: { kind: 'custom', voi } });
    },
  };
}
