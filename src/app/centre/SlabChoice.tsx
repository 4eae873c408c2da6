import { SLABS, slabInWords } from '../slabs.ts';
import { useRoom, useView } from '../useRoom.ts';
import { PaneChoice } from './PaneChoice.tsx';
import { t } from '../words/index.ts';

/** How thick slices and cuts are, and what of thick ones is shown. */
export function SlabChoice() {
  const { view } = useRoom();
  const slab = useView((state) => state.slab);
  return (
    <PaneChoice
      label={t('pane.slab')}
      value={SLABS.indexOf(slab)}
      onChoose={(index) => view.setState({ slab: SLABS[Number(index)] })}
    >
      {SLABS.map((one, index) => (
        <option key={index} value={index}>
          {slabInWords(one)}
        </option>
      ))}
    </PaneChoice>
  );
}
