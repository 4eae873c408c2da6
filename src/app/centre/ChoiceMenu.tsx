import { Kbd, Menu, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Command } from '../commands/command.ts';
import { keyName, keysOf } from '../commands/keys.ts';
import { useKeys, useRoom } from '../useRoom.ts';
import { iconOf } from './icons.tsx';
import { useReturnOnEscape } from './useReturnOnEscape.ts';

interface ChoiceMenuProps {
  /** The button's name. */
  readonly label: string;
  /** What hovering over the button tells. */
  readonly hint: string;
  readonly face: ReactNode;
  /** For a button that tells whether any of them is chosen. */
  readonly pressed?: boolean;
  readonly commands: readonly Command[];
  readonly chosen: Command | undefined;
}

/** One button for commands of which at most one is chosen, each with its picture and key. */
export function ChoiceMenu({ label, hint, face, pressed, commands, chosen }: ChoiceMenuProps) {
  const room = useRoom();
  const keys = useKeys();
  const { button, returnOnEscape } = useReturnOnEscape();
  return (
    // The focus goes to the page, whose keys act on what was chosen.
    <Menu position="bottom-start" withinPortal returnFocus={false}>
      <Tooltip label={hint} openDelay={400}>
        <Menu.Target>
          <button
            ref={button}
            type="button"
            className="tool-button"
            aria-label={label}
            aria-pressed={pressed}
            onMouseDown={(event) => event.preventDefault()}
          >
            {face}
          </button>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown onKeyDownCapture={returnOnEscape}>
        <Menu.RadioGroup value={chosen?.id ?? null}>
          {commands.map((command) => {
            const [key] = keysOf(command, keys);
            return (
              <Menu.RadioItem
                key={command.id}
                value={command.id}
                closeMenuOnClick
                rightSection={key === undefined ? undefined : <Kbd>{keyName(key)}</Kbd>}
                // Not `onChange`: asking again for *File* means its next window.
                onClick={() => command.run(room)}
              >
                <span className="menu-line">
                  {iconOf(command.id)}
                  {command.name?.() ?? command.label()}
                </span>
              </Menu.RadioItem>
            );
          })}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
