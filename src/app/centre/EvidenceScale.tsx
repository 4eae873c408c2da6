import { heatColour } from '../../viewport/index.ts';
import { useFindings, useRoom, useStudy, useView } from '../useRoom.ts';
import { classWord, t } from '../words/index.ts';

const STOPS = Array.from({ length: 11 }, (_, step) => {
  const [red, green, blue] = heatColour(step / 10).map(Math.round);
  return `rgb(${red} ${green} ${blue}) ${step * 10}%`;
}).join(', ');

/** What the colours of the evidence map mean, and whose they are; or why there is none on this slice. */
export function EvidenceScale() {
  const { view } = useRoom();
  const strength = useView((state) => state.evidenceStrength);
  const shown = useView(({ evidence }) => evidence === 'shown');
  const of = useView((state) => state.evidenceClass);
  const sliceId = useStudy((state) => state.sliceId);
  const evidence = useFindings(({ slices }) => {
    const finding = slices.get(sliceId ?? '');
    return finding?.state === 'scored' ? finding.score.evidence : undefined;
  });
  if (!shown) return null;
  if (!evidence) return <div className="evidence-scale">{t('evidence.none')}</div>;
  return (
    <div className="evidence-scale">
      <span>{t('evidence.of', { kind: classWord(of), width: evidence.width, height: evidence.height })}</span>
      <span className="scale">
        {t('evidence.low')}{' '}
        <span className="ramp" style={{ background: `linear-gradient(to right, ${STOPS})` }} />{' '}
        {t('evidence.high')}
      </span>
      <label className="scale">
        {t('evidence.strength')}
        <input
          type="range"
          min={10}
          max={100}
          value={Math.round(strength * 100)}
          // After a drag by mouse or finger the arrow keys belong to the image again.
          onPointerUp={(event) => event.currentTarget.blur()}
          onChange={(event) => view.setState({ evidenceStrength: Number(event.currentTarget.value) / 100 })}
        />
      </label>
      <span>{t('evidence.meaning')}</span>
    </div>
  );
}
