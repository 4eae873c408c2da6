import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { Keyboard, X } from 'lucide-react';
import { closeStudy } from '../commands/study.ts';
import { hintOf } from '../commands/keys.ts';
import { help } from '../commands/view.ts';
import { useKeys, useRoom, useStudy } from '../useRoom.ts';
import { DeviceBadge } from './DeviceBadge.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { LanguageMenu } from './LanguageMenu.tsx';
import { OpenButtons } from './OpenButtons.tsx';
import { ReadingProgress } from './ReadingProgress.tsx';
import { SchemeSwitch } from './SchemeSwitch.tsx';
import { t } from '../words/index.ts';

export function Header() {
  const room = useRoom();
  const keys = useKeys();
  const open = useStudy(({ series }) => series.length > 0);
  return (
    <header className="header">
      <Logo />
      {open && <OpenButtons size="xs" />}
      <ReadingProgress />
      <span className="spring" />
      <DeviceBadge />
      {open && <ExportMenu />}
      {open && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<X size={15} />}
          title={closeStudy.label()}
          onClick={() => closeStudy.run(room)}
        >
          {t('header.closeStudy')}
        </Button>
      )}
      <LanguageMenu />
      <SchemeSwitch />
      <Tooltip label={hintOf(help, keys)}>
        <ActionIcon variant="subtle" color="gray" aria-label={help.label()} onClick={() => help.run(room)}>
          <Keyboard size={18} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}

function Logo() {
  return (
    <div className="logo">
      <img src="./favicon.svg" width={22} height={22} alt="" />
      <h1>Hemolens</h1>
    </div>
  );
}
