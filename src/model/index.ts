export { architectureName } from './architecture.ts';
export { convertCheckpoint, type ModelCard } from './convert.ts';
export { GRAPH_INPUT } from './graph.ts';
export {
  GROUPED_CONV2D,
  GROUPED_CONV2D_INPUTS,
  groupedConv2DAttributes,
  LOG_MEAN_EXP,
  logMeanExpSharpness,
  type GroupedConv2DAttributes,
} from './graphOps.ts';
export { DEFAULT_HEAD, parseHead } from './head.ts';
export { parseManifest } from './manifest.ts';
export { openModel, type OpenedModel } from './openModel.ts';
export { operationsOf, type Operation } from './operations.ts';
export { DEFAULT_PREPROCESSING, parsePreprocessing } from './preprocessing.ts';
/** A convolution from its definition: the oracle that the kernels' tests compare devices with. */
export { referenceConvolution } from './referenceConvolution.ts';
/** What a card for a conversion is checked with, so that it fits the manifest it becomes a part of. */
export { badField, modelId, said } from './schemas.ts';
export { modelSentences } from './sentences.ts';
export { selfTestInput } from './selfTest.ts';
export { sha256 } from './sha256.ts';
export { decodeWeights, type StoredWeights, type WeightShapes } from './weights.ts';
export type {
  EvidencePooling,
  ModelManifest,
  ModelWindow,
  NetworkHead,
  Preprocessing,
  SelfTest,
} from './types.ts';
