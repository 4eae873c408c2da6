import { heatColour } from '../../viewport/index.ts';
import { useFindings, useStudy, useView } from '../useRoom.ts';

const STOPS = Array.from({ length: 11 }, (_, step) => {
  const [red, green, blue] = heatColour(step / 10).map(Math.round);
  return `rgb(${red} ${green} ${blue}) ${step * 10}%`;
}).join(', ');

/** What the colours of the evidence map mean, and whose they are; or why there is none on this slice. */
export function EvidenceScale() {
  const shown = useView(({ evidence }) => evidence === 'shown');
  const of = useView((state) => state.evidenceClass);
  const sliceId = useStudy((state) => state.sliceId);
  const scored = useFindings(({ slices }) => slices.get(sliceId ?? '')?.state === 'scored');
  if (!shown) return null;
  return (
    <div className="evidence-scale">
      <span>{scored ? `Evidence: ${of}` : 'No evidence: slice not analysed'}</span>
      {scored && (
        <span className="scale">
          0 <span className="ramp" style={{ background: `linear-gradient(to right, ${STOPS})` }} /> 1
        </span>
      )}
    </div>
  );
}
