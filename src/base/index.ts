export { HEMORRHAGE_CLASSES, type HemorrhageClass, type Probabilities } from './classes.ts';
export { HemolensError, toFailure, type Failure } from './errors.ts';
export {
  canvasPixel,
  hounsfield,
  imagePixel,
  millimetre,
  probability,
  storedValue,
  type CanvasPixel,
  type Hounsfield,
  type ImagePixel,
  type Millimetre,
  type Probability,
  type StoredValue,
} from './units.ts';
