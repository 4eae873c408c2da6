import { isStack } from '../../volume/index.ts';
import { inform } from '../messages.ts';
import type { Room } from '../room.ts';
import { SLABS, slabInWords } from '../slabs.ts';
import type { Command } from './command.ts';
import { t, tell } from '../words/index.ts';

const step = (id: string, name: () => string, label: () => string, key: string, by: 1 | -1): Command => ({
  id: `slab-${id}`,
  name,
  label,
  group: 'view',
  keys: [key],
  value: ({ slab }) => slabInWords(slab),
  run: (room) => go(room, by),
});

/** For a series of thin slices: in every layout, the image and its cuts alike. */
export const slabCommands: readonly Command[] = [
  step(
    'on',
    () => t('name.slabOn'),
    () => t('does.slabOn'),
    '>',
    1,
  ),
  step(
    'back',
    () => t('name.slabBack'),
    () => t('does.slabBack'),
    '<',
    -1,
  ),
];

function go({ view, planes }: Room, by: 1 | -1): void {
  const { slab } = view.getState();
  const place = SLABS.indexOf(slab) + by;
  if (place < 0 || place >= SLABS.length) return;
  view.setState({ slab: SLABS[place] });
  const { stack } = planes.getState();
  if (SLABS[place] && stack && !isStack(stack)) {
    view.setState({ slab: undefined });
    inform(view, () => t('told.noSlab', { why: tell(stack) }));
  }
}
