import { VIEW_TOOLS, type DragTool } from '../../viewport/index.ts';
import type { Command } from './command.ts';
import { t } from '../words/index.ts';

export interface ToolCommand extends Command {
  readonly tool: DragTool;
  readonly name: () => string;
}

export const tool = (id: DragTool, key: string, group: Command['group'] = 'mouse'): ToolCommand => ({
  id: `drag-${id}`,
  tool: id,
  name: () => t(`name.${id}`),
  label: () => t(`does.${id}`),
  group,
  keys: [key],
  pressed: ({ dragTool }) => dragTool === id,
  run: ({ view }) => view.setState({ dragTool: id }),
});

const KEYS: Readonly<Record<(typeof VIEW_TOOLS)[number], string>> = {
  window: 'w',
  pan: 'g',
  zoom: 'z',
  scroll: 's',
};

/** What the left button does when it drags, in the order of the toolbar. */
export const toolCommands: readonly ToolCommand[] = VIEW_TOOLS.map((id) => tool(id, KEYS[id]));
