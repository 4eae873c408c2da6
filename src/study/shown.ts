/** Which series and slice are on screen, in which window, and where a series was left. */
import type { StoreApi } from 'zustand/vanilla';
import type { Series } from '../dicom/index.ts';
import type { HeldSlices } from './held.ts';
import { windowAfter } from './paneWindow.ts';
import { activeSeries, activeSlice, middleSlice, openingSeries, seriesOf, sliceIndex } from './selectors.ts';
import type { StudyState, StudyStore } from './studyTypes.ts';
import { choiceOf, draggedTo, type WindowChoice } from './voi.ts';

/** How a reader goes through what is open. */
type Walk = Pick<
  StudyStore,
  'selectSeries' | 'stay' | 'showSlice' | 'goTo' | 'step' | 'chooseWindow' | 'resetWindow' | 'setVoi'
>;

export interface Shown {
  readonly walk: Walk;
  /**
   * In place of what is no longer there.
   * @param before  which series was on screen
   * @param sliceId  which slice was: it stays, in whichever series it is now
   */
  replace(before: Series | undefined, sliceId: string | undefined): void;
  /** The series that a reader most likely wants first, in its middle; nothing where the reader has chosen already. */
  open(): void;
  /** Nothing is open: nothing was left anywhere, and nobody has chosen. */
  forget(): void;
}

/** @param openingWindow  in which a CT opens */
export function createShown(
  { getState, setState }: Pick<StoreApi<StudyState>, 'getState' | 'setState'>,
  held: HeldSlices,
  openingWindow: WindowChoice,
): Shown {
  /** Where each series was left, to return there. */
  const left = new Map<string, string>();
  /** Until the reader of images chooses a series or slice, the program may choose a better one. */
  let chosenByHand = false;

  function show(series: Series | undefined, before: Series | undefined, wanted?: string): void {
    const resume = wanted ?? (series && left.get(series.key));
    const sliceId = series?.slices.some(({ id }) => id === resume)
      ? resume
      : series && middleSlice(series, held.undecoded)?.id;
    setState(({ window }) => ({
      seriesKey: series?.key,
      sliceId,
      window: windowAfter(window, before, series, openingWindow),
    }));
  }

  function showSlice(id: string): void {
    const state = getState();
    const series = seriesOf(state.series, id);
    if (!series) return;
    chosenByHand = true;
    if (series.key !== state.seriesKey) show(series, activeSeries(state), id);
    setState({ sliceId: id });
  }

  function goTo(index: number): void {
    const members = activeSeries(getState())?.slices ?? [];
    const id = members[Math.min(Math.max(0, index), members.length - 1)]?.id;
    if (id !== undefined && id !== getState().sliceId) showSlice(id);
  }

  return {
    walk: {
      selectSeries(key) {
        const state = getState();
        const { seriesKey, sliceId } = state;
        const wanted = state.series.find((series) => series.key === key);
        if (!wanted || key === seriesKey) return;
        chosenByHand = true;
        if (seriesKey !== undefined && sliceId !== undefined) left.set(seriesKey, sliceId);
        show(wanted, activeSeries(state));
      },
      stay() {
        if (getState().sliceId !== undefined) chosenByHand = true;
      },
      showSlice,
      goTo,
      step(by) {
        const index = sliceIndex(getState());
        if (index >= 0) goTo(index + by);
      },
      chooseWindow(preset) {
        setState(({ window }) => ({ window: choiceOf(preset, window) }));
      },
      resetWindow() {
        setState((state) => ({
          window: windowAfter(state.window, undefined, activeSeries(state), openingWindow),
        }));
      },
      setVoi(voi) {
        const state = getState();
        const slice = activeSlice(state);
        const frame = slice && held.frames.get(slice.id);
        setState({ window: draggedTo(voi, state.window, slice, frame) });
      },
    },
    replace(before, sliceId) {
      const { series } = getState();
      show(seriesOf(series, sliceId) ?? openingSeries(series, held.undecoded), before, sliceId);
    },
    open() {
      const state = getState();
      if (!chosenByHand) show(openingSeries(state.series, held.undecoded), activeSeries(state));
    },
    forget() {
      left.clear();
      chosenByHand = false;
    },
  };
}
