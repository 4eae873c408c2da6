/** What an annotation says of the image under it. */
import type { HounsfieldFrame } from '../../dicom/index.ts';
import { covered } from './covered.ts';
import type { Annotation, ImagePoint, MeasuredImage } from './types.ts';

export interface Quantity {
  readonly name:
    | 'Length'
    | 'Angle'
    | 'Mean'
    | 'SD'
    | 'Min'
    | 'Max'
    | 'Area'
    | 'A'
    | 'B'
    | 'C'
    | 'Volume'
    | 'Least slice spacing'
    | 'Greatest slice spacing';
  readonly value: number;
  /** Empty where the values of the image are in a unit that is not known. */
  readonly unit: 'mm' | 'px' | '°' | 'HU' | 'mm²' | 'px²' | 'mL' | '';
}

/**
 * The quantities of an annotation. Millimetres where the file gives a pixel spacing, otherwise pixels, which are square
 * unless the file gives their proportion: then a length counts the shorter side of a pixel, whichever way it runs. An arrow has none.
 *
 * A volume is ABC/2 in mL: A is the greatest diameter of the hemorrhage, B the greatest one at 90° to it on the same slice, C
 * the number of slices it is seen on times their spacing, where a slice with less than three quarters of the largest area
 * counts half and one with less than a quarter does not count. An ellipsoid has π/6 · ABC, which that rounds down. The spacing
 * is that around the slice (`covered.ts`); where it is uneven, its extremes stand beside the volume. Without a spacing of
 * pixels and of slices there is no volume, nor before B was drawn and the slices were counted.
 * @see Kothari RU et al., The ABCs of measuring intracerebral hemorrhage volumes, Stroke 1996;27:1304–1305
 */
export function measure(
  { kind, points, slices, guessed }: Annotation,
  image: MeasuredImage,
): readonly Quantity[] {
  const [a, b, c, d] = points;
  if (kind === 'arrow' || !a || !b) return [];
  switch (kind) {
    case 'length':
      return [{ name: 'Length', ...distance(a, b, image) }];
    case 'angle':
      return c && !guessed ? [{ name: 'Angle', value: angle(a, b, c, image), unit: '°' }] : [];
    case 'rectangle':
    case 'ellipse':
      return [...statistics(image.frame, kind, a, b), { name: 'Area', ...area(kind, a, b, image) }];
    case 'volume':
      return [
        { name: 'A', ...distance(a, b, image) },
        ...(c && d && !guessed ? beyondA(distance(a, b, image), distance(c, d, image), slices, image) : []),
      ];
  }
}

interface Amount<Unit extends Quantity['unit']> {
  readonly value: number;
  readonly unit: Unit;
}

/** Sides of a pixel in millimetres, or in units of its shorter side where those are not known. */
function pixelSides({ spacing, pixelAspect = 1 }: MeasuredImage): { x: number; y: number; known: boolean } {
  const known = spacing !== undefined && spacing.row > 0 && spacing.column > 0;
  return known
    ? { x: spacing.column, y: spacing.row, known }
    : { x: Math.max(1 / pixelAspect, 1), y: Math.max(pixelAspect, 1), known };
}

function distance(from: ImagePoint, to: ImagePoint, image: MeasuredImage): Amount<'mm' | 'px'> {
  const { x, y, known } = pixelSides(image);
  return { value: Math.hypot((to.x - from.x) * x, (to.y - from.y) * y), unit: known ? 'mm' : 'px' };
}

/** Between the arms at the vertex, degrees from 0 to 180. */
function angle(one: ImagePoint, vertex: ImagePoint, other: ImagePoint, image: MeasuredImage): number {
  const { x, y } = pixelSides(image);
  const p = { x: (one.x - vertex.x) * x, y: (one.y - vertex.y) * y };
  const q = { x: (other.x - vertex.x) * x, y: (other.y - vertex.y) * y };
  return (Math.abs(Math.atan2(p.x * q.y - p.y * q.x, p.x * q.x + p.y * q.y)) * 180) / Math.PI;
}

/** Of the drawn shape, not of the pixels counted in it. */
function area(
  kind: 'ellipse' | 'rectangle',
  a: ImagePoint,
  b: ImagePoint,
  image: MeasuredImage,
): Amount<'mm²' | 'px²'> {
  const { x, y, known } = pixelSides(image);
  const box = Math.abs((b.x - a.x) * x * (b.y - a.y) * y);
  return { value: kind === 'ellipse' ? (box * Math.PI) / 4 : box, unit: known ? 'mm²' : 'px²' };
}

/**
 * Over the pixels whose centres lie inside; padding is no measurement and is left out. The deviation is that of these pixels
 * (divided by n). A shape that holds no pixel has no statistics.
 */
function statistics(
  { rows, columns, values, min, max, otherUnit }: HounsfieldFrame,
  kind: 'ellipse' | 'rectangle',
  a: ImagePoint,
  b: ImagePoint,
): Quantity[] {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const reach = { x: (right - left) / 2, y: (bottom - top) / 2 };
  let count = 0;
  let mean = 0;
  let squares = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let row = Math.max(0, Math.ceil(top - 0.5)); row + 0.5 <= bottom && row < rows; row++) {
    for (
      let column = Math.max(0, Math.ceil(left - 0.5));
      column + 0.5 <= right && column < columns;
      column++
    ) {
      const x = (column + 0.5 - middle.x) / reach.x;
      const y = (row + 0.5 - middle.y) / reach.y;
      if (kind === 'ellipse' && x * x + y * y > 1) continue;
      const value = values[row * columns + column] ?? NaN;
      if (!(value >= min && value <= max)) continue;
      // Welford's way: a sum of squares of large values loses the small differences.
      count++;
      const away = value - mean;
      mean += away / count;
      squares += away * (value - mean);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  if (count === 0) return [];
  const unit = otherUnit ? '' : 'HU';
  return [
    { name: 'Mean', value: mean, unit },
    { name: 'SD', value: Math.sqrt(squares / count), unit },
    { name: 'Min', value: least, unit },
    { name: 'Max', value: most, unit },
  ];
}

/** B, and what follows from it once it is known on how many slices the hematoma is seen. */
function beyondA(
  a: Amount<'mm' | 'px'>,
  b: Amount<'mm' | 'px'>,
  slices: number | undefined,
  { stack }: MeasuredImage,
): Quantity[] {
  const lines: Quantity[] = [{ name: 'B', ...b }];
  if (a.unit !== 'mm' || !stack || slices === undefined) return lines;
  const { length: c, uneven } = covered(stack, slices);
  lines.push({ name: 'C', value: c, unit: 'mm' });
  lines.push({ name: 'Volume', value: (a.value * b.value * c) / 2 / 1000, unit: 'mL' });
  if (!uneven) return lines;
  return [
    ...lines,
    { name: 'Least slice spacing', value: uneven.least, unit: 'mm' },
    { name: 'Greatest slice spacing', value: uneven.most, unit: 'mm' },
  ];
}
