import { useEffect, useRef } from 'react';
import { activeSlice } from '../../study/index.ts';
import { useRoom, useStudy } from '../useRoom.ts';
import { KeyStar } from '../takeaway/KeyStar.tsx';
import { Corners } from './Corners.tsx';
import { Entries } from './Entries.tsx';
import { EvidenceScale } from './EvidenceScale.tsx';
import { PaneScores } from './PaneScores.tsx';
import { reasonOf, t } from '../words/index.ts';

export function Pane() {
  const room = useRoom();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    // An element of its own for each viewport: React may run this twice, and cornerstone's element must outlive neither.
    const own = document.createElement('div');
    own.className = 'viewport';
    place.current.append(own);
    const detach = room.attach(own);
    return () => {
      detach();
      own.remove();
    };
  }, [room]);
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
