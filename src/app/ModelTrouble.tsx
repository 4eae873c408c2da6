import { Button } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { useFindings, useRoom } from './useRoom.ts';
import { reasonOf, t } from './words/index.ts';

/** Why the model does not run, while there is no study whose findings would say it. */
export function ModelTrouble() {
  const { findings } = useRoom();
  const failure = useFindings(({ run }) => (run.phase === 'failed' ? run.failure : undefined));
  if (!failure) return null;
  return (
    <div className="model-trouble" role="alert">
      <p>
        <strong>{t('empty.noModel')}</strong> {t('empty.notScored', { reason: reasonOf(failure) })}
      </p>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<RotateCcw size={14} />}
        onClick={() => void findings.start()}
      >
        {t('app.tryAgain')}
      </Button>
    </div>
  );
}
