import type { Failure, Probabilities, Sentence } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import type { ModelManifest } from '../model/index.ts';

export type Rung = 'webgpu' | 'wasm';
export type DeviceChoice = 'auto' | Rung;

/** Which rung runs, and why that one. */
export interface DeviceReport {
  readonly rung: Rung;
  /** The adapter's own name, or what of WebAssembly is used. */
  readonly name: string;
  readonly reason: Sentence;
}

/** Class evidence before it is pooled, as the manifest says, into logits. Row-major, height × width × 6. */
export interface EvidenceMap {
  readonly height: number;
  readonly width: number;
  readonly values: Float32Array;
}

/** What the model says of one frame. Plain data: crosses worker borders as it is. */
export interface SliceScore {
  readonly probabilities: Probabilities;
  /** Six, in class order. */
  readonly logits: Float32Array;
  readonly evidence: EvidenceMap;
}

/** A model on a device, self-tested. The same interface over a worker in the page and directly in the terminal. */
export interface Scorer {
  readonly manifest: ModelManifest;
  /** Changes where the device was lost for good and another one goes on. */
  readonly device: DeviceReport;
  /** Frames worth keeping in hand: those that are scored side by side or in one batch. Changes as batches grow. */
  readonly inHand: number;
  /**
   * More calls than that wait their turn, for concurrent runs on one device fail or slow each other. A call takes longer
   * where the device is lost meanwhile and opened again.
   * @throws {HemolensError} `inference/device-lost` where no device is left, `inference/worker` where no worker is: from
   *   then on every call rejects
   */
  score(frame: HounsfieldFrame): Promise<SliceScore>;
  /** Frees the device; pending calls reject with `inference/stopped`. */
  dispose(): Promise<void>;
}

/** What the page is told while a model is fetched, compiled and self-tested. */
export interface StartProgress {
  readonly step: 'download' | 'compile' | 'self-test';
  /** In [0, 1], where the step knows it. */
  readonly fraction: number | undefined;
}

/** Slices waiting for the device: the focused slice first, then outward from it. */
export interface ScoringQueue {
  /**
   * All slices of the series in spatial order; those already finished are passed over.
   * @param watched  the slice on screen; where left out, the one that was
   */
  setSeries(ids: readonly string[], watched?: string): void;
  /** The slice on screen: re-orders what waits, does not stop what runs. */
  focus(id: string): void;
  pause(): void;
  resume(): void;
  /** Puts a failed slice back among the waiting. */
  retry(id: string): void;
}

export interface ScoringQueueListener {
  onStarted(id: string): void;
  onScored(id: string, score: SliceScore): void;
  onFailed(id: string, failure: Failure): void;
}
