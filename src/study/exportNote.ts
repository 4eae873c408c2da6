import type { FindingsState } from './findings.ts';
import { extentOfAll } from './openStudies.ts';
import type { StudyState } from './studyTypes.ts';

/** What an export comes to; `leftOut` is empty where every slice is in it with its probabilities. */
export interface Exported {
  readonly to: 'submission.csv' | 'the table' | 'the report';
  readonly scored: number;
  /** Why each of the others has no probabilities in it: the status of a report's row, or a sentence. */
  readonly leftOut: readonly string[];
}

/** What a reader must know of a file just exported, or of why there is none; undefined where it is whole. */
export function exportNote(
  { to, scored, leftOut }: Exported,
  study: Pick<StudyState, 'extents'>,
  { run }: FindingsState,
): string | undefined {
  const extent = extentOfAll(study);
  const total = scored + leftOut.length;
  const leavesOut = to !== 'the table';
  const told: string[] = [];
  if (scored === 0) {
    told.push(
      leavesOut
        ? 'There is nothing to export yet: no slice is scored.'
        : `None of the ${total} slices in the table is scored.`,
    );
  } else if (leftOut.length > 0) {
    told.push(
      leavesOut
        ? `${to.replace(/^t/, 'T')} holds ${scored} of ${total} slices.`
        : `${scored} of ${total} slices in the table are scored.`,
    );
  }
  for (const [reason, count] of countsOf(leftOut)) {
    const slices = count === 1 ? '1 slice is' : `${count} slices are`;
    const lack = leavesOut && scored > 0 ? `${slices} left out` : `${slices} without a score`;
    if (reason !== 'not scored yet') told.push(`${lack}: ${reason.replace(/^Not scored: /, '')}`);
    else if (scored > 0) told.push(leavesOut ? `${lack}: not scored yet.` : `${slices} not scored yet.`);
    if (reason === 'not scored yet' && run.phase === 'failed') {
      told.push(`The model does not run: ${run.failure.reason}`);
    }
  }
  if (extent.phase === 'reading')
    told.push('Files are still being read: slices that come later are missing.');
  if (extent.phase === 'stopped') {
    told.push(
      `Reading was stopped after ${extent.filesDone} of ${extent.filesFound} files: the others are missing.`,
    );
  }
  return told.length === 0
    ? undefined
    : told.map((sentence) => sentence.replace(/([^.!?])$/, '$1.')).join(' ');
}

function countsOf(reasons: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}
