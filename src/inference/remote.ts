import type { Failure } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import type { ModelManifest } from '../model/index.ts';
import type { DeviceChoice, DeviceReport, SliceScore, StartProgress } from './types.ts';

/** What crosses the worker's border: errors as plain data, for an error's class and code would not survive it. */
export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

/** What the inference worker answers to, through comlink. */
export interface RemoteScorer {
  start(
    modelUrl: string,
    choice: DeviceChoice,
    onProgress: (progress: StartProgress) => void,
  ): Promise<Outcome<{ manifest: ModelManifest; device: DeviceReport; weightBytes: number }>>;
  score(frame: HounsfieldFrame): Promise<Outcome<SliceScore>>;
}
