/**
 * Slices a reader marked to show to others, each with the window it was marked in. They belong to an open study and go with
 * it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Series, Slice, VoiWindow } from '../dicom/index.ts';
import { activeSlice } from './selectors.ts';
import type { StudyState, StudyStore } from './studyTypes.ts';
import { fileWindowNumber, voiOf } from './voi.ts';

/** The window a slice was marked in. */
interface MarkedWindow {
  readonly voi: VoiWindow;
  /** Which of several windows of its file that is. */
  readonly fileWindow: ReturnType<typeof fileWindowNumber>;
}

export interface KeyImageState {
  /** The window of each, by slice id. */
  readonly windows: ReadonlyMap<string, MarkedWindow>;
}

export interface KeyImageStore extends Pick<
  StoreApi<KeyImageState>,
  'getState' | 'getInitialState' | 'subscribe'
> {
  /** Marks the slice on screen, or takes its mark away; one whose pixels did not decode cannot be marked. */
  toggle(): void;
}

export function createKeyImageStore(study: StudyStore): KeyImageStore {
  const store = createStore<KeyImageState>(() => ({ windows: new Map() }));
  study.subscribe((state, before) => {
    const { windows } = store.getState();
    if (state.series === before.series || windows.size === 0) return;
    const open = new Set(state.series.flatMap(({ slices }) => slices.map(({ id }) => id)));
    const kept = [...windows].filter(([id]) => open.has(id));
    if (kept.length < windows.size) store.setState({ windows: new Map(kept) });
  });
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    toggle() {
      const state = study.getState();
      const slice = activeSlice(state);
      const frame = slice && study.frames.get(slice.id);
      if (!slice || !frame) return;
      const windows = new Map(store.getState().windows);
      if (!windows.delete(slice.id)) {
        windows.set(slice.id, {
          voi: voiOf(state.window, slice, frame),
          fileWindow: fileWindowNumber(state.window, slice),
        });
      }
      store.setState({ windows });
      study.stay();
    },
  };
}

/** A marked slice with its place. */
export interface KeyImage extends MarkedWindow {
  readonly series: Series;
  readonly slice: Slice;
  /** In its series, from 0. */
  readonly index: number;
}

/** Series after series, each in its spatial order, whatever order they were marked in. */
export function keyImagesInOrder({ series: all }: StudyState, { windows }: KeyImageState): KeyImage[] {
  return all.flatMap((series) =>
    series.slices.flatMap((slice, index) => {
      const marked = windows.get(slice.id);
      return marked ? [{ series, slice, index, ...marked }] : [];
    }),
  );
}
