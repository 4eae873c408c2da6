import { useMemo } from 'react';
import type { Probability } from '../../base/index.ts';
import type { Slice } from '../../dicom/index.ts';
import { activeSeries, isSuspicious, mostSuspicious } from '../../study/index.ts';
import { percent, thresholdPercent } from '../format.ts';
import { SliceThumbnail } from '../SliceThumbnail.tsx';
import { useFindings, useRoom, useStudy, useThresholds, useView } from '../useRoom.ts';
import { bleedWord, t } from '../words/index.ts';

const SHOWN = 5;

/** The series' slices with the highest probability of the chosen class, as pictures that go to them. */
export function SuspiciousSlices() {
  const series = useStudy(activeSeries);
  const slices = useFindings((state) => state.slices);
  const of = useView((state) => state.evidenceClass);
  const thresholds = useThresholds();
  const ranked = useMemo(() => mostSuspicious(series, slices, of, SHOWN), [series, slices, of]);
  const scored = series?.slices.filter(({ id }) => slices.get(id)?.state === 'scored') ?? [];
  const reached = scored.filter(({ id }) => isSuspicious(slices.get(id), of, thresholds)).length;
  if (ranked.length < 2) return null;
  return (
    <section className="suspicious" aria-labelledby="suspicious-heading">
      <h3 id="suspicious-heading">
        {t('findings.highest', { kind: bleedWord(of) })}
        {thresholds && (
          <span className="dim">
            {t('findings.reachedOf', {
              reached,
              of: scored.length,
              threshold: thresholdPercent(thresholds[of]),
            })}
          </span>
        )}
      </h3>
      <ol>
        {ranked.map(({ slice, index, probabilities }) => (
          <SuspiciousSlice
            key={slice.id}
            slice={slice}
            index={index}
            probability={probabilities[of]}
            reached={isSuspicious(slices.get(slice.id), of, thresholds)}
          />
        ))}
      </ol>
    </section>
  );
}

interface SuspiciousSliceProps {
  readonly slice: Slice;
  readonly index: number;
  readonly probability: Probability;
  readonly reached: boolean;
}

function SuspiciousSlice({ slice, index, probability, reached }: SuspiciousSliceProps) {
  const { study } = useRoom();
  const current = useStudy(({ sliceId }) => sliceId === slice.id);
  return (
    <li>
      <button
        type="button"
        aria-current={current}
        data-reached={reached}
        aria-label={t('findings.slice', { number: index + 1, probability: percent(probability) })}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => study.showSlice(slice.id)}
      >
        <SliceThumbnail slice={slice} />
        <span>{index + 1}</span>
        <span className="number">{percent(probability)}</span>
      </button>
    </li>
  );
}
