/** What stands where a slice has no numbers, in words: beside the image, in the panel and over the strip the same. */
import type { ScoringRun, SliceFinding } from '../study/index.ts';
import { reasonOf, t, tell } from './words/index.ts';

export interface SliceStateWords {
  /** Beside the image, where there is room for few words. */
  readonly short: string;
  readonly sentence: string;
}

/** Undefined for a slice that has its numbers, and where there is no slice. */
export function stateOf(finding: SliceFinding | undefined, run: ScoringRun): SliceStateWords | undefined {
  switch (finding?.state) {
    case 'scored':
    case undefined:
      return undefined;
    case 'scoring':
      return { short: t('state.scoring'), sentence: t('state.scoringSentence') };
    case 'failed': {
      const why = reasonOf(finding.failure);
      return { short: t('state.failed', { why }), sentence: t('state.failedSentence', { why }) };
    }
    case 'not-scored': {
      const why = tell(finding.reason);
      return { short: why, sentence: why };
    }
    case 'waiting':
      return waiting(run);
  }
}

function waiting(run: ScoringRun): SliceStateWords {
  if (run.phase === 'failed') {
    const why = t('state.modelDoesNotRun', { why: reasonOf(run.failure) });
    return { short: why, sentence: why };
  }
  return run.phase === 'paused'
    ? { short: t('state.paused'), sentence: t('state.pausedSentence') }
    : { short: t('state.waiting'), sentence: t('state.waitingSentence') };
}
