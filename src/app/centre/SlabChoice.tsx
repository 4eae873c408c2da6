import { SLABS, slabInWords } from '../slabs.ts';
import { useRoom, useView } from '../useRoom.ts';
import { t } from '../words/index.ts';

/** How thick slices and cuts are, and what of thick ones is shown. */
export function SlabChoice() {
  const { view } = useRoom();
  const slab = useView((state) => state.slab);
  return (
    <label className="series-choice">
      <span className="visually-hidden">{t('pane.slab')}</span>
      <select
        value={SLABS.indexOf(slab)}
        onChange={(event) => view.setState({ slab: SLABS[Number(event.currentTarget.value)] })}
      >
        {SLABS.map((one, index) => (
          <option key={index} value={index}>
            {slabInWords(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
