import { HEMORRHAGE_CLASSES } from '../../base/index.ts';
import { percent } from '../format.ts';
import { stateOf } from '../sliceState.ts';
import type { Slice } from '../../dicom/index.ts';
import { useFindings } from '../useRoom.ts';
import { classShort, t } from '../words/index.ts';

interface PaneScoresProps {
  readonly slice: Slice | undefined;
  /** The findings panel says them in full: they are for the eye alone. */
  readonly inPanel: boolean;
}

/** The slice's probabilities beside the image, or why it has none, so that the eye need not leave it. */
export function PaneScores({ slice, inPanel }: PaneScoresProps) {
  const finding = useFindings(({ slices }) => slices.get(slice?.id ?? ''));
  const probabilities = finding?.state === 'scored' ? finding.score.probabilities : undefined;
  const run = useFindings((state) => state.run);
  const words = stateOf(finding, run);
  if (words) {
    return (
      <p className="pane-state" data-state={finding?.state} aria-hidden={inPanel}>
        {words.short}
      </p>
    );
  }
  if (!probabilities) return null;
  return (
    <div className="pane-scores" role="group" aria-label={t('pane.scores')} aria-hidden={inPanel}>
      {HEMORRHAGE_CLASSES.map((name) => (
        <div key={name} data-class={name}>
          <span>{classShort(name)}</span>
          <span className="meter">
            <span style={{ width: `${probabilities[name] * 100}%` }} />
          </span>
          <span className="number">{percent(probabilities[name])}</span>
        </div>
      ))}
    </div>
  );
}
