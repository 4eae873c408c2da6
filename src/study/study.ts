/**
 * Which study is open, which series and slice are on screen, and in which window.
 *
 * Opening something replaces what was open, as a reader expects of a folder: two patients never share a list. The old
 * study stays until the new one's first image is there, so a mistaken drop of a spreadsheet costs nothing computed.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { toFailure, type Failure } from '../base/index.ts';
import type { ReadInstance, Series, Slice, VoiWindow } from '../dicom/index.ts';
import { nothingFound, type IntakeListener } from '../intake/index.ts';
import type { WindowPreset } from '../viewport/index.ts';
import { coalesce } from './coalesce.ts';
import { createFrameRepository, type FrameRepository } from './frames.ts';
import { openingSeries, seriesOf } from './selectors.ts';
import { choiceOf, type WindowChoice } from './voi.ts';

export type Intake =
  | { readonly phase: 'empty' }
  | { readonly phase: 'reading'; readonly filesFound: number; readonly filesDone: number }
  | { readonly phase: 'ready'; readonly filesFound: number }
  | { readonly phase: 'cancelled'; readonly filesFound: number; readonly filesDone: number }
  /** Nothing of what was opened could be shown. A study that was open before still is. */
  | { readonly phase: 'failed'; readonly failure: Failure };

export interface StudyState {
  readonly intake: Intake;
  /** Files and frames of the last opening that did not load. */
  readonly failures: readonly Failure[];
  readonly series: readonly Series[];
  /** Why the pixels of a slice could not be decoded, by slice id: its place in the series stays. */
  readonly undecoded: ReadonlyMap<string, Failure>;
  readonly seriesKey: string | undefined;
  /** The slice on screen, by identity: its index moves while others sort in before it. */
  readonly sliceId: string | undefined;
  readonly window: WindowChoice;
  /** Counts the studies that were open: what was computed for another one does not belong to this. */
  readonly generation: number;
}

/** Reads what the user opened; resolves when all of it is read, or soon after the signal aborts. */
export type StudyReader = (listener: IntakeListener, signal: AbortSignal) => Promise<void>;

export interface StudyStore extends Pick<StoreApi<StudyState>, 'getState' | 'getInitialState' | 'subscribe'> {
  readonly frames: FrameRepository;
  /** Never rejects: what goes wrong stands in `intake` and `failures`. */
  open(read: StudyReader): Promise<void>;
  /** Stops reading; what is read already stays. */
  cancel(): void;
  /** Frees everything. */
  close(): void;
  selectSeries(key: string): void;
  showSlice(id: string): void;
  /** By index in the active series, held within it. */
  goTo(index: number): void;
  step(slices: number): void;
  chooseWindow(preset: WindowPreset): void;
  /** A window dragged by hand. */
  setVoi(voi: VoiWindow): void;
}

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
    if (store.getState().intake.phase === 'reading') {
      store.setState({ intake: { phase: 'reading', filesFound, filesDone }, failures: [...failures] });
    }
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
    const middle = series?.slices[Math.floor((series.slices.length - 1) / 2)]?.id;
    const resume = wanted ?? (series && left.get(series.key));
    const sliceId = series?.slices.some(({ id }) => id === resume) ? resume : middle;
    const reads = series?.modality === 'CT' ? openingWindow : ({ kind: 'file', index: 0 } as const);
    const keepWindow = before !== undefined && (before.modality === 'CT') === (series?.modality === 'CT');
    store.setState((state) => ({
      seriesKey: series?.key,
      sliceId,
      window: keepWindow ? state.window : reads,
    }));
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
    const { intake, failures: told, generation } = store.getState();
    store.setState({ ...nothing, intake, failures: told, generation: generation + 1 });
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

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    frames,
    async open(read) {
      reading?.abort();
      regroup.flush();
      const mine = new AbortController();
      reading = mine;
      const current = () => reading === mine && !mine.signal.aborted;
      const seen = { images: false };
      failures = [];
      filesFound = 0;
      filesDone = 0;
      store.setState({ intake: { phase: 'reading', filesFound, filesDone }, failures: [] });

      let broken: Failure | undefined;
      try {
        await read(
          {
            onInstance(instance) {
              if (!current() || instance.slices.length === 0) return;
              if (!seen.images) empty();
              seen.images = true;
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
      if (!current()) return;
      reading = undefined;
      regroup.flush();
      progress.cancel();
      if (broken) failures.push(broken);
      store.setState({
        intake: seen.images
          ? { phase: 'ready', filesFound }
          : { phase: 'failed', failure: broken ?? nothingFound(filesFound) },
        failures: [...failures],
      });
      if (!chosenByHand && seen.images) {
        const best = openingSeries(store.getState().series, undecoded);
        if (best?.key !== store.getState().seriesKey) show(best);
      }
    },
    cancel() {
      if (!reading) return;
      reading.abort();
      reading = undefined;
      regroup.flush();
      progress.cancel();
      store.setState(({ series }) => ({
        intake: series.length === 0 ? { phase: 'empty' } : { phase: 'cancelled', filesFound, filesDone },
      }));
    },
    close() {
      reading?.abort();
      reading = undefined;
      progress.cancel();
      empty();
      store.setState({ intake: { phase: 'empty' }, failures: [] });
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
    setVoi(voi) {
      store.setState({ window: { kind: 'custom', voi } });
    },
  };
}
