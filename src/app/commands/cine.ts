import { CINE_SPEEDS } from '../../study/index.ts';
import type { Room } from '../room.ts';
import type { Command } from './command.ts';

export const cine: Command = {
  id: 'cine',
  name: 'Cine',
  label: 'Run through the slices, and stop',
  group: 'Slices',
  keys: ['c'],
  pressed: (view) => view.cine === 'playing',
  run: ({ view }) => view.setState(({ cine: now }) => ({ cine: now === 'playing' ? 'stopped' : 'playing' })),
};

const speed = (id: string, name: string, key: string, by: 1 | -1): Command => ({
  id: `cine-${id}`,
  name,
  label: name,
  group: 'Slices',
  keys: [key],
  value: ({ cineSpeed }) => `${cineSpeed} slices/s`,
  run: ({ view }: Room) =>
    view.setState(({ cineSpeed }) => {
      const present = CINE_SPEEDS.findIndex((one) => one >= cineSpeed);
      return { cineSpeed: CINE_SPEEDS[present + by] ?? cineSpeed };
    }),
});

export const cineCommands: readonly Command[] = [
  cine,
  speed('faster', 'Cine faster', '.', 1),
  speed('slower', 'Cine slower', ',', -1),
];
