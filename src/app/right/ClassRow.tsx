import { memo } from 'react';
import { useStore } from 'zustand';
import type { HemorrhageClass } from '../../base/index.ts';
import type { Series } from '../../dicom/index.ts';
import {
  isSuspicious,
  seriesMaximum,
  type Extent,
  type FindingsState,
  type SliceFinding,
} from '../../study/index.ts';
import { percent } from '../format.ts';
import { useRoom, useThresholds, useView } from '../useRoom.ts';
import { classLabel, classWord, language, significant, t } from '../words/index.ts';

interface ClassRowProps {
  readonly name: HemorrhageClass;
  readonly finding: SliceFinding | undefined;
  readonly series: Series | undefined;
  readonly slices: FindingsState['slices'];
  readonly phase: Extent['phase'];
}

export function ClassRow({ name, finding, series, slices, phase }: ClassRowProps) {
  const chosen = useView((state) => state.evidenceClass === name);
  const probability = finding?.state === 'scored' ? finding.score.probabilities[name] : undefined;
  const thresholds = useThresholds();
  const threshold = thresholds?.[name];
  const reached = isSuspicious(finding, name, thresholds);
  return (
    <tr data-class={name} data-chosen={chosen} data-reached={reached}>
      <ClassChoice name={name} chosen={chosen} />
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
      <Maximum name={name} series={series} slices={slices} phase={phase} />
    </tr>
  );
}

interface ClassChoiceProps {
  readonly name: HemorrhageClass;
  readonly chosen: boolean;
}

const ClassChoice = memo(({ name, chosen }: ClassChoiceProps) => {
  const { view } = useRoom();
  useStore(language);
  return (
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
  );
});
ClassChoice.displayName = 'ClassChoice';

/** Of the whole series: the same from slice to slice. */
const Maximum = memo(({ name, series, slices, phase }: Omit<ClassRowProps, 'finding'>) => {
  const { study } = useRoom();
  useStore(language);
  const maximum = seriesMaximum(series, slices, name, { phase });
  return (
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
  );
});
Maximum.displayName = 'Maximum';
