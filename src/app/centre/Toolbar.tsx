import { Tooltip } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { ChevronDown, Flame } from 'lucide-react';
import { windowPresets } from '../../viewport/index.ts';
import { cine } from '../commands/cine.ts';
import type { Command } from '../commands/command.ts';
import { hintOf } from '../commands/keys.ts';
import { toolCommands } from '../commands/mouse.ts';
import { suspiciousCommands } from '../commands/slices.ts';
import { evidence, fit, fullScreen, invert, magnifier, reset, turnCommands } from '../commands/view.ts';
import { presetCommands } from '../commands/windows.ts';
import { useKeys, useRoom, useStudy, useView } from '../useRoom.ts';
import { ChoiceMenu } from './ChoiceMenu.tsx';
import { iconOf } from './icons.tsx';
import { LayoutMenu } from './LayoutMenu.tsx';
import { MeasureMenu } from './MeasureMenu.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { RadioGroup } from './RadioGroup.tsx';
import { useFold } from './useFold.ts';
import { t } from '../words/index.ts';

/** As many of these as there is room for, from the left; the menu after them has all. */
const ACTIONS: readonly Command[] = [
  reset,
  fit,
  invert,
  cine,
  magnifier,
  ...turnCommands,
  ...suspiciousCommands.toReversed(),
  fullScreen,
];

/** CSS pixels, as `.tool-button` has it. */
const BUTTON_WIDTH = 31;

/**
 * On one line at any width: a toolbar that wraps would push the image down, and one that scrolls hides what it has. The
 * mouse's tools fold into one button first, then the windows, which have digits as keys.
 */
export function Toolbar() {
  const { ref, folded } = useFold(2);
  return (
    <div className="toolbar" role="toolbar" aria-label={t('toolbar.label')} ref={ref}>
      {folded > 1 ? <WindowMenu /> : <Windows />}
      {folded > 0 ? <MouseToolMenu /> : <MouseTools />}
      <LayoutMenu />
      <MeasureMenu />
      <Actions />
      <EvidenceSwitch />
    </div>
  );
}

/** A drag changes the window with every frame, and which button is pressed once. */
const useWindowId = () =>
  useStudy(({ window }) =>
    window.kind === 'preset' ? window.id : window.kind === 'file' ? 'file' : undefined,
  );

function Windows() {
  const room = useRoom();
  const keys = useKeys();
  return (
    <RadioGroup
      label={t('toolbar.window')}
      chosen={useWindowId()}
      options={windowPresets.flatMap(({ id }, index) => {
        const command = presetCommands[index];
        if (!command) return [];
        const hint = hintOf(command, keys);
        const name = t(`windows.${id}`);
        return [{ id, name, face: <Face label={name} />, hint, choose: () => command.run(room) }];
      })}
    />
  );
}

function WindowMenu() {
  const id = useWindowId();
  const label = t('toolbar.window');
  const name = id === undefined ? label : t(`windows.${id}`);
  return (
    <ChoiceMenu
      label={id === undefined ? label : `${label}: ${name}`}
      hint={label}
      face={
        <span className="menu-face">
          {name}
          <ChevronDown size={14} aria-hidden />
        </span>
      }
      commands={presetCommands}
      chosen={presetCommands[windowPresets.findIndex((preset) => preset.id === id)]}
    />
  );
}

/** Its first word says enough where there is little room. */
function Face({ label }: { readonly label: string }) {
  const [first, ...others] = label.split(' ');
  return (
    <span>
      {first}
      {others.length > 0 && <span className="where-wide"> {others.join(' ')}</span>}
    </span>
  );
}

function MouseTools() {
  const room = useRoom();
  const keys = useKeys();
  const dragTool = useView((state) => state.dragTool);
  return (
    <RadioGroup
      label={t('toolbar.leftButton')}
      chosen={dragTool}
      options={toolCommands.map((command) => ({
        id: command.tool,
        name: command.name(),
        face: iconOf(command.id),
        hint: hintOf(command, keys),
        choose: () => command.run(room),
      }))}
    />
  );
}

function MouseToolMenu() {
  const dragTool = useView((state) => state.dragTool);
  const chosen = toolCommands.find(({ tool }) => tool === dragTool);
  return (
    <ChoiceMenu
      label={t('toolbar.leftButton')}
      hint={chosen?.label() ?? t('toolbar.leftButton')}
      face={iconOf((chosen ?? toolCommands[0])?.id ?? '')}
      pressed={chosen !== undefined}
      commands={toolCommands}
      chosen={chosen}
    />
  );
}

function Actions() {
  const { ref, width } = useElementSize();
  const fitting = Math.max(0, Math.floor(width / BUTTON_WIDTH) - 1);
  return (
    <div className="actions" ref={ref}>
      {ACTIONS.slice(0, fitting).map((command) => (
        <ToolButton key={command.id} command={command} />
      ))}
      <MoreMenu />
    </div>
  );
}

function ToolButton({ command }: { readonly command: Command }) {
  const room = useRoom();
  const keys = useKeys();
  const pressed = useView((state) => command.pressed?.(state));
  return (
    <Tooltip label={hintOf(command, keys)} openDelay={400}>
      <button
        type="button"
        className="tool-button"
        aria-label={command.name?.()}
        aria-pressed={pressed}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => command.run(room)}
      >
        {iconOf(command.id)}
      </button>
    </Tooltip>
  );
}

function EvidenceSwitch() {
  const room = useRoom();
  const keys = useKeys();
  const shown = useView((state) => state.evidence === 'shown');
  return (
    <Tooltip label={hintOf(evidence, keys)} openDelay={400}>
      <button
        type="button"
        role="switch"
        aria-checked={shown}
        aria-label={t('toolbar.evidence')}
        className="switch"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => evidence.run(room)}
      >
        <span className="switch-track" aria-hidden />
        <span className="where-medium">
          <span className="where-wide">{t('toolbar.evidence')}</span>
          <span className="where-not-wide">{t('toolbar.evidenceShort')}</span>
        </span>
        <Flame size={16} aria-hidden className="where-narrow" />
      </button>
    </Tooltip>
  );
}
