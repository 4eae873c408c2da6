import type { HounsfieldFrame } from '../dicom/index.ts';
import type { OpenedModel } from '../model/index.ts';
import type { EvidenceMap } from './types.ts';

/** A model on a device: frames or model inputs in, logits and evidence out. */
export interface Network {
  /** Most frames or inputs a call may hold. */
  readonly capacity: number;
  /** Calls that may be under way at once, so that one is prepared or read back while another computes. */
  readonly overlap: number;
  /**
   * From Hounsfield units, preprocessed as the model's manifest says.
   * @param frames  at most `capacity`
   * @returns       one output a frame, in their order
   * @throws {HemolensError} `inference/not-computed`
   */
  score(frames: readonly HounsfieldFrame[]): Promise<NetworkOutput[]>;
  /** The same from ready inputs, `[1, size, size, 3]` each. */
  run(inputs: readonly Float32Array[]): Promise<NetworkOutput[]>;
  dispose(): void;
}

export interface NetworkOutput {
  /** Six, in class order. */
  readonly logits: Float32Array;
  readonly evidence: EvidenceMap;
}

/** A started device that can take a model. */
export interface Backend {
  /** As shown to the user. */
  readonly name: string;
  /** Resolves with the reason when the device is gone for good; never, where none can be lost. */
  readonly lost: Promise<string>;
  /** What the device reported since the last call: nobody else listens, and the numbers would silently be zeros. */
  takeError(): string | undefined;
  /** @throws {HemolensError} `inference/unloadable` where the model is damaged or the device has no room for it */
  load(model: OpenedModel): Promise<Network>;
  stop(): void;
}
