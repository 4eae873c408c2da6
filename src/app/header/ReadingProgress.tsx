import { Button, Progress } from '@mantine/core';
import { Square } from 'lucide-react';
import { cancelReading } from '../commands/study.ts';
import { useRoom, useStudy } from '../useRoom.ts';
import { t } from '../words/index.ts';

/** How far reading is, and what ends it. The number of files stands in the status line. */
export function ReadingProgress() {
  const room = useRoom();
  const intake = useStudy((state) => state.intake);
  if (intake.phase !== 'reading') return null;
  const share = intake.filesFound === 0 ? 0 : intake.filesDone / intake.filesFound;
  return (
    <div className="reading">
      <Progress.Root size={6} transitionDuration={0}>
        <Progress.Section value={share * 100} aria-label={t('header.reading')} />
      </Progress.Root>
      <Button
        size="xs"
        variant="default"
        leftSection={<Square size={11} fill="currentColor" />}
        onClick={() => cancelReading.run(room)}
      >
        {t('header.stopReading')}
      </Button>
    </div>
  );
}
