import { activeSlice, showOnViewport } from '../../study/index.ts';
import { useRoom, useStudy } from '../useRoom.ts';
import { KeyStar } from '../takeaway/KeyStar.tsx';
import { Corners } from './Corners.tsx';
import { Entries } from './Entries.tsx';
import { EvidenceScale } from './EvidenceScale.tsx';
import { PaneScores } from './PaneScores.tsx';
import { Undecoded } from './Undecoded.tsx';
import { useOwnViewport } from './useOwnViewport.ts';
import { t } from '../words/index.ts';

export function Pane() {
  const room = useRoom();
  const slice = useStudy(activeSlice);
  const place = useOwnViewport('image', (viewport) => showOnViewport(viewport, room));
  return (
    <div className="pane" role="group" aria-label={t('pane.image')} tabIndex={-1}>
      <div ref={place} className="viewport-place" />
      <Undecoded slice={slice} />
      <Corners />
      <KeyStar />
      <PaneScores slice={slice} inPanel />
      <EvidenceScale />
      <Entries />
    </div>
  );
}
