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

/** `34.1 mm`: tenths, with a true minus sign and a decimal point everywhere. */
export function quantityWords({ value, unit }: Quantity): string {
  const number = value
    .toFixed(1)
    .replace(/^-0\.0$/, '0.0')
    .replace('-', '−');
  return unit === '°' ? `${number}°` : `${number} ${unit}`;
}

/** What stands beside the drawing. */
export function labelOf({ kind, text, slices }: Annotation, quantities: readonly Quantity[]): string[] {
  const named = ({ name, ...rest }: Quantity) => `${name} ${quantityWords({ name, ...rest })}`;
  switch (kind) {
    case 'length':
    case 'angle':
      return quantities.map(quantityWords);
    case 'ellipse':
    case 'rectangle':
      return quantities.map(named);
    case 'arrow':
      return text === undefined || text === '' ? [] : [text];
    case 'volume': {
      const has = quantities.some(({ name }) => name === 'Volume');
      const lines = quantities.filter(({ name }) => name !== 'Volume').map(named);
      const counted = has ? [`${slices ?? 0} slices`] : ['No volume: spacing unknown'];
      const volume = quantities
        .filter(({ name }) => name === 'Volume')
        .map((one) => `ABC/2 ${quantityWords(one)}`);
      return [...lines, ...counted, ...volume];
    }
  }
}

/** In one line, name first. */
export function annotationWords(annotation: Annotation, quantities: readonly Quantity[]): string {
  const words = labelOf(annotation, quantities).join(', ');
  return words === '' ? ANNOTATION_NAMES[annotation.kind] : `${ANNOTATION_NAMES[annotation.kind]}: ${words}`;
}
