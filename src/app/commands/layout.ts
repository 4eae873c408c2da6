import { putNextBeside, type Layout } from '../../study/index.ts';
import type { Command } from './command.ts';

export interface LayoutCommand extends Command {
  readonly layout: Layout;
  readonly name: string;
}

const layout = (id: Layout, key: string, name: string, label: string): LayoutCommand => ({
  id: `layout-${id}`,
  layout: id,
  name,
  label,
  group: 'View',
  keys: [key],
  pressed: (view) => view.layout === id,
  run: ({ view }) => view.setState({ layout: id }),
});

export const layoutCommands: readonly LayoutCommand[] = [
  layout('one', '6', 'One image', 'One image'),
  layout('windows', '7', 'Three windows', 'Brain, subdural and bone side by side, moved together'),
  layout('planes', '8', 'Three planes', 'Axial, coronal and sagittal, with lines where they cross'),
  layout('two', '9', 'Two series', 'Another series beside this one, at the same height'),
];

export const showBeside: Command = {
  id: 'show-beside',
  name: 'Show next series beside',
  label: 'Beside the image: the series that has the focus in the list, elsewhere the next one',
  group: 'View',
  keys: ['Shift+Enter'],
  run: (room) => {
    if (!putNextBeside(room)) room.view.setState({ message: NO_OTHER });
  },
};

const NO_OTHER = { text: 'There is no other series to show beside this one.', tone: 'information' } as const;
