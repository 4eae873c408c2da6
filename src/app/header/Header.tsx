import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { Keyboard, X } from 'lucide-react';
import { closeStudy } from '../commands/study.ts';
import { help } from '../commands/view.ts';
import { useRoom, useStudy } from '../useRoom.ts';
import { DeviceBadge } from './DeviceBadge.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { OpenButtons } from './OpenButtons.tsx';
import { ReadingProgress } from './ReadingProgress.tsx';
import { SchemeSwitch } from './SchemeSwitch.tsx';

export function Header() {
  const room = useRoom();
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
          title={closeStudy.label}
          onClick={() => closeStudy.run(room)}
        >
          Close study
        </Button>
      )}
      <SchemeSwitch />
      <Tooltip label={`${help.label} (?)`}>
        <ActionIcon variant="subtle" color="gray" aria-label={help.label} onClick={() => help.run(room)}>
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
