import { Button, Progress } from '@mantine/core';
import { Pause, Play, RotateCcw } from 'lucide-react';
import { scoringProgress, type ScoringRun } from '../../study/index.ts';
import { useFindings, useRoom } from '../useRoom.ts';

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
        aria-label={run.phase === 'starting' ? 'Model start' : 'Slices analysed'}
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
        Pause
      </Button>
    );
  }
  if (run.phase === 'paused') {
    return (
      <Button {...look} leftSection={<Play size={13} />} onClick={() => findings.resume()}>
        Resume
      </Button>
    );
  }
  if (run.phase === 'failed') {
    return (
      <Button {...look} leftSection={<RotateCcw size={13} />} onClick={() => void findings.start()}>
        Try again
      </Button>
    );
  }
  return failed === 0 ? null : (
    <Button {...look} leftSection={<RotateCcw size={13} />} onClick={() => findings.retryFailed()}>
      Retry failed
    </Button>
  );
}

const STEPS = {
  download: 'Loading the model',
  compile: 'Preparing the model for this device',
  'self-test': 'Checking the model on this device',
} as const;

function sentenceOf(run: ScoringRun, total: number): string {
  switch (run.phase) {
    case 'not-started':
      return 'Model not started';
    case 'starting':
      return run.progress ? STEPS[run.progress.step] : STEPS.download;
    case 'running':
      return 'Analysing';
    case 'paused':
      return 'Paused';
    case 'done':
      return total === 0 ? 'Model ready' : 'Analysis complete';
    case 'failed':
      return 'No analysis';
  }
}
