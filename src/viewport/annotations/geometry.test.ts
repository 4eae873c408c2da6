import { describe, expect, it } from 'vitest';
import { millimetre, hounsfield } from '../../base/index.ts';
import { drawnPoints, movedPoint, movedWhole, pointAt, type Ground } from './geometry.ts';
import { measure } from './measure.ts';
import { kindFacts } from './kinds.ts';
import { ANNOTATION_KINDS, type Annotation, type AnnotationKind } from './types.ts';

/** Pixels twice as high as wide. */
const ground: Ground = { rows: 100, columns: 200, aspect: { x: 1, y: 2 } };
const image = {
  frame: { rows: 100, columns: 200, values: new Int16Array(20_000), min: hounsfield(0), max: hounsfield(0) },
  spacing: { row: millimetre(1), column: millimetre(0.5) },
  stack: undefined,
};
const draw = (kind: AnnotationKind, ...[x1, y1, x2, y2]: [number, number, number, number]): Annotation => ({
  id: 'one',
  kind,
  points: drawnPoints(kind, pointAt(x1, y1), pointAt(x2, y2), ground),
});
const value = (annotation: Annotation, name: string) =>
  measure(annotation, image).find((quantity) => quantity.name === name)?.value;

describe('one drag', () => {
  it('draws a line between its ends, and stops at the edge of the image', () => {
    expect(draw('length', 10, 20, 999, -5).points).toEqual([pointAt(10, 20), pointAt(200, 0)]);
  });

  it('draws an arm of an angle, and lays the other at 45° on the patient', () => {
    const angle = draw('angle', 100, 50, 140, 50);
    expect(angle.points.slice(0, 2)).toEqual([pointAt(140, 50), pointAt(100, 50)]);
    expect(value(angle, 'Angle')).toBeCloseTo(45, 6);
  });

  it('draws A of a hematoma, and lays B across its middle', () => {
    const bleed = draw('volume', 60, 50, 140, 50);
    expect(value(bleed, 'A')).toBeCloseTo(40, 9);
    expect(value(bleed, 'B')).toBeCloseTo(24, 9);
    for (const { x } of bleed.points.slice(2)) expect(x).toBeCloseTo(100, 9);
  });

  it('leaves points of an angle and of a hematoma to a second movement, and of nothing else', () => {
    expect(ANNOTATION_KINDS.filter((kind) => kindFacts[kind].partlyLaid)).toEqual(['angle', 'volume']);
  });
});

describe('moving', () => {
  const box = draw('rectangle', 20, 30, 60, 50);

  it('takes one corner and leaves the other', () => {
    expect(movedPoint(box, 1, pointAt(70, 500), ground).points).toEqual([pointAt(20, 30), pointAt(70, 100)]);
  });

  it('makes drawn points of those that were laid, and of no others', () => {
    for (const kind of ['angle', 'volume'] as const) {
      const laid: Annotation = { ...draw(kind, 60, 50, 140, 50), guessed: true };
      expect(movedPoint(laid, 0, pointAt(70, 50), ground).guessed).toBe(true);
      expect(movedPoint(laid, 1, pointAt(70, 50), ground).guessed).toBe(true);
      expect(movedWhole(laid, { x: 5, y: 5 }, ground).guessed).toBe(true);
      const drawn = movedPoint(laid, 2, pointAt(100, 40), ground);
      expect(drawn.guessed).toBeUndefined();
      expect(movedPoint(drawn, 0, pointAt(70, 50), ground).guessed).toBeUndefined();
    }
  });

  it('keeps the shape at the edge of the image', () => {
    expect(movedWhole(box, { x: -100, y: 7 }, ground).points).toEqual([pointAt(0, 37), pointAt(40, 57)]);
    expect(movedWhole(box, { x: 1000, y: 1000 }, ground).points).toEqual([
      pointAt(160, 80),
      pointAt(200, 100),
    ]);
  });
});
