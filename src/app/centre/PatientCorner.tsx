import type { Series } from '../../dicom/index.ts';
import { dicomDate } from '../format.ts';
import { t } from '../words/index.ts';

interface PatientCornerProps {
  readonly patient: Series['patient'];
  /** One line more. */
  readonly below?: string;
}

/** Whose image a pane shows, in its upper left corner. */
export function PatientCorner({ patient, below }: PatientCornerProps) {
  const birth = [dicomDate(patient.birthDate), patient.sex].filter((part) => part !== '').join(' · ');
  return (
    <div className="corner top left-side">
      <strong>{patient.name || t('series.noPatientName')}</strong>
      <span>{patient.id}</span>
      <span>{birth}</span>
      {below !== undefined && <span>{below}</span>}
    </div>
  );
}
