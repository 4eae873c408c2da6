import type { Series } from '../../dicom/index.ts';
import { patientLines } from '../cornerLines.ts';

interface PatientCornerProps {
  readonly patient: Series['patient'];
  /** One line more. */
  readonly below?: string;
}

/** Whose image a pane shows, in its upper left corner. */
export function PatientCorner({ patient, below }: PatientCornerProps) {
  const [name, id, birth] = patientLines(patient);
  return (
    <div className="corner top left-side">
      <strong>{name}</strong>
      <span>{id}</span>
      <span>{birth}</span>
      {below !== undefined && <span>{below}</span>}
    </div>
  );
}
