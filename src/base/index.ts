export { HEMORRHAGE_CLASSES, type HemorrhageClass, type Probabilities } from './classes.ts';
export { dateOf } from './dates.ts';
export { failure, HemolensError, isOutOfMemory, saidOf, toFailure, type Failure } from './errors.ts';
export { newId } from './identifiers.ts';
export {
  baseSentences,
  englishOf,
  inUnknownUnit,
  reasonIn,
  sentenceIn,
  sentences,
  verbatim,
  withFullStop,
  type Decimal,
  type Sentence,
  type Value,
} from './sentences.ts';
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
