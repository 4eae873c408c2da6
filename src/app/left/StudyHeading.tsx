/** Whose a study is, in the list of studies and series. */
import { CloseButton } from '@mantine/core';
import { activeSeries, ageAt, comparePatients, type OpenStudy } from '../../study/index.ts';
import { dicomDate } from '../format.ts';
import { useRoom, useStudy } from '../useRoom.ts';
import { t } from '../words/index.ts';

interface StudyProps {
  readonly study: OpenStudy;
  /** Of the grid, from 1. */
  readonly row: number;
}

export function StudyHeading({ study: { patient, study }, row }: StudyProps) {
  const active = useStudy(activeSeries);
  const foreign = active && comparePatients(active.patient, patient) === 'different';
  const age = ageAt(patient.birthDate, study.date);
  const born = said([
    dicomDate(patient.birthDate),
    age && (age.unit === 'Y' ? t('series.years', age) : t('series.months', age)),
    patient.sex,
  ]);
  return (
    <div className="study-heading" style={{ gridRow: row }} role="presentation">
      <strong>{patient.name || t('series.noPatientName')}</strong>
      {foreign && <span className="other-patient">{t('series.otherPatient')}</span>}
      <span>{patient.id}</span>
      <span>{born}</span>
      <span>{said([dicomDate(study.date), study.description])}</span>
    </div>
  );
}

export function CloseStudyButton({ study, row }: StudyProps) {
  const room = useRoom();
  const name = t('series.close', { study: studyName(study) });
  return (
    <CloseButton
      // As large as a finger needs (WCAG 2.2, 2.5.8).
      size={24}
      className="study-close"
      style={{ gridRow: row }}
      aria-label={name}
      title={name}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => room.study.close(study.key)}
    />
  );
}

/** In a line: patient, date, description. */
export function studyName({ patient, study }: OpenStudy): string {
  return said([
    patient.name || patient.id || t('series.noPatientName'),
    dicomDate(study.date),
    study.description,
  ]);
}

function said(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
