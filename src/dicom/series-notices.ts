/** What a reader should know of a whole series before trusting its order: said, never corrected. */
import type { Millimetre, Sentence } from '../base/index.ts';
import { say } from './sentences.ts';
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
    const { modality } = first;
    const said = modality === '' ? say('unknownModality') : say('otherModality', { modality });
    notices.push({ code: 'dicom/series-not-ct', ...said });
  }
  const tilt = first.gantryTiltDegrees ?? 0;
  if (Math.abs(tilt) > UPRIGHT_DEGREES) {
    notices.push({ code: 'dicom/gantry-tilt', ...say('tilt', { degrees: rounded(tilt, 1) }) });
  }
  if (slices.length === 1) {
    notices.push({ code: 'dicom/single-image', ...say('singleImage') });
    return notices;
  }
  const known = positions.filter((position) => position !== undefined);
  if (known.length < positions.length) {
    const said = say('noPositions', { count: positions.length - known.length });
    return [...notices, { code: 'dicom/no-positions', ...said }];
  }
  return [...notices, ...spacingNotices(known)];
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

function spacingNotices(positions: readonly number[]): Notice[] {
  const notices: Notice[] = [];
  const all = positions.slice(1).map((position, i) => position - (positions[i] ?? 0));
  const steps = all.filter((step) => step > SAME_PLACE_MM);
  const doubled = all.length - steps.length;
  if (doubled > 0) {
    notices.push({ code: 'dicom/doubled-positions', ...say('doubled', { count: doubled }) });
  }
  const usual = median(steps);
  if (usual === undefined) return notices;

  const skips = steps.filter((step) => step / usual > 1.5 && isMultiple(step, usual));
  const images = skips.reduce((sum, step) => sum + Math.round(step / usual) - 1, 0);
  const plausible = skips.length <= Math.max(1, steps.length * LOST_AT_MOST) && images < positions.length;
  const lost = plausible ? skips : [];
  if (lost.length > 0) {
    const said = say('missing', {
      images: say('images', { count: images }),
      places: say('places', { count: lost.length }),
      usual: rounded(usual),
    });
    notices.push({ code: 'dicom/missing-images', ...said });
  }
  const odd = steps.filter((step) => Math.abs(step - usual) > usual * TOLERANCE && !lost.includes(step));
  if (odd.length > 0) {
    const said = say('uneven', {
      usual: rounded(usual),
      least: rounded(Math.min(...odd, usual)),
      most: rounded(Math.max(...odd, usual)),
    });
    notices.push({ code: 'dicom/uneven-spacing', ...said });
  }
  return notices;
}

const isMultiple = (step: number, usual: number) =>
  Math.abs(step / usual - Math.round(step / usual)) <= TOLERANCE;

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** 5 mm, 0.625 mm, 4.22 mm. */
const rounded = (value: number, digits = 3) => Number(value.toFixed(digits));
