/** What the findings store holds, offers and needs. */
import type { StoreApi } from 'zustand/vanilla';
import type {
  DeviceChoice,
  DeviceReport,
  Scorer,
  ScoringQueue,
  ScoringQueueListener,
  SliceScore,
  StartProgress,
} from '../inference/index.ts';
import type { ModelManifest } from '../model/index.ts';
import type { ScoringRun, SliceFinding } from './states.ts';
import type { StudyStore } from './studyTypes.ts';

export interface FindingsState {
  readonly run: ScoringRun;
  /** By slice id; every slice of the open studies has an entry. */
  readonly slices: ReadonlyMap<string, SliceFinding>;
  /** Known from the moment the model stands ready. */
  readonly manifest: ModelManifest | undefined;
  /** The one that scores, or scored last: where it is lost for good, another goes on, if there is one. */
  readonly device: DeviceReport | undefined;
}

export interface FindingsStore extends Pick<
  StoreApi<FindingsState>,
  'getState' | 'getInitialState' | 'subscribe'
> {
  /** Loads and self-tests the model; again after it failed. Never rejects: `run` says what became of it. */
  start(): Promise<void>;
  /** After the slice at work; what waits, and what is read from then on, keeps waiting until `resume`. */
  pause(): void;
  resume(): void;
  retryFailed(): void;
  dispose(): void;
}

export interface FindingsDependencies {
  readonly study: StudyStore;
  /** Where the model lies; asked when scoring starts. */
  readonly modelUrl: () => Promise<string>;
  readonly device: DeviceChoice;
  readonly startScorer: (options: {
    modelUrl: string;
    device: DeviceChoice;
    onProgress: (progress: StartProgress) => void;
    onDevice: (device: DeviceReport) => void;
    signal: AbortSignal;
  }) => Promise<Scorer>;
  readonly createQueue: (
    score: (id: string) => Promise<SliceScore>,
    listener: ScoringQueueListener,
    inHand: () => number,
    finished: readonly string[],
  ) => ScoringQueue;
}
