import { useStore } from 'zustand';
import { millimetre } from '../../base/index.ts';
import type { Slab } from '../../volume/index.ts';
import { useRoom } from '../useRoom.ts';
import { t } from '../words/index.ts';

const THICKNESSES = [5, 10, 20] as const;

const CHOICES: readonly { readonly name: () => string; readonly slab: Slab | undefined }[] = [
  { name: () => t('pane.thin'), slab: undefined },
  ...(['mean', 'maximum'] as const).flatMap((mode) =>
    THICKNESSES.map((mm) => ({
      name: () => t(`pane.${mode}`, { mm }),
      slab: { mode, thickness: millimetre(mm) },
    })),
  ),
];

/** How thick coronal and sagittal cuts are, and what of a thick one is shown. */
export function SlabChoice() {
  const { planes } = useRoom();
  const slab = useStore(planes, (state) => state.slab);
  return (
    <label className="series-choice">
      <span className="visually-hidden">{t('pane.slab')}</span>
      <select
        value={CHOICES.findIndex((choice) => choice.slab === slab)}
        onChange={(event) => planes.setSlab(CHOICES[Number(event.currentTarget.value)]?.slab)}
      >
        {CHOICES.map(({ name }, index) => (
          <option key={index} value={index}>
            {name()}
          </option>
        ))}
      </select>
    </label>
  );
}
