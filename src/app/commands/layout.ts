import { putNextBeside, type Layout } from '../../study/index.ts';
import { inform } from '../messages.ts';
import type { Command } from './command.ts';
import { t } from '../words/index.ts';

export interface LayoutCommand extends Command {
  readonly layout: Layout;
  readonly name: () => string;
}

const layout = (id: Layout, key: string, name: () => string, label: () => string): LayoutCommand => ({
  id: `layout-${id}`,
  layout: id,
  name,
  label,
  group: 'view',
  keys: [key],
  pressed: (view) => view.layout === id,
  run: ({ view }) => view.setState({ layout: id }),
});

export const layoutCommands: readonly LayoutCommand[] = [
  layout(
    'one',
    '6',
    () => t('name.layoutOne'),
    () => t('does.layoutOne'),
  ),
  layout(
    'windows',
    '7',
    () => t('name.layoutWindows'),
    () => t('does.layoutWindows'),
  ),
  layout(
    'planes',
    '8',
    () => t('name.layoutPlanes'),
    () => t('does.layoutPlanes'),
  ),
  layout(
    'two',
    '9',
    () => t('name.layoutTwo'),
    () => t('does.layoutTwo'),
  ),
];

export const showBeside: Command = {
  id: 'show-beside',
  name: () => t('name.showBeside'),
  label: () => t('does.showBeside'),
  group: 'view',
  keys: ['Shift+Enter'],
  run: (room) => {
    if (!putNextBeside(room)) inform(room.view, () => t('told.noOtherSeries'));
  },
};
