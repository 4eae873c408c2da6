import { HEMORRHAGE_CLASSES } from '../../base/index.ts';
import { percent } from '../format.ts';
import { stateOf } from '../sliceState.ts';
import { useFindings, useStudy } from '../useRoom.ts';
import { classShort } from '../words/index.ts';

/** The slice's probabilities beside the image, or why it has none, so that the eye need not leave it. The findings panel says them in full. */
export function PaneScores() {
  const sliceId = useStudy((state) => state.sliceId);
  const finding = useFindings(({ slices }) => slices.get(sliceId ?? ''));
  const probabilities = finding?.state === 'scored' ? finding.score.probabilities : undefined;
  const run = useFindings((state) => state.run);
  const words = stateOf(finding, run);
  if (words) {
    return (
      <p className="pane-state" data-state={finding?.state} aria-hidden>
        {words.short}
      </p>
    );
  }
  if (!probabilities) return null;
  return (
    <div className="pane-scores" aria-hidden>
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
