import type { Series } from '../../dicom/index.ts';
import { patientLines } from '../cornerLines.ts';

interface PatientCornerProps {
  readonly patient: Series['patient'];
  /** Lines more, in every pane or only where the study's own corner has no room. */
  readonly below: readonly string[];
  readonly belowWhen?: 'narrow';
}

/** Whose image a pane shows, in its upper left corner. */
export function PatientCorner({ patient, below, belowWhen }: PatientCornerProps) {
  const [name, id, birth] = patientLines(patient);
  return (
    <div className="corner top left-side">
      <strong>{name}</strong>
      <span>{id}</span>
      <span>{birth}</span>
      {below.map((line) => (
        <span key={line} data-when={belowWhen}>
          {line}
        </span>
      ))}
    </div>
  );
}
