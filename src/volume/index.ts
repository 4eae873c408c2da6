export {
  cutAtPixel,
  cutCount,
  cutShape,
  layerAtRow,
  pixelOfCut,
  reformat,
  rowOfLayer,
  throughAxis,
} from './reformat.ts';
export { axialSlab, layersOfSlab } from './slab.ts';
export { volumeSentences } from './sentences.ts';
export { isStack, stackOf } from './stack.ts';
export type { Layer, Plane, Reformat, Slab, Stack } from './types.ts';
