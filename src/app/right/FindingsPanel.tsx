import { HEMORRHAGE_CLASSES } from '../../base/index.ts';
import { cautionOf } from '../../inference/index.ts';
import { activeSeries, extentOf, maximumMayRise, type SliceFinding } from '../../study/index.ts';
import { useFindings, useStudy } from '../useRoom.ts';
import { ClassRow } from './ClassRow.tsx';
import { ModelNote } from './ModelNote.tsx';
import { RunControls } from './RunControls.tsx';
import { SuspiciousSlices } from './SuspiciousSlices.tsx';
import { ThresholdControls } from './ThresholdControls.tsx';

export function FindingsPanel() {
  const sliceId = useStudy((state) => state.sliceId);
  const series = useStudy(activeSeries);
  const slices = useFindings((state) => state.slices);
  const extent = useStudy((state) => extentOf(state, activeSeries(state)));
  const finding = slices.get(sliceId ?? '');
  const caution = series && cautionOf(series);
  return (
    <section className="findings" role="region" aria-label="Findings">
      <div className="findings-heads dim">
        <h2>Findings</h2>
        <span>This slice</span>
        <span>{maximumMayRise(series, slices, extent) ? 'Series max. so far' : 'Series max.'}</span>
      </div>
      <table>
        <tbody>
          {HEMORRHAGE_CLASSES.map((name) => (
            <ClassRow key={name} name={name} finding={finding} series={series} slices={slices} />
          ))}
        </tbody>
      </table>
      <p className="slice-state">{sentenceOf(finding)}</p>
      {caution !== undefined && finding?.state !== 'not-scored' && <p className="caution">{caution}</p>}
      <SuspiciousSlices />
      <ThresholdControls />
      <RunControls />
      <ModelNote />
    </section>
  );
}

function sentenceOf(finding: SliceFinding | undefined): string {
  switch (finding?.state) {
    case 'scored':
      return 'Analysed. Choose a class for map, strip and list.';
    case 'scoring':
      return 'This slice is being analysed.';
    case 'failed':
      return `This slice could not be analysed: ${finding.failure.reason}`;
    case 'not-scored':
      return finding.reason;
    case 'waiting':
      return 'Not analysed yet.';
    case undefined:
      return '';
  }
}
