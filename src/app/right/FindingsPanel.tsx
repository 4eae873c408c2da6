import { useMemo } from 'react';
import { useStore } from 'zustand';
import { HEMORRHAGE_CLASSES } from '../../base/index.ts';
import { activeSeries, extentOf, maximumMayRise, seriesCautions } from '../../study/index.ts';
import { useFindings, useStudy } from '../useRoom.ts';
import { stateOf } from '../sliceState.ts';
import { ClassRow } from './ClassRow.tsx';
import { ModelNote } from './ModelNote.tsx';
import { RunControls } from './RunControls.tsx';
import { SuspiciousSlices } from './SuspiciousSlices.tsx';
import { ThresholdControls } from './ThresholdControls.tsx';
import { language, t, tell } from '../words/index.ts';

export function FindingsPanel() {
  const sliceId = useStudy((state) => state.sliceId);
  const series = useStudy(activeSeries);
  const slices = useFindings((state) => state.slices);
  const extent = useStudy((state) => extentOf(state, activeSeries(state)));
  const finding = slices.get(sliceId ?? '');
  const run = useFindings((state) => state.run);
  const mayRise = useMemo(() => maximumMayRise(series, slices, extent), [series, slices, extent]);
  const cautions = series && finding?.state !== 'not-scored' ? seriesCautions(series, extent) : [];
  return (
    <section className="findings" role="region" aria-label={t('findings.heading')}>
      <div className="findings-heads dim">
        <h2>{t('findings.heading')}</h2>
        <span>{t('findings.thisSlice')}</span>
        <span>{mayRise ? t('findings.maximumSoFar') : t('findings.maximum')}</span>
      </div>
      <table>
        <tbody>
          {HEMORRHAGE_CLASSES.map((name) => (
            <ClassRow
              key={name}
              name={name}
              finding={finding}
              series={series}
              slices={slices}
              phase={extent.phase}
            />
          ))}
        </tbody>
      </table>
      <p className="slice-state">
        {finding?.state === 'scored' ? t('findings.analysed') : stateOf(finding, run)?.sentence}
      </p>
      {cautions.map((caution) => (
        <p key={caution.text} className="caution">
          {tell(caution)}
        </p>
      ))}
      {BELOW}
    </section>
  );
}

/** Follows the language by itself, for nothing above draws it anew. */
function Below() {
  useStore(language);
  return (
    <>
      <SuspiciousSlices />
      <ThresholdControls />
      <RunControls />
      <ModelNote />
    </>
  );
}

/** The same element each time: what does not depend on the slice is not drawn anew with it. */
const BELOW = <Below />;
