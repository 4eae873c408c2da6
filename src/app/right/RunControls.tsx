import { Button, Progress } from '@mantine/core';
import { Pause, Play, RotateCcw } from 'lucide-react';
import { scoringProgress, type ScoringRun } from '../../study/index.ts';
import { useFindings, useRoom } from '../useRoom.ts';
import { t } from '../words/index.ts';

/** How far scoring is, and what can be done about it. Its height never changes: numbers above and below stay put. */
export function RunControls() {
  const run = useFindings((state) => state.run);
  const slices = useFindings((state) => state.slices);
  const progress = scoringProgress(slices.values());
  const { scored, failed, total } = progress;
  const done =
    run.phase === 'starting' ? (run.progress?.fraction ?? 0) : total === 0 ? 0 : (scored + failed) / total;
  return (
    <div className="run">
      <div className="run-line">
        <span>{sentenceOf(run, total)}</span>
        <RunButton run={run} failed={failed} />
      </div>
      <Progress
        value={done * 100}
        size={4}
        aria-label={run.phase === 'starting' ? t('run.modelStart') : t('run.slicesAnalysed')}
        color={run.phase === 'failed' ? 'red' : 'gray'}
        transitionDuration={0}
      />
    </div>
  );
}

function RunButton({ run, failed }: { readonly run: ScoringRun; readonly failed: number }) {
  const { findings } = useRoom();
  const look = { size: 'compact-xs', variant: 'default' } as const;
  if (run.phase === 'running') {
    return (
      <Button {...look} leftSection={<Pause size={13} />} onClick={() => findings.pause()}>
        {t('run.pause')}
      </Button>
    );
  }
  if (run.phase === 'paused') {
    return (
      <Button {...look} leftSection={<Play size={13} />} onClick={() => findings.resume()}>
        {t('run.resume')}
      </Button>
    );
  }
  if (run.phase === 'failed') {
    return (
      <Button {...look} leftSection={<RotateCcw size={13} />} onClick={() => void findings.start()}>
        {t('app.tryAgain')}
      </Button>
    );
  }
  return failed === 0 ? null : (
    <Button {...look} leftSection={<RotateCcw size={13} />} onClick={() => findings.retryFailed()}>
      {t('run.retryFailed')}
    </Button>
  );
}

const STEPS = {
  download: 'run.download',
  compile: 'run.compile',
  'self-test': 'run.selfTest',
} as const;

function sentenceOf(run: ScoringRun, total: number): string {
  switch (run.phase) {
    case 'not-started':
      return t('run.notStarted');
    case 'starting':
      return t(STEPS[run.progress?.step ?? 'download']);
    case 'running':
      return t('run.running');
    case 'paused':
      return t('run.paused');
    case 'done':
      return total === 0 ? t('run.ready') : t('run.done');
    case 'failed':
      return t('run.failed');
  }
}
