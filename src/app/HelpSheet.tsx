import { Kbd, Modal } from '@mantine/core';
import { commands, keyName } from './commands/index.ts';
import { useRoom, useView } from './useRoom.ts';

const GROUPS = ['Windows', 'Slices', 'View', 'Mouse', 'Study'] as const;

export function HelpSheet() {
  const { view } = useRoom();
  const opened = useView(({ help }) => help === 'shown');
  return (
    <Modal
      opened={opened}
      onClose={() => view.setState({ help: 'hidden' })}
      title="Commands and keys"
      size="lg"
      transitionProps={{ duration: 0 }}
    >
      <div className="help">
        {GROUPS.map((group) => (
          <section key={group}>
            <h2>{group}</h2>
            <dl>
              {commands
                .filter((command) => command.group === group && command.keys.length > 0)
                .map(({ id, label, keys }) => (
                  <div key={id}>
                    <dt>
                      {keys.map((key) => (
                        <Kbd key={key}>{keyName(key)}</Kbd>
                      ))}
                    </dt>
                    <dd>{label}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
