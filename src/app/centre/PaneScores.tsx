import { HEMORRHAGE_CLASSES, type HemorrhageClass } from '../../base/index.ts';
import { percent } from '../format.ts';
import { useFindings, useStudy } from '../useRoom.ts';

/** As radiologists write them. */
export const SHORT_NAMES: Record<HemorrhageClass, string> = {
  epidural: 'EDH',
  intraparenchymal: 'IPH',
  intraventricular: 'IVH',
  subarachnoid: 'SAH',
  subdural: 'SDH',
  any: 'Any',
};

/** The slice's probabilities beside the image, so that the eye need not leave it. The findings panel says them in full. */
export function PaneScores() {
  const sliceId = useStudy((state) => state.sliceId);
  const finding = useFindings(({ slices }) => slices.get(sliceId ?? ''));
  const probabilities = finding?.state === 'scored' ? finding.score.probabilities : undefined;
  if (finding?.state === 'not-scored') return null;
  return (
    <div className="pane-scores" aria-hidden>
      {HEMORRHAGE_CLASSES.map((name) => (
        <div key={name} data-class={name}>
          <span>{SHORT_NAMES[name]}</span>
          <span className="meter">
            <span style={{ width: `${(probabilities?.[name] ?? 0) * 100}%` }} />
          </span>
          <span className="number">{probabilities ? percent(probabilities[name]) : '–'}</span>
        </div>
      ))}
    </div>
  );
}
