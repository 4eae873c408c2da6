/** What the study store holds and can be asked to do; how it does it is in `study.ts`. */
import type { StoreApi } from 'zustand/vanilla';
import type { Failure } from '../base/index.ts';
import type { Series, VoiWindow } from '../dicom/index.ts';
import type { IntakeListener } from '../intake/index.ts';
import type { WindowPreset } from '../viewport/index.ts';
import type { FrameRepository } from './frames.ts';
import type { WindowChoice } from './voi.ts';

export type Intake =
  /** Nothing is being read, and there is nothing to tell of the last time. */
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'reading';
      readonly filesFound: number;
      readonly filesDone: number;
      /** Openings that begin when this one is read; absent where there is none. */
      readonly waiting?: number;
    }
  | { readonly phase: 'ready' }
  | { readonly phase: 'cancelled'; readonly filesFound: number; readonly filesDone: number }
  /** Nothing new came of what was opened. Studies that were open before still are. */
  | { readonly phase: 'failed'; readonly failure: Failure; readonly failures: readonly Failure[] };

/** How much of what was opened a study holds: before the end nothing can be said of what is missing. */
export type Extent =
  | { readonly phase: 'reading' }
  | { readonly phase: 'whole' }
  | { readonly phase: 'stopped'; readonly filesFound: number; readonly filesDone: number };

export interface StudyState {
  readonly intake: Intake;
  /** By study (`studyKey`). */
  readonly extents: ReadonlyMap<string, Extent>;
  /** Files and frames that did not load beside open studies; those of an opening that is refused stand in `intake`. */
  readonly failures: readonly Failure[];
  /** Of all open studies. */
  readonly series: readonly Series[];
  /** Why the pixels of a slice could not be decoded, by slice id: its place in the series stays. */
  readonly undecoded: ReadonlyMap<string, Failure>;
  readonly seriesKey: string | undefined;
  /** The slice on screen, by identity: its index moves while others sort in before it. */
  readonly sliceId: string | undefined;
  readonly window: WindowChoice;
  /** Counts how often all was closed: what was computed before does not belong to what is open now. */
  readonly generation: number;
}

/** Reads what the user opened; resolves when all of it is read, or soon after the signal aborts. */
export type StudyReader = (listener: IntakeListener, signal: AbortSignal) => Promise<void>;

export interface StudyStore extends Pick<StoreApi<StudyState>, 'getState' | 'getInitialState' | 'subscribe'> {
  readonly frames: FrameRepository;
  /** The file of an open slice, to be read again; undefined where it is not known. */
  fileOf(sliceId: string): File | undefined;
  /**
   * Adds to what is open, after what is being read; what is on screen stays there. Never rejects: what goes wrong stands in
   * `intake` and `failures`.
   */
  open(read: StudyReader): Promise<void>;
  /** Stops reading, and what waits to be read; what is read already stays. */
  cancel(): void;
  /** Frees a study and what is known of it: the one on screen where none is named. The last one ends reading, too. */
  close(key?: string): void;
  selectSeries(key: string): void;
  /** What is on screen has been taken up: the end of reading leaves it there. */
  stay(): void;
  showSlice(id: string): void;
  /** By index in the active series, held within it. */
  goTo(index: number): void;
  step(slices: number): void;
  chooseWindow(preset: WindowPreset): void;
  /** Back to the window that such a series opens in. */
  resetWindow(): void;
  /** A window dragged by hand. */
  setVoi(voi: VoiWindow): void;
}
