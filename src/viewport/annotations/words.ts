/** Annotations in words: beside the drawing, for a screen reader, and to be copied. */
import type { Quantity } from './measure.ts';
import type { Annotation, AnnotationKind } from './types.ts';

export const ANNOTATION_NAMES: Readonly<Record<AnnotationKind, string>> = {
  length: 'Length',
  angle: 'Angle',
  ellipse: 'Ellipse',
  rectangle: 'Rectangle',
  arrow: 'Arrow',
  volume: 'Hematoma volume',
};

/** `34.1 mm`: tenths, of single pixels as they are, with a true minus sign and a decimal point everywhere. */
export function quantityWords(quantity: Quantity): string {
  const { unit } = quantity;
  return unit === '°' ? `${numberOf(quantity)}°` : `${numberOf(quantity)} ${unit}`;
}

function numberOf({ name, value }: Quantity): string {
  const asItIs = (name === 'Min' || name === 'Max') && Number.isInteger(value);
  const number = asItIs ? String(value) : value.toFixed(1).replace(/^-0\.0$/, '0.0');
  return number.replace('-', '−');
}

/** What stands beside the drawing: few lines, for they cover the image. */
export function labelOf(
  { kind, text, slices = 0 }: Annotation,
  quantities: readonly Quantity[],
): readonly string[] {
  const of = (...names: Quantity['name'][]) => quantities.filter(({ name }) => names.includes(name));
  switch (kind) {
    case 'length':
    case 'angle':
      return quantities.map(quantityWords);
    case 'ellipse':
    case 'rectangle':
      return [inOneUnit(of('Mean', 'SD')), inOneUnit(of('Min', 'Max')), inOneUnit(of('Area'))].filter(
        (words) => words !== '',
      );
    case 'arrow':
      return text === undefined || text === '' ? [] : [text];
    case 'volume': {
      const [volume] = of('Volume');
      const result = volume
        ? `ABC/2 ${quantityWords(volume)} on ${slices} ${slices === 1 ? 'slice' : 'slices'}`
        : 'No volume: spacing unknown';
      return [inOneUnit(of('A', 'B', 'C')), result];
    }
  }
}

/** `A 40.0, B 30.0, C 20.0 mm` */
function inOneUnit(quantities: readonly Quantity[]): string {
  const last = quantities.at(-1);
  if (!last) return '';
  const others = quantities.slice(0, -1).map((one) => `${one.name} ${numberOf(one)}, `);
  return `${others.join('')}${last.name} ${quantityWords(last)}`;
}

/** In one line, name first. */
export function annotationWords(annotation: Annotation, quantities: readonly Quantity[]): string {
  const words = labelOf(annotation, quantities).join(', ');
  return words === '' ? ANNOTATION_NAMES[annotation.kind] : `${ANNOTATION_NAMES[annotation.kind]}: ${words}`;
}
