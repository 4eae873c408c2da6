import type { HemorrhageClass } from '../base/index.ts';

/** A ResNeXt with bottleneck blocks, as torchvision builds it. */
export interface ResNeXtArchitecture {
  /** Blocks a stage, e.g. [3, 4, 23, 3] for 101 layers. */
  readonly blocks: readonly number[];
  readonly groups: number;
  readonly widthPerGroup: number;
  /** 3 × blocks + 2, the number in the name. */
  readonly layers: number;
  /**
   * Input pixels to a cell of the last features: 32 as torchvision builds it, 16 where the last stage keeps the size of
   * the third, for evidence twice as fine.
   */
  readonly outputStride: 16 | 32;
}

/**
 * How class evidence becomes a logit, before the bias. `log-mean-exp` is `log(mean(exp(r × evidence))) / r`: the mean for
 * a sharpness r near 0, the maximum for a large one.
 *
 * @see https://arxiv.org/abs/1411.6228 (Pinheiro and Collobert, 2015, section 3.1)
 */
export type EvidencePooling =
  { readonly kind: 'mean' } | { readonly kind: 'log-mean-exp'; readonly sharpness: number };

/** What a checkpoint does not tell of how its network ends. */
export interface NetworkHead {
  readonly outputStride: ResNeXtArchitecture['outputStride'];
  readonly pooling: EvidencePooling;
  /**
   * One a class, in class order: the probability is the sigmoid of the logit divided by it. 1 where nothing was calibrated.
   *
   * @see https://arxiv.org/abs/1706.04599 (Guo et al., 2017, temperature scaling)
   */
  readonly temperatures: readonly number[];
  /** One a class: the probability from which a slice counts as suspicious until its reader says otherwise. */
  readonly thresholds: readonly number[];
}

/** Hounsfield window of one input channel: `clamp((HU − (center − width / 2)) / width, 0, 1)`. */
export interface ModelWindow {
  readonly center: number;
  readonly width: number;
}

/** How a Hounsfield frame becomes the model's input, in this order (design of the model input in docs/architecture.md). */
export interface Preprocessing {
  /** One a channel. */
  readonly windows: readonly [ModelWindow, ModelWindow, ModelWindow];
  /** Side of the square input, pixels. */
  readonly size: number;
  /**
   * `pad-resize`: a centred square padded with 0, then an antialiased triangle filter to `size`.
   * `resize-crop`: the shorter side to `resize` with the same filter, then the central `size` square.
   */
  readonly fit: { readonly kind: 'pad-resize' } | { readonly kind: 'resize-crop'; readonly resize: number };
  /** `(x − mean) / std` a channel; mean 0 and std 1 where the checkpoint was trained without. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

export type WeightPrecision = 'float32' | 'float16' | 'uint8';

/** A deterministic input and what the model must answer to it, on whatever device runs it. */
export interface SelfTest {
  /** The recipe's name: `selfTestInput(recipe, size)` in this folder makes the input, `[1, size, size, 3]`. */
  readonly recipe: 'sines-v1';
  /** The side that the model reads, so that the shapes that are tested are those that will run. */
  readonly size: number;
  /** Reference logits of that input, computed in float64 from the weights as stored. */
  readonly logits: readonly number[];
  /**
   * Largest difference of a logit at which a device still counts as right; at most 0.05 of the largest logit (of 1,
   * where all are smaller).
   */
  readonly tolerance: number;
}

/** A file of weights, beside `model.json`. */
export interface Shard {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** What stands in `model.json` under `userDefinedMetadata.hemolens`; validated whenever it is read. */
export interface ModelManifest {
  readonly schema: 1;
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly architecture: ResNeXtArchitecture;
  readonly classes: readonly HemorrhageClass[];
  readonly preprocessing: Preprocessing;
  readonly outputs: { readonly logits: string; readonly evidence: string };
  readonly pooling: EvidencePooling;
  readonly temperatures: NetworkHead['temperatures'];
  readonly thresholds: NetworkHead['thresholds'];
  readonly precision: WeightPrecision;
  /** SHA-256 of all shards in manifest order, lower-case hex. */
  readonly weightsSha256: string;
  /** Each shard's own hash, in the same order: which of them is damaged, the hash of all cannot tell. */
  readonly shards: readonly Shard[];
  readonly licence: string;
  readonly provenance: { readonly trainedOn: string; readonly trainedBy: string; readonly source: string };
  /** Measured figures in words, each with the set it was measured on. */
  readonly performance: readonly string[];
  readonly intendedUse: string;
  readonly selfTest: SelfTest;
}
