export { frameDecoder } from './codecs/index.ts';
export { headerFacts } from './header.ts';
export { isInHounsfield, toHounsfield } from './hounsfield.ts';
export { isSameImage, studyKey } from './identity.ts';
export { parseInstance } from './instance.ts';
export { naturalOrder } from './natural-order.ts';
export { readInstance } from './read.ts';
export { emptyFile, foreign } from './foreign.ts';
export { looksLikeDicom } from './recognise.ts';
export { dicomSentences } from './sentences.ts';
export { decodeStored, type ParsedInstance, type StoredFrame } from './stored.ts';
export {
  byPlace,
  dot,
  isAxial,
  positionAlong,
  SAME_PLACE,
  pixelProportion,
  sameOrientation,
  samePixelSpacing,
  stackDirection,
} from './geometry.ts';
export { groupSeries } from './series.ts';
export { stackSpacing } from './spacing.ts';
export { transferSyntax } from './transfer-syntaxes.ts';
export { isUsableWindow } from './windows.ts';
export { readTags } from './tags/read.ts';
export type { TagElement, TagValue } from './tags/types.ts';
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
