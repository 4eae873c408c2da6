/** Annotations in words: beside the drawing, for a screen reader, and to be copied. */
import { inUnknownUnit, verbatim, type Decimal, type Sentence } from '../../base/index.ts';
import { say } from '../sentences.ts';
import type { Quantity } from './measure.ts';
import type { Annotation } from './types.ts';

/** `34.1 mm`: tenths, of single pixels as they are, and what counts of values whose unit is not known. */
function quantityWords(quantity: Quantity): Sentence {
  const { unit } = quantity;
  const value = numberOf(quantity);
  if (unit === '') return say('bare', { value });
  return unit === '°' ? say('degrees', { value }) : say('quantity', { value, unit: unitOf(unit) });
}

/** Hounsfield units have another name in other languages. */
function unitOf(unit: Quantity['unit']): Sentence | string {
  return unit === 'HU' ? say('hounsfield') : unit;
}

function numberOf({ name, value, unit }: Quantity): Decimal {
  if (unit === '') return inUnknownUnit(value);
  const asItIs = (name === 'Min' || name === 'Max') && Number.isInteger(value);
  return { number: value, digits: asItIs ? 0 : 1 };
}

/** What stands beside the drawing: few lines, for they cover the image. */
export function labelOf(
  { kind, text, slices, guessed }: Annotation,
  quantities: readonly Quantity[],
): readonly Sentence[] {
  const of = (...names: Quantity['name'][]) =>
    inOneUnit(quantities.filter(({ name }) => names.includes(name)));
  switch (kind) {
    case 'length':
      return quantities.map(quantityWords);
    case 'angle':
      return guessed ? [say('armOpen')] : quantities.map(quantityWords);
    case 'ellipse':
    case 'rectangle':
      return [...of('Mean', 'SD'), ...of('Min', 'Max'), ...of('Area')];
    case 'arrow':
      return text === undefined || text === '' ? [] : [verbatim(text)];
    case 'volume': {
      const volume = quantities.find(({ name }) => name === 'Volume');
      const lines = of('A', 'B', 'C');
      // There will be none whatever is drawn: that is known from the start.
      const none = quantities.some(({ name, unit }) => name === 'A' && unit === 'px');
      if (guessed) return [...lines, say('secondLineOpen'), ...(none ? [say('noVolume')] : [])];
      if (slices === undefined && !none) return [...lines, say('slicesOpen')];
      const result =
        volume && slices !== undefined
          ? say('abc2', { volume: quantityWords(volume), count: slices })
          : say('noVolume');
      return [...lines, result, ...unevenSpacing(quantities)];
    }
  }
}

function unevenSpacing(quantities: readonly Quantity[]): Sentence[] {
  const least = quantities.find(({ name }) => name === 'Least slice spacing');
  const most = quantities.find(({ name }) => name === 'Greatest slice spacing');
  if (!least || !most) return [];
  return [say('unevenSpacing', { least: numberOf(least), most: quantityWords(most) })];
}

/** `A 40.0, B 30.0, C 20.0 mm`; none of none. */
function inOneUnit(quantities: readonly Quantity[]): Sentence[] {
  const [last, ...others] = quantities.toReversed();
  if (!last) return [];
  const unit = say('named', { name: nameOf(last), value: quantityWords(last) });
  return [
    others.reduce(
      (rest, one) => say('pair', { first: say('named', { name: nameOf(one), value: numberOf(one) }), rest }),
      unit,
    ),
  ];
}

function nameOf({ name }: Quantity): Sentence | string {
  return NAMES[name] ?? name;
}

/** The others go by their letters, or stand alone. */
const NAMES: Readonly<Partial<Record<Quantity['name'], Sentence>>> = {
  Mean: say('nameMean'),
  SD: say('nameSD'),
  Min: say('nameMin'),
  Max: say('nameMax'),
  Area: say('nameArea'),
};

/** In one line, name first. */
export function annotationWords(annotation: Annotation, quantities: readonly Quantity[]): Sentence {
  const kind = say(annotation.kind);
  const [first, ...others] = labelOf(annotation, quantities);
  if (!first) return kind;
  const words = others.reduce((before, rest) => say('pair', { first: before, rest }), first);
  return say('described', { kind, words });
}
