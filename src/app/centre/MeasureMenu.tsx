import { Kbd, Menu, Tooltip } from '@mantine/core';
import { Ruler } from 'lucide-react';
import { keyName, keysOf } from '../commands/keys.ts';
import { annotationTools } from '../commands/measure.ts';
import { useKeys, useRoom, useView } from '../useRoom.ts';
import { iconOf } from './icons.tsx';

/** The tools that draw on the image; the button shows the one that the left mouse button has. */
export function MeasureMenu() {
  const room = useRoom();
  const keys = useKeys();
  const dragTool = useView((state) => state.dragTool);
  const chosen = annotationTools.find(({ tool }) => tool === dragTool);
  return (
    // The focus goes to the page, where Enter places what was chosen.
    <Menu position="bottom-start" withinPortal returnFocus={false} transitionProps={{ duration: 0 }}>
      <Tooltip label={chosen?.label ?? 'Measure and annotate'} openDelay={400}>
        <Menu.Target>
          <button
            type="button"
            className="tool-button"
            aria-label="Measure"
            aria-pressed={chosen !== undefined}
            onMouseDown={(event) => event.preventDefault()}
          >
            {chosen ? iconOf(chosen.id) : <Ruler size={16} aria-hidden />}
          </button>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown>
        <Menu.RadioGroup value={chosen?.tool ?? null}>
          {annotationTools.map((command) => {
            const [key] = keysOf(command, keys);
            return (
              <Menu.RadioItem
                key={command.id}
                value={command.tool}
                closeMenuOnClick
                rightSection={key === undefined ? undefined : <Kbd>{keyName(key)}</Kbd>}
                onChange={() => command.run(room)}
              >
                <span className="menu-line">
                  {iconOf(command.id)}
                  {command.name}
                </span>
              </Menu.RadioItem>
            );
          })}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
