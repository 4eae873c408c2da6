import { Tooltip } from '@mantine/core';
import { ArrowUpDown, Contrast, Maximize, Move, RotateCcw, ZoomIn } from 'lucide-react';
import type { ReactNode } from 'react';
import { windowPresets, type DragTool } from '../../viewport/index.ts';
import { keyName } from '../commands/index.ts';
import type { Command } from '../commands/command.ts';
import { toolCommands } from '../commands/mouse.ts';
import { evidence, fit, reset } from '../commands/view.ts';
import { windowCommands } from '../commands/windows.ts';
import { useRoom, useStudy, useView } from '../useRoom.ts';
import { RadioGroup } from './RadioGroup.tsx';

const TOOL_ICONS: Record<DragTool, ReactNode> = {
  window: <Contrast size={16} />,
  pan: <Move size={16} />,
  zoom: <ZoomIn size={16} />,
  scroll: <ArrowUpDown size={16} />,
};

export function Toolbar() {
  const room = useRoom();
  const window = useStudy((state) => state.window);
  const dragTool = useView((state) => state.dragTool);
  const shown = useView((state) => state.evidence === 'shown');
  const chosen = window.kind === 'preset' ? window.id : window.kind === 'file' ? 'file' : undefined;
  return (
    <div className="toolbar" role="toolbar" aria-label="Image">
      <RadioGroup
        label="Window"
        chosen={chosen}
        options={windowPresets.map(({ id, label }, index) => ({
          id,
          name: label,
          face: label,
          hint: hintOf(windowCommands[index]),
          choose: () => windowCommands[index]?.run(room),
        }))}
      />
      <RadioGroup
        label="Left mouse button"
        chosen={dragTool}
        options={toolCommands.map((command) => ({
          id: command.tool,
          name: command.name,
          face: TOOL_ICONS[command.tool],
          hint: hintOf(command),
          choose: () => command.run(room),
        }))}
      />
      <span className="button-pair">
        <ToolButton command={fit} name="Fit" icon={<Maximize size={16} />} />
        <ToolButton command={reset} name="Reset" icon={<RotateCcw size={16} />} />
      </span>
      <span className="spring" />
      <Tooltip label={hintOf(evidence)} openDelay={400}>
        <button
          type="button"
          role="switch"
          aria-checked={shown}
          className="switch"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => evidence.run(room)}
        >
          <span className="switch-track" aria-hidden />
          Evidence map
        </button>
      </Tooltip>
    </div>
  );
}

function ToolButton(props: { readonly command: Command; readonly name: string; readonly icon: ReactNode }) {
  const { command, name, icon } = props;
  const room = useRoom();
  return (
    <Tooltip label={hintOf(command)} openDelay={400}>
      <button
        type="button"
        className="tool-button"
        aria-label={name}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => command.run(room)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}

function hintOf(command: Command | undefined): string {
  if (!command) return '';
  return `${command.label} (${command.keys.map(keyName).join(' or ')})`;
}
