export { HEMORRHAGE_CLASSES, type HemorrhageClass, type Probabilities } from './classes.ts';
export { HemolensError, toFailure, type Failure } from './errors.ts';
export {
  hounsfield,
  imagePixel,
  millimetre,
  probability,
  type Hounsfield,
  type ImagePixel,
  type Millimetre,
  type Probability,
} from './units.ts';
