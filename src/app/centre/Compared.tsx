/** Whose the second series is, and a warning that cannot be overlooked where it is not the same patient's. */
import { TriangleAlert } from 'lucide-react';
import type { Series } from '../../dicom/index.ts';
import { activeSeries, compareSeries, openStudies, seriesBeside } from '../../study/index.ts';
import { dicomDate } from '../format.ts';
import { useStudy, useView } from '../useRoom.ts';
import { PatientCorner } from './PatientCorner.tsx';
import { t } from '../words/index.ts';

/** A line over both panes; none where both series are of one patient. */
export function PatientWarning() {
  const besideKey = useView((state) => state.besideKey);
  const active = useStudy(activeSeries);
  const beside = useStudy((state) => seriesBeside(state, { besideKey }));
  const compared = active && beside && compareSeries(active, beside);
  if (!active || !beside || compared === 'same') return null;
  return (
    <p className="patient-warning" role="alert" data-compared={compared}>
      <TriangleAlert size={16} aria-hidden />
      <strong>{compared === 'different' ? t('pane.differentPatients') : t('pane.perhapsDifferent')}</strong>
      <span>{t('pane.leftRight', { left: whose(active), right: whose(beside) })}</span>
    </p>
  );
}

/** The second pane's upper left corner, as the first one has it. */
export function WhoseSeries({ series: { patient, study } }: { readonly series: Series }) {
  const of = [study.description, dicomDate(study.date)].filter((part) => part !== '').join(' · ');
  return <PatientCorner patient={patient} below={of} />;
}

/** The choices of a second series, by study where several are open. */
export function SeriesOptions({ series }: { readonly series: readonly Series[] }) {
  const all = useStudy((state) => state.series);
  const options = (members: readonly Series[]) =>
    members.map(({ key, number, description, slices, timePoint }) => {
      const name = [number, description || t('pane.series'), `(${slices.length})`].join(' ');
      return (
        <option key={key} value={key}>
          {timePoint ? t('pane.seriesTime', { series: name, ...timePoint }) : name}
        </option>
      );
    });
  if (openStudies({ series: all }).length < 2) return options(series);
  return openStudies({ series }).map((study) => (
    <optgroup
      key={study.key}
      label={[
        study.patient.name || study.patient.id || t('series.noPatientName'),
        dicomDate(study.study.date),
      ]
        .filter((part) => part !== '')
        .join(' · ')}
    >
      {options(study.series)}
    </optgroup>
  ));
}

function whose({ patient }: Series): string {
  const known = [patient.name, patient.id].filter((part) => part !== '').join(', ');
  return known === '' ? t('pane.noName') : known;
}
