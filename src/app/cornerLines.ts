/** What stands in a pane's corners, as readers know them (patient, study, where, how): on screen and on pictures the same. */
import type { Series, VoiWindow } from '../dicom/index.ts';
import type { Slab } from '../volume/index.ts';
import { dicomDate, millimetres, stated } from './format.ts';
import { patientName, seriesName } from './names.ts';
import { slabInWords } from './slabs.ts';
import { slicePlace } from './slicePlace.ts';
import { number, t } from './words/index.ts';

/** Whose image it is; a line is '' where no file says. */
export function patientLines(
  patient: Series['patient'],
): readonly [name: string, id: string, birthAndSex: string] {
  const birth = stated([dicomDate(patient.birthDate), patient.sex]).join(' · ');
  return [patientName(patient), patient.id, birth];
}

/** Of what it is; only lines that say something. */
export function studyLines(
  study: Pick<Series['study'], 'description' | 'date'>,
  series: Pick<Series, 'number' | 'description' | 'timePoint'>,
): readonly string[] {
  const name = seriesName(series);
  return stated([
    study.description,
    dicomDate(study.date),
    name && t('corner.series', { name }),
    series.timePoint && t('corner.timePoint', series.timePoint),
  ]);
}

/** When it was taken, alone, for a pane that has no corner for more; '' where no file says. */
export function takenWhen({ date }: Series['study'], { timePoint }: Pick<Series, 'timePoint'>): string {
  return stated([dicomDate(date), timePoint && t('corner.timePoint', timePoint)]).join(' · ');
}

/**
 * How thick what is shown is, and where it lies; each '' where no file says.
 * @param index  of the slice in the series, from 0
 * @param slab   what stands in place of the slice
 */
export function placeWords(
  series: Pick<Series, 'slices' | 'positions'>,
  index: number,
  slab: Slab | undefined,
): { readonly thickness: string; readonly position: string } {
  const { thickness, position } = slicePlace(series, index);
  const own = thickness === undefined ? '' : t('corner.thick', { thickness: number(thickness) });
  return {
    thickness: slab ? slabInWords(slab) : own,
    position: position === undefined ? '' : millimetres(position),
  };
}

/** `12 / 34`. @param index  of the slice in the series, from 0 */
export function sliceNumber({ slices }: Pick<Series, 'slices'>, index: number): string {
  return `${index + 1} / ${slices.length}`;
}

/** How large a pixel of the file is; '' before something is drawn. @param scale  CSS pixels to its shorter side */
export function zoomInWords(scale: number | undefined): string {
  return scale === undefined ? '' : t('corner.zoom', { percent: Math.round(scale * 100) });
}

/** `Brain (window 2 of 3)`: which one it is of a file that has several. */
export function fileWindowInWords({ name }: VoiWindow, which: { number: number; of: number }): string {
  return t('corner.windowOf', { name: name ?? '', ...which });
}
