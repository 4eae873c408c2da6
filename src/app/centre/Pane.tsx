import { activeSlice } from '../../study/index.ts';
import { useRoom, useStudy } from '../useRoom.ts';
import { KeyStar } from '../takeaway/KeyStar.tsx';
import { Corners } from './Corners.tsx';
import { Entries } from './Entries.tsx';
import { EvidenceScale } from './EvidenceScale.tsx';
import { PaneScores } from './PaneScores.tsx';
import { useOwnViewport } from './useOwnViewport.ts';
import { reasonOf, t } from '../words/index.ts';

export function Pane() {
  const room = useRoom();
  const place = useOwnViewport((viewport) => room.showImage(viewport));
  return (
    <div className="pane">
      <div ref={place} className="viewport-place" />
      <Undecoded />
      <Corners />
      <KeyStar />
      <PaneScores />
      <EvidenceScale />
      <Entries />
    </div>
  );
}

function Undecoded() {
  const slice = useStudy(activeSlice);
  const failure = useStudy(({ undecoded, sliceId }) => undecoded.get(sliceId ?? ''));
  if (!slice || !failure) return null;
  return (
    <div className="undecoded" role="alert">
      <strong>{t('pane.cannotBeShown')}</strong>
      <p>{reasonOf(failure)}</p>
      <p className="dim">{slice.instance.file}</p>
    </div>
  );
}
