export {
  axialSlab,
  cutAtPixel,
  cutCount,
  cutShape,
  layerAtRow,
  pixelOfCut,
  reformat,
  rowOfLayer,
} from './reformat.ts';
export { stackOf } from './stack.ts';
export type { Layer, Plane, Reformat, Slab, SlabMode, Stack } from './types.ts';
