import { useMemo } from 'react';
import type { HemorrhageClass } from '../../base/index.ts';
import type { Series } from '../../dicom/index.ts';
import { seriesMaximum, type FindingsState, type SliceFinding } from '../../study/index.ts';
import { percent } from '../format.ts';
import { useRoom, useThresholds, useView } from '../useRoom.ts';
import { classLabel, classWord, significant, t } from '../words/index.ts';

interface ClassRowProps {
  readonly name: HemorrhageClass;
  readonly finding: SliceFinding | undefined;
  readonly series: Series | undefined;
  readonly slices: FindingsState['slices'];
}

export function ClassRow({ name, finding, series, slices }: ClassRowProps) {
  const { study, view } = useRoom();
  const chosen = useView((state) => state.evidenceClass === name);
  const probability = finding?.state === 'scored' ? finding.score.probabilities[name] : undefined;
  const threshold = useThresholds()?.[name];
  const reached = probability !== undefined && threshold !== undefined && probability >= threshold;
  const maximum = useMemo(() => seriesMaximum(series, slices, name), [series, slices, name]);
  return (
    <tr data-class={name} data-chosen={chosen} data-reached={reached}>
      <th scope="row">
        <button
          type="button"
          aria-pressed={chosen}
          title={t('findings.choose', { kind: classWord(name) })}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => view.setState({ evidenceClass: name })}
        >
          {classLabel(name)}
        </button>
      </th>
      <td className="bar">
        <span className="meter">
          <span style={{ width: `${(probability ?? 0) * 100}%` }} />
          {threshold !== undefined && <span className="threshold" style={{ left: `${threshold * 100}%` }} />}
        </span>
      </td>
      <td className="number" title={probability === undefined ? undefined : significant(probability, 4)}>
        {probability === undefined ? '–' : percent(probability)}
        {reached && <span className="visually-hidden">{t('findings.reached')}</span>}
      </td>
      <td className="maximum">
        {maximum ? (
          <button
            type="button"
            title={t('findings.goToMaximum', { number: maximum.index + 1 })}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => study.showSlice(maximum.sliceId)}
          >
            {percent(maximum.probability)} <span className="dim">@{maximum.index + 1}</span>
          </button>
        ) : (
          <span className="dim">–</span>
        )}
      </td>
    </tr>
  );
}
