/** What a reader should know of a whole series before trusting its order: said, never corrected. */
import type { Millimetre } from '../base/index.ts';
import type { ToldApartBy } from './time-points.ts';
import type { Notice, Series, Slice } from './types.ts';

/** Two images closer than this lie in the same place. */
const SAME_PLACE_MM = 0.01;
/** A step within this part of the usual one (or of a multiple of it) is that step. */
const TOLERANCE = 0.05;
/** Gaps at more places than this part of all steps are not lost images but another spacing. */
const LOST_AT_MOST = 0.1;
const UPRIGHT_DEGREES = 0.05;

/** @param positions  along the stack, ascending, one a slice; undefined where the file gives none */
export function seriesNotices(
  slices: readonly Slice[],
  positions: readonly (Millimetre | undefined)[],
): Notice[] {
  const first = slices[0]?.instance;
  if (!first) return [];
  const notices: Notice[] = [];
  if (first.modality !== 'CT') {
    const kind = first.modality === '' ? 'of unknown modality' : `${first.modality}, not CT`;
    notices.push({
      code: 'dicom/series-not-ct',
      text: `The images are ${kind}: they are shown, but not scored.`,
    });
  }
  const tilt = first.gantryTiltDegrees ?? 0;
  if (Math.abs(tilt) > UPRIGHT_DEGREES) {
    const text = `The gantry was tilted by ${decimals(tilt, 1)}°: images are shown as acquired, not straightened.`;
    notices.push({ code: 'dicom/gantry-tilt', text });
  }
  if (slices.length === 1) {
    notices.push({ code: 'dicom/single-image', text: 'The series consists of a single image.' });
    return notices;
  }
  const known = positions.filter((position) => position !== undefined);
  if (known.length < positions.length) {
    const text = `${count(positions.length - known.length, 'image')} without a position: sorted by image number instead.`;
    return [...notices, { code: 'dicom/no-positions', text }];
  }
  return [...notices, ...spacingNotices(known)];
}

/** @param parts  sliders that the files of one series come to */
export function partedNotice(parts: number): Notice {
  const text = `Under this series’ identifier the files hold ${parts} kinds of images (by orientation, size or frame of reference): each is listed as a series of its own.`;
  return { code: 'dicom/parted-series', text };
}

const TOLD_APART: Readonly<Record<ToldApartBy, string>> = {
  temporalPosition: 'temporal position',
  number: 'acquisition number',
  time: 'acquisition time',
  contentTime: 'the time of the images',
};

export function timePointNotice({
  number,
  of,
  by,
}: NonNullable<Series['timePoint']> & { readonly by: ToldApartBy }): Notice {
  const text = `The series holds the same places ${of} times, told apart by ${TOLD_APART[by]}: this is time point ${number} of ${of}. Each is listed as a series of its own.`;
  return { code: 'dicom/time-points', text };
}

function spacingNotices(positions: readonly number[]): Notice[] {
  const notices: Notice[] = [];
  const all = positions.slice(1).map((position, i) => position - (positions[i] ?? 0));
  const steps = all.filter((step) => step > SAME_PLACE_MM);
  const doubled = all.length - steps.length;
  if (doubled > 0) {
    const text = `${count(doubled, 'image')} at the position of another one: all are kept.`;
    notices.push({ code: 'dicom/doubled-positions', text });
  }
  const usual = median(steps);
  if (usual === undefined) return notices;

  const skips = steps.filter((step) => step / usual > 1.5 && isMultiple(step, usual));
  const images = skips.reduce((sum, step) => sum + Math.round(step / usual) - 1, 0);
  const plausible = skips.length <= Math.max(1, steps.length * LOST_AT_MOST) && images < positions.length;
  const lost = plausible ? skips : [];
  if (lost.length > 0) {
    const places = lost.length === 1 ? 'one place' : `${lost.length} places`;
    const text = `${count(images, 'image')} seemingly missing, at ${places}: the step there is a multiple of ${decimals(usual)} mm.`;
    notices.push({ code: 'dicom/missing-images', text });
  }
  const odd = steps.filter((step) => Math.abs(step - usual) > usual * TOLERANCE && !lost.includes(step));
  if (odd.length > 0) {
    const text = `Spacing is uneven: ${decimals(usual)} mm as a rule, from ${decimals(Math.min(...odd, usual))} to ${decimals(Math.max(...odd, usual))} mm.`;
    notices.push({ code: 'dicom/uneven-spacing', text });
  }
  return notices;
}

const isMultiple = (step: number, usual: number) =>
  Math.abs(step / usual - Math.round(step / usual)) <= TOLERANCE;

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

const count = (n: number, thing: string) => `${n} ${thing}${n === 1 ? '' : 's'}`;

/** Without trailing zeros: 5 mm, 0.625 mm, 4.22 mm. */
const decimals = (value: number, digits = 3) => String(Number(value.toFixed(digits)));
