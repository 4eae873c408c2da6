import type { Failure } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import type { ModelManifest } from '../model/index.ts';
import type { DeviceChoice, DeviceReport, SliceScore, StartProgress } from './types.ts';

/** What crosses the worker's border: errors as plain data, for an error's class and code would not survive it. */
export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

export interface Started {
  readonly manifest: ModelManifest;
  readonly device: DeviceReport;
  readonly weightBytes: number;
  readonly inHand: number;
}

/** What the worker calls in the page. */
export interface RemoteListener {
  onProgress(progress: StartProgress): void;
  onDevice(report: DeviceReport): void;
  /** A worker cannot keep anything beyond its end. */
  onRemember(key: string, value: string): void;
}

/** What the inference worker answers to, through comlink. */
export interface RemoteScorer {
  /** @param remembered  what `onRemember` was told at earlier visits */
  start(
    modelUrl: string,
    choice: DeviceChoice,
    remembered: Readonly<Record<string, string>>,
    listener: RemoteListener,
  ): Promise<Outcome<Started>>;
  /** Answers with how many frames are worth keeping in hand by then. */
  score(frame: HounsfieldFrame): Promise<Outcome<{ score: SliceScore; inHand: number }>>;
}
