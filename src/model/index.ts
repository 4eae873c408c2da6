export { architectureName, inferArchitecture } from './architecture.ts';
export { readCheckpoint } from './checkpoint/checkpoint.ts';
export type { CheckpointTensor } from './checkpoint/storage.ts';
export { convertCheckpoint, type ConversionOptions, type ConvertedModel, type ModelCard } from './convert.ts';
export {
  GROUPED_CONV2D,
  GROUPED_CONV2D_INPUTS,
  groupedConv2DAttributes,
  type GroupedConv2DAttributes,
} from './graphOps.ts';
export { parseManifest } from './manifest.ts';
export { openModel, type ModelArtifacts, type OpenedModel } from './openModel.ts';
export { DEFAULT_PREPROCESSING, parsePreprocessing } from './preprocessing.ts';
export { referenceConvolution, type ConvolutionShape, type Features } from './referenceConvolution.ts';
export { referenceForward, type ReferenceAnswer, type ReferenceOptions } from './referenceForward.ts';
export { selfTestInput } from './selfTest.ts';
export { sha256 } from './sha256.ts';
export type {
  ModelManifest,
  ModelWindow,
  Preprocessing,
  ResNeXtArchitecture,
  SelfTest,
  WeightPrecision,
} from './types.ts';
export { decodeWeights, type StoredWeights, type WeightSpec } from './weights.ts';
