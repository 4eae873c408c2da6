import { Kbd, Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { Fragment } from 'react';
import { GROUPS, type Command } from '../commands/command.ts';
import { commands } from '../commands/index.ts';
import { keyName, keysOf } from '../commands/keys.ts';
import { useKeys, useRoom, useView } from '../useRoom.ts';
import { useReturnOnEscape } from './useReturnOnEscape.ts';
import { iconOf } from './icons.tsx';
import { t } from '../words/index.ts';

/** What a drag does is chosen in the toolbar itself. */
const NAMED = commands.filter((command) => command.name !== undefined && !('tool' in command));

/** Every command that has a name, whether or not the toolbar has room for it, with its key and how it stands. */
export function MoreMenu() {
  const { button, returnOnEscape } = useReturnOnEscape();
  return (
    // On a low page it scrolls: what scrolls has to be within reach of the Tab key.
    <Menu position="bottom-end" withinPortal menuItemTabIndex={0} returnFocus={false}>
      <Menu.Target>
        <button
          ref={button}
          type="button"
          className="tool-button"
          aria-label={t('toolbar.more')}
          title={t('toolbar.more')}
        >
          <Ellipsis size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="more-menu" onKeyDownCapture={returnOnEscape}>
        {GROUPS.map((group) => {
          const members = NAMED.filter((command) => command.group === group);
          return (
            members.length > 0 && (
              <Fragment key={group}>
                <Menu.Label>{t(`group.${group}`)}</Menu.Label>
                {members.map((command) => (
                  <MoreItem key={command.id} command={command} />
                ))}
              </Fragment>
            )
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

function MoreItem({ command }: { readonly command: Command }) {
  const room = useRoom();
  const changed = useKeys();
  const pressed = useView((state) => command.pressed?.(state));
  const value = useView((state) => command.value?.(state));
  const [key] = keysOf(command, changed);
  const keyboard = key === undefined ? undefined : <Kbd>{keyName(key)}</Kbd>;
  const line = (
    <span className="menu-line">
      {iconOf(command.id)}
      {command.name?.()}
      {value !== undefined && <span className="dim">{value}</span>}
    </span>
  );
  if (pressed !== undefined) {
    return (
      <Menu.CheckboxItem
        checked={pressed}
        closeMenuOnClick
        rightSection={keyboard}
        onChange={() => command.run(room)}
      >
        {line}
      </Menu.CheckboxItem>
    );
  }
  return (
    <Menu.Item
      rightSection={keyboard}
      // What has steps is stepped through with the menu open.
      closeMenuOnClick={command.value === undefined}
      disabled={command.applies?.(room) === false}
      onClick={() => command.run(room)}
    >
      {line}
    </Menu.Item>
  );
}
