import { CINE_SPEEDS } from '../../study/index.ts';
import { inform } from '../messages.ts';
import type { Room } from '../room.ts';
import type { Command } from './command.ts';
import { stepped } from './stepped.ts';
import { number, t } from '../words/index.ts';

export const cine: Command = {
  id: 'cine',
  name: () => t('name.cine'),
  label: () => t('does.cine'),
  group: 'slices',
  keys: ['c'],
  pressed: (view) => view.cine === 'playing',
  run: ({ view }) => view.setState(({ cine: now }) => ({ cine: now === 'playing' ? 'stopped' : 'playing' })),
};

const speed = (id: string, name: () => string, key: string, by: 1 | -1): Command => ({
  id: `cine-${id}`,
  name,
  label: name,
  group: 'slices',
  keys: [key],
  value: ({ cineSpeed }) => t('value.speed', { speed: number(cineSpeed) }),
  run: ({ view }: Room) => {
    const { cine: now, cineSpeed: before } = view.getState();
    const cineSpeed = stepped(CINE_SPEEDS, before, by);
    view.setState({ cineSpeed });
    // Of a cine that plays, the corner of the image says it.
    if (now !== 'playing') inform(view, () => t('corner.cine', { speed: number(cineSpeed) }));
  },
});

export const cineCommands: readonly Command[] = [
  cine,
  speed('faster', () => t('name.cineFaster'), '.', 1),
  speed('slower', () => t('name.cineSlower'), ',', -1),
];
