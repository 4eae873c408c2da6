import type { DragTool } from '../../viewport/index.ts';
import type { Command } from './command.ts';

export interface ToolCommand extends Command {
  readonly tool: DragTool;
  readonly name: string;
}

export const tool = (
  id: DragTool,
  name: string,
  label: string,
  key: string,
  group: Command['group'] = 'Mouse',
): ToolCommand => ({
  id: `drag-${id}`,
  tool: id,
  name,
  label,
  group,
  keys: [key],
  pressed: ({ dragTool }) => dragTool === id,
  run: ({ view }) => view.setState({ dragTool: id }),
});

/** What the left button does when it drags, in the order of the toolbar. */
export const toolCommands: readonly ToolCommand[] = [
  tool(
    'window',
    'Window level',
    'Drag: right widens, down raises the centre (the wheel with Shift: width, with Shift and Alt: centre)',
    'w',
  ),
  tool('pan', 'Pan', 'Drag moves the image (middle button always does)', 'g'),
  tool('zoom', 'Zoom', 'Drag zooms (right button and the wheel with Ctrl always do)', 'z'),
  tool('scroll', 'Scroll', 'Drag goes through the slices (the wheel always does)', 's'),
];
