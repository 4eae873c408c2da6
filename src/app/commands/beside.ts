import { seriesShownBeside, stepBeside } from '../../study/index.ts';
import type { Command } from './command.ts';
import { signed, t } from '../words/index.ts';

const step = (id: string, name: () => string, label: () => string, key: string, slices: 1 | -1): Command => ({
  id: `beside-${id}`,
  name,
  label,
  group: 'slices',
  keys: [key],
  value: ({ besideOffset }) => signed(besideOffset),
  applies: ({ study, view }) => seriesShownBeside(study.getState(), view.getState()) !== undefined,
  run: (room) => stepBeside(room, slices),
});

/** As keys that go through the slices do, with Shift: a sign or a letter more would be one that some keyboard has not. */
export const besideCommands: readonly Command[] = [
  step(
    'on',
    () => t('name.besideOn'),
    () => t('does.besideOn'),
    'Shift+PageDown',
    1,
  ),
  step(
    'back',
    () => t('name.besideBack'),
    () => t('does.besideBack'),
    'Shift+PageUp',
    -1,
  ),
];
