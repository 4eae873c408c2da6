/** Whose a study is, in the list of studies and series. */
import { CloseButton } from '@mantine/core';
import { activeSeries, ageAt, comparePatients, type OpenStudy } from '../../study/index.ts';
import { dicomDate, stated } from '../format.ts';
import { patientName, studyName } from '../names.ts';
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
  const born = stated([
    dicomDate(patient.birthDate),
    age && (age.unit === 'Y' ? t('series.years', age) : t('series.months', age)),
    patient.sex,
  ]).join(' · ');
  return (
    <div className="study-heading" style={{ gridRow: row }} role="presentation">
      <strong>{patientName(patient)}</strong>
      {foreign && <span className="other-patient">{t('series.otherPatient')}</span>}
      <span>{patient.id}</span>
      <span>{born}</span>
      <span>{stated([dicomDate(study.date), study.description]).join(' · ')}</span>
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
