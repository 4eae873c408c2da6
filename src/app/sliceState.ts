/** What stands where a slice has no numbers, in words: beside the image, in the panel and over the strip the same. */
import type { ScoringRun, SliceFinding } from '../study/index.ts';

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
      return { short: 'Being analysed', sentence: 'This slice is being analysed.' };
    case 'failed':
      return {
        short: `Failed: ${finding.failure.reason}`,
        sentence: `This slice could not be analysed: ${finding.failure.reason}`,
      };
    case 'not-scored':
      return { short: finding.reason, sentence: finding.reason };
    case 'waiting':
      return waiting(run);
  }
}

function waiting(run: ScoringRun): SliceStateWords {
  if (run.phase === 'failed') {
    const why = `the model does not run: ${run.failure.reason}`;
    return { short: `Not analysed: ${why}`, sentence: `Not analysed: ${why}` };
  }
  return run.phase === 'paused'
    ? { short: 'Not yet analysed, paused', sentence: 'Not analysed yet: the analysis is paused.' }
    : { short: 'Not yet analysed', sentence: 'Not analysed yet.' };
}
