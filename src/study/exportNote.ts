import type { Sentence } from '../base/index.ts';
import { reasonIn, saidOf } from '../base/index.ts';
import type { FindingsState } from './findingsTypes.ts';
import { extentOfAll } from './openStudies.ts';
import { unreadOf } from './reportRows.ts';
import { say } from './sentences.ts';
import type { StudyState } from './studyTypes.ts';

/** What an export comes to; `leftOut` is empty where every slice is in it with its probabilities. */
export interface Exported {
  readonly to: 'submission' | 'table' | 'report';
  readonly scored: number;
  /** Why each of the others has no probabilities in it. */
  readonly leftOut: readonly Sentence[];
}

/** What a reader must know of a file just exported, or of why there is none; nothing where it is whole. */
export function exportNote(
  { to, scored, leftOut }: Exported,
  study: Pick<StudyState, 'extents'>,
  { run }: FindingsState,
): readonly Sentence[] {
  const extent = extentOfAll(study);
  const total = scored + leftOut.length;
  const leavesOut = to !== 'table';
  const told: Sentence[] = [];
  if (scored === 0) {
    told.push(leavesOut ? say('nothingToExport') : say('noneInTable', { total }));
  } else if (leftOut.length > 0) {
    told.push(say(HOLDS[to], { scored, total }));
  }
  for (const [said, count] of countsOf(leftOut)) {
    const yet = said.key === NOT_YET;
    const why = reasonIn(said);
    const missing = leavesOut && scored > 0;
    if (missing) told.push(say('leftOut', { count, why }));
    else if (!yet) told.push(say('withoutScore', { count, why }));
    else if (scored > 0) told.push(say('notYet', { count }));
    if (yet && run.phase === 'failed') told.push(say('modelDoesNotRun', { why: saidOf(run.failure) }));
  }
  const unread = unreadOf(extent);
  if (unread) told.push(unread);
  return told;
}

const HOLDS = { submission: 'submissionHolds', table: 'tableHolds', report: 'reportHolds' } as const;
const NOT_YET = say('notScoredYet').key;

function countsOf(reasons: readonly Sentence[]): [Sentence, number][] {
  const counts = new Map<string, [Sentence, number]>();
  for (const said of reasons) counts.set(said.text, [said, (counts.get(said.text)?.[1] ?? 0) + 1]);
  return [...counts.values()];
}
