import type { Series } from '../../dicom/index.ts';
import { extentOf, sliceBeside } from '../../study/index.ts';
import { besideCommands } from '../commands/beside.ts';
import { hintOf } from '../commands/keys.ts';
import { useKeys, useStudy, useView } from '../useRoom.ts';
import { signed, t } from '../words/index.ts';

/** What it rests on that these two slices stand side by side; nothing where it is their place in the patient alone. */
export function LinkNote({ series }: { readonly series: Series }) {
  const besideOffset = useView((state) => state.besideOffset);
  const by = useStudy((state) => sliceBeside(state, { besideOffset }, series)?.by);
  const reading = useStudy((state) => extentOf(state, series).phase === 'reading');
  const keys = useKeys();
  // How far it reaches, nobody knows before all of it is read.
  const plain = by === 'place' || (by === 'beyond' && reading);
  if (by === undefined || (plain && besideOffset === 0)) return null;
  const hints = besideCommands.map((command) => hintOf(command, keys));
  return (
    <span role="note" className="changed link-note" title={[t(`linkWhy.${by}`), ...hints].join('\n')}>
      {t(`link.${by}`)}
      {besideOffset !== 0 && ` · ${t('link.offset', { slices: signed(besideOffset) })}`}
    </span>
  );
}
