/** The items a structured report is a tree of (PS3.3 C.17.3). */
import { CODES, codeItem, type Code } from './codes.ts';
import type { Dataset } from './dataset.ts';
import { imageReference, type SourceImage } from './source.ts';

/** How an item belongs to the one above it. */
export type Relation = 'CONTAINS' | 'HAS CONCEPT MOD' | 'HAS OBS CONTEXT' | 'INFERRED FROM';

/** The root, which belongs to none. @param template  number of the DCMR template that the tree follows */
export function rootContainer(name: Code, template: string, children: readonly Dataset[]): Dataset {
  return {
    ValueType: 'CONTAINER',
    ConceptNameCodeSequence: [codeItem(name)],
    ContinuityOfContent: 'SEPARATE',
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: template }],
    ContentSequence: children,
  };
}

/** @param template  where the branch follows one of its own */
export function container(name: Code, children: readonly Dataset[], template?: string): Dataset {
  return {
    ...item('CONTAINS', 'CONTAINER', name),
    ContinuityOfContent: 'SEPARATE',
    ...(template === undefined
      ? {}
      : { ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: template }] }),
    ContentSequence: children,
  };
}

export function text(relation: Relation, name: Code, value: string): Dataset {
  return { ...item(relation, 'TEXT', name), TextValue: value };
}

export function coded(relation: Relation, name: Code, value: Code): Dataset {
  return { ...item(relation, 'CODE', name), ConceptCodeSequence: [codeItem(value)] };
}

export function uidReference(relation: Relation, name: Code, uid: string): Dataset {
  return { ...item(relation, 'UIDREF', name), UID: uid };
}

/** An image without a name of its own: what the item above says which part it plays. */
export function image(relation: Relation, source: SourceImage): Dataset {
  return {
    RelationshipType: relation,
    ValueType: 'IMAGE',
    ReferencedSOPSequence: [imageReference(source)],
  };
}

/** A number without a unit, inferred from an image: rounded as a decimal string, and as the exact double beside it. */
export function numberFromImage(name: Code, value: number, source: SourceImage): Dataset {
  return {
    ...item('CONTAINS', 'NUM', name),
    MeasuredValueSequence: [
      {
        NumericValue: decimalString(value),
        FloatingPointValue: value,
        MeasurementUnitsCodeSequence: [codeItem(CODES.noUnits)],
      },
    ],
    ContentSequence: [image('INFERRED FROM', source)],
  };
}

/** DS: as many digits as 16 characters hold; the exact double stands beside it. @param value  not negative */
export function decimalString(value: number): string {
  let digits = 17;
  while (String(Number(value.toPrecision(digits))).length > 16) digits--;
  return String(Number(value.toPrecision(digits)));
}

function item(relation: Relation, type: string, name: Code): Dataset {
  return { RelationshipType: relation, ValueType: type, ConceptNameCodeSequence: [codeItem(name)] };
}
