/** What the study store holds and can be asked to do; how it does it is in `study.ts`. */
import type { StoreApi } from 'zustand/vanilla';
import type { Failure } from '../base/index.ts';
import type { Series, VoiWindow } from '../dicom/index.ts';
import type { IntakeListener } from '../intake/index.ts';
import type { WindowPreset } from '../viewport/index.ts';
import type { FrameRepository } from './frames.ts';
import type { WindowChoice } from './voi.ts';

export type Intake =
  | { readonly phase: 'empty' }
  | { readonly phase: 'reading'; readonly filesFound: number; readonly filesDone: number }
  | { readonly phase: 'ready'; readonly filesFound: number }
  | { readonly phase: 'cancelled'; readonly filesFound: number; readonly filesDone: number }
  /** Nothing of what was opened could be shown. A study that was open before still is. */
  | { readonly phase: 'failed'; readonly failure: Failure; readonly failures: readonly Failure[] };

/** How much of what was opened the open study holds: before the end nothing can be said of what is missing. */
export type Extent =
  | { readonly phase: 'reading' }
  | { readonly phase: 'whole' }
  | { readonly phase: 'stopped'; readonly filesFound: number; readonly filesDone: number };

export interface StudyState {
  readonly intake: Intake;
  readonly extent: Extent;
  /** Files and frames of the open study that did not load; those of an opening that is refused stand in `intake`. */
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
  /** Back to the window that such a series opens in. */
  resetWindow(): void;
  /** A window dragged by hand. */
  setVoi(voi: VoiWindow): void;
}
