import type { Command } from './command.ts';
import { t } from '../words/index.ts';

export const keyImage: Command = {
  id: 'key-image',
  label: () => t('does.keyImage'),
  group: 'slices',
  keys: ['k'],
  run: ({ keyImages }) => keyImages.toggle(),
};
