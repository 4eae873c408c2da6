/** Whose the second series is, and a warning that cannot be overlooked where it is not the same patient's. */
import { TriangleAlert } from 'lucide-react';
import type { Series } from '../../dicom/index.ts';
import { activeSeries, compareSeries, openStudies, seriesBeside } from '../../study/index.ts';
import { dicomDate, stated } from '../format.ts';
import { seriesName, studyShort } from '../names.ts';
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
  return <PatientCorner patient={patient} below={stated([dicomDate(study.date), study.description])} />;
}

/** The choices of a second series, by study where several are open. */
export function SeriesOptions({ series }: { readonly series: readonly Series[] }) {
  const all = useStudy((state) => state.series);
  const options = (members: readonly Series[]) =>
    members.map((one) => {
      const { slices, timePoint } = one;
      const name = `${seriesName(one, t('pane.series'))} (${slices.length})`;
      return (
        <option key={one.key} value={one.key}>
          {timePoint ? t('pane.seriesTime', { series: name, ...timePoint }) : name}
        </option>
      );
    });
  if (openStudies({ series: all }).length < 2) return options(series);
  return openStudies({ series }).map((study) => (
    <optgroup key={study.key} label={studyShort(study)}>
      {options(study.series)}
    </optgroup>
  ));
}

function whose({ patient }: Series): string {
  const known = stated([patient.name, patient.id]).join(', ');
  return known === '' ? t('pane.noName') : known;
}
