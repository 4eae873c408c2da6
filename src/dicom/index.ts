export type {
  DicomInstance,
  FrameGeometry,
  HounsfieldFrame,
  Notice,
  ReadInstance,
  Series,
  Slice,
  Vector3,
  VoiWindow,
} from './types.ts';
