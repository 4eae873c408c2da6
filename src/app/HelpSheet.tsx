import { Button, Kbd, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { GROUPS, type Command } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { commandWith, keyName, keyOf, keysInWords, keysOf } from './commands/keys.ts';
import { useKeys, useRoom, useView } from './useRoom.ts';
import { t } from './words/index.ts';

/** Every command with its keys, which can be changed here; the browser keeps them. */
export function HelpSheet() {
  const { view, keys } = useRoom();
  const opened = useView(({ help }) => help === 'shown');
  const changed = useKeys();
  const [asking, setAsking] = useState<Command>();
  const [conflict, setConflict] = useState<Conflict>();
  const close = () => {
    setAsking(undefined);
    setConflict(undefined);
    view.setState({ help: 'hidden' });
  };

  const give = (command: Command, key: string, from?: Command) => {
    const taken = from && { [from.id]: keysOf(from, changed).filter((one) => one !== key) };
    keys.setState({ ...taken, [command.id]: [key] });
    setConflict(undefined);
  };
  const ask = (command: Command) => {
    setConflict(undefined);
    setAsking(command);
  };
  const answer = (key: string) => {
    setAsking(undefined);
    if (!asking || key === 'Escape') return;
    const holder = commandWith(key, changed);
    if (holder && holder !== asking) setConflict({ command: asking, key, holder });
    else give(asking, key);
  };

  return (
    <Modal
      opened={opened}
      onClose={close}
      closeOnEscape={asking === undefined}
      title={t('help.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('app.close') }}
      transitionProps={{ duration: 0 }}
    >
      {asking && <NextKey onKey={answer} />}
      <div className="help-head">
        <p aria-live="polite">
          {!asking && !conflict && t('help.change')}
          {asking && t('help.asking', { command: asking.label() })}
          {conflict && t('help.conflict', { key: keyName(conflict.key), command: conflict.holder.label() })}
        </p>
        {conflict && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => give(conflict.command, conflict.key, conflict.holder)}
          >
            {t('help.useAnyway')}
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="default"
          disabled={Object.keys(changed).length === 0}
          onClick={() => keys.setState({}, true)}
        >
          {t('help.resetAll')}
        </Button>
      </div>
      <div className="help">
        {GROUPS.map((group) => (
          <section key={group}>
            <h2>{t(`group.${group}`)}</h2>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <Row key={command.id} command={command} asked={command === asking} ask={ask} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

/** A key that the reader wants for a command while another one has it. */
interface Conflict {
  readonly command: Command;
  readonly key: string;
  readonly holder: Command;
}

interface RowProps {
  readonly command: Command;
  readonly asked: boolean;
  readonly ask: (command: Command) => void;
}

function Row({ command, asked, ask }: RowProps) {
  const keys = keysOf(command, useKeys());
  return (
    <div>
      <dt>
        <button
          type="button"
          className="key-button"
          data-asked={asked}
          aria-label={t('help.changeKey', {
            command: command.label(),
            keys: keysInWords(keys) || t('help.none'),
          })}
          title={t('help.changeTitle')}
          onClick={() => ask(command)}
        >
          {asked ? t('help.press') : keys.map((key) => <Kbd key={key}>{keyName(key)}</Kbd>)}
          {!asked && keys.length === 0 && '–'}
        </button>
      </dt>
      <dd>{command.label()}</dd>
    </div>
  );
}

/** While it is there, the next key that a command may have goes to `onKey` and nowhere else. */
function NextKey({ onKey }: { readonly onKey: (key: string) => void }) {
  useEffect(() => {
    const take = (event: KeyboardEvent) => {
      const key = keyOf(event);
      if (key === undefined) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // The Enter that asked for it is perhaps still down.
      if (!event.repeat) onKey(key);
    };
    window.addEventListener('keydown', take, { capture: true });
    return () => window.removeEventListener('keydown', take, { capture: true });
  }, [onKey]);
  return null;
}
