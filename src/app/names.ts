/** What patients, studies and series are called, wherever they are named. */
import type { Series } from '../dicom/index.ts';
import type { OpenStudy } from '../study/index.ts';
import { dicomDate, stated } from './format.ts';
import { t } from './words/index.ts';

export function patientName({ name }: Pick<Series['patient'], 'name'>): string {
  return name || t('series.noPatientName');
}

/** In a line: patient, date. */
export function studyShort({ patient, study }: Pick<OpenStudy, 'patient' | 'study'>): string {
  return stated([patient.name || patient.id || patientName(patient), dicomDate(study.date)]).join(' · ');
}

/** In a line: patient, date, description. */
export function studyName(of: Pick<OpenStudy, 'patient' | 'study'>): string {
  return stated([studyShort(of), of.study.description]).join(' · ');
}

/**
 * `2  axial`: number, description.
 * @param unnamed  in place of a description that the file does not have
 */
export function seriesName(
  { number, description }: Pick<Series, 'number' | 'description'>,
  unnamed = '',
): string {
  return stated([number?.toString(), description || unnamed]).join('  ');
}
