export type {
  ModelManifest,
  ModelWindow,
  Preprocessing,
  ResNeXtArchitecture,
  SelfTest,
  WeightPrecision,
} from './types.ts';
