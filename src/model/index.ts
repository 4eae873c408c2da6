export {
  GROUPED_CONV2D,
  GROUPED_CONV2D_INPUTS,
  groupedConv2DAttributes,
  type GroupedConv2DAttributes,
} from './graphOps.ts';
export type {
  ModelManifest,
  ModelWindow,
  Preprocessing,
  ResNeXtArchitecture,
  SelfTest,
  WeightPrecision,
} from './types.ts';
