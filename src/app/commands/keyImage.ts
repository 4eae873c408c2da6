import type { Command } from './command.ts';

export const keyImage: Command = {
  id: 'key-image',
  label: 'Mark the slice as a key image, or take the mark away',
  group: 'Slices',
  keys: ['k'],
  run: ({ keyImages }) => keyImages.toggle(),
};
