/** What a reader should know of a whole series before trusting its order: said, never corrected. */
import type { Millimetre, Sentence } from '../base/index.ts';
import { byPlace, positionAlong, SAME_PLACE, samePixelSpacing, stackDirection } from './geometry.ts';
import { say } from './sentences.ts';
import { isMultiple, STEP_TOLERANCE, stackSpacing, type Place } from './spacing.ts';
import type { ToldApartBy } from './time-points.ts';
import type { Notice, Series, Slice, Vector3 } from './types.ts';

const UPRIGHT_DEGREES = 0.05;
/** Positions tell a tilt from this on: over a head's height one of half a degree comes to a millimetre. */
const SLANTED_DEGREES = 0.5;
/** mm by which positions may lie beside the line that a tilted gantry puts them on. */
const BESIDE_LINE = 1;

/** As whole Hounsfield units are held. */
const BYTES_A_PIXEL = 2;
/** Where a reader should know why the page needs so much of the machine: more than a thousand slices of 512 × 512. */
const LARGE = 0.6e9;

/** @param positions  along the stack, ascending, one a slice; undefined where the file gives none */
export function seriesNotices(
  slices: readonly Slice[],
  positions: readonly (Millimetre | undefined)[],
): Notice[] {
  const first = slices[0]?.instance;
  if (!first) return [];
  const notices: Notice[] = [];
  if (first.modality !== 'CT') {
    const { modality } = first;
    const said = modality === '' ? say('unknownModality') : say('otherModality', { modality });
    notices.push({ code: 'dicom/series-not-ct', ...said });
  }
  const tilt = first.gantryTiltDegrees ?? 0;
  if (Math.abs(tilt) > UPRIGHT_DEGREES) {
    notices.push({ code: 'dicom/gantry-tilt', ...say('tilt', { degrees: rounded(tilt, 1) }) });
  } else {
    const degrees = slant(slices);
    if (degrees > SLANTED_DEGREES) {
      notices.push({ code: 'dicom/gantry-tilt', ...say('slanted', { degrees: rounded(degrees, 1) }) });
    }
  }
  if (slices.length === 1) {
    notices.push({ code: 'dicom/single-image', ...say('singleImage') });
    return notices;
  }
  const pixels = pixelNotice(slices);
  if (pixels) notices.push(pixels);
  const bytes = slices.length * first.rows * first.columns * BYTES_A_PIXEL;
  if (bytes > LARGE) {
    const said = say('large', { count: slices.length, gigabytes: rounded(bytes / 1e9, 1) });
    notices.push({ code: 'dicom/large-series', ...said });
  }
  const places = positions.flatMap((along, index) =>
    along === undefined ? [] : [{ along, thickness: slices[index]?.geometry.sliceThickness }],
  );
  if (places.length < positions.length) {
    const said = say('noPositions', { count: positions.length - places.length });
    return [...notices, { code: 'dicom/no-positions', ...said }];
  }
  const measured = slices.some(({ geometry }) => geometry.pixelSpacing !== undefined);
  return [...notices, ...spacingNotices(places, measured)];
}

/**
 * By how much the line through the slices' positions leans from their normal, as the table's movement does from that of a
 * tilted gantry; 0 where they lie on no line.
 */
function slant(slices: readonly Slice[]): number {
  const orientation = slices[0]?.geometry.orientation;
  const known = slices.map(({ geometry }) => geometry.position).filter((position) => position !== undefined);
  const [first, last] = [known[0], known.at(-1)];
  if (!orientation || !first || !last) return 0;
  const { row, column } = orientation;
  const direction = stackDirection(orientation);
  const moved = (axis: Vector3, position: Vector3) =>
    positionAlong(axis, position) - positionAlong(axis, first);
  const height = moved(direction, last);
  if (Math.abs(height) < SAME_PLACE) return 0;
  const [x, y] = [moved(row, last) / height, moved(column, last) / height];
  const straight = known.every((position) => {
    const along = moved(direction, position);
    return Math.hypot(moved(row, position) - x * along, moved(column, position) - y * along) < BESIDE_LINE;
  });
  return straight ? (Math.atan(Math.hypot(x, y)) * 180) / Math.PI : 0;
}

/** Where images of one series cover fields of different size; those that state no spacing say so themselves. */
function pixelNotice(slices: readonly Slice[]): Notice | undefined {
  const stated = slices.flatMap(({ geometry: { pixelSpacing } }) => pixelSpacing ?? []);
  const [first] = stated;
  if (stated.every((spacing) => samePixelSpacing(spacing, first))) return undefined;
  const sides = stated.flatMap(({ row, column }) => [row, column]);
  const said = say('unevenPixels', {
    least: rounded(Math.min(...sides)),
    most: rounded(Math.max(...sides)),
  });
  return { code: 'dicom/uneven-pixel-spacing', ...said };
}

/** @param parts  sliders that the files of one series come to */
export function partedNotice(parts: number): Notice {
  return { code: 'dicom/parted-series', ...say('parted', { parts }) };
}

const TOLD_APART: Readonly<Record<ToldApartBy, Sentence>> = {
  temporalPosition: say('byTemporalPosition'),
  number: say('byNumber'),
  time: say('byTime'),
  contentTime: say('byContentTime'),
};

export function timePointNotice({
  number,
  of,
  by,
}: NonNullable<Series['timePoint']> & { readonly by: ToldApartBy }): Notice {
  return { code: 'dicom/time-points', ...say('timePoints', { number, of, by: TOLD_APART[by] }) };
}

/** @param measured  whether anything is told in millimetres: not where the pixels have none */
function spacingNotices(all: readonly Place[], measured: boolean): Notice[] {
  const notices: Notice[] = [];
  const places = byPlace(all).flatMap(([one]) => one ?? []);
  const doubled = all.length - places.length;
  if (doubled > 0) {
    notices.push({ code: 'dicom/doubled-positions', ...say('doubled', { count: doubled }) });
  }
  const { steps, usual, gaps } = stackSpacing(places);
  if (usual === undefined) return notices;

  const skips = [...gaps].filter((index) => isMultiple(steps[index] ?? NaN, usual));
  const images = skips.reduce((sum, index) => sum + Math.round((steps[index] ?? NaN) / usual) - 1, 0);
  const lost = new Set(images < all.length ? skips : []);
  if (lost.size > 0) {
    const where = {
      images: say('images', { count: images }),
      places: say('places', { count: lost.size }),
    };
    const said = measured ? say('missing', { ...where, usual: rounded(usual) }) : say('missingByStep', where);
    notices.push({ code: 'dicom/missing-images', ...said });
  }
  const odd = steps.filter(
    (step, index) => Math.abs(step - usual) > usual * STEP_TOLERANCE && !lost.has(index),
  );
  if (odd.length > 0) {
    const [least, most] = [Math.min(...odd, usual), Math.max(...odd, usual)];
    const said = measured
      ? say('uneven', { usual: rounded(usual), least: rounded(least), most: rounded(most) })
      : say('unevenByStep', { least: rounded(least / usual, 2), most: rounded(most / usual, 2) });
    notices.push({ code: 'dicom/uneven-spacing', ...said });
  }
  return notices;
}

/** 5 mm, 0.625 mm, 4.22 mm. */
const rounded = (value: number, digits = 3) => Number(value.toFixed(digits));
