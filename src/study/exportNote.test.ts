import { describe, expect, it } from 'vitest';
import { sentences, verbatim, withFullStop } from '../base/index.ts';
import { say } from './sentences.ts';
import type { ScoringRun } from './states.ts';
import { exportNote, type Exported } from './exportNote.ts';
import { createFindingsStore } from './findings.ts';
import type { Extent } from './studyTypes.ts';
import { dependencies, handScorer, newStudy } from './testing/fakes.ts';

const study = newStudy();
const findings = createFindingsStore(dependencies(study, handScorer().scorer));

function note(exported: Exported, { run, extent }: { run?: ScoringRun; extent?: Extent } = {}) {
  const said = exportNote(
    exported,
    { extents: new Map(extent && [['study', extent]]) },
    { ...findings.getState(), run: run ?? { phase: 'running' } },
  );
  return said.map(({ text }) => withFullStop(text)).join(' ');
}
const waiting = (count: number) => Array.from({ length: count }, () => say('notScoredYet'));

describe('the note on an export', () => {
  it('is none where all slices are scored and read', () => {
    expect(note({ to: 'submission', scored: 28, leftOut: [] })).toBe('');
  });

  it('says how much of the study is in the file', () => {
    expect(note({ to: 'submission', scored: 12, leftOut: waiting(16) })).toBe(
      'submission.csv holds 12 of 28 slices. 16 slices are left out: not scored yet.',
    );
    expect(note({ to: 'table', scored: 12, leftOut: waiting(16) })).toBe(
      '12 of 28 slices in the table are scored. 16 slices are not scored yet.',
    );
    expect(note({ to: 'report', scored: 12, leftOut: waiting(16) })).toBe(
      'The report holds 12 of 28 slices. 16 slices are left out: not scored yet.',
    );
  });

  it('gives every other reason once, with its number', () => {
    const said = sentences('test', { why: 'Not scored: {{why}}.' });
    const mr = said('why', { why: verbatim('the model reads CT, and this is MR') });
    expect(
      note({ to: 'submission', scored: 1, leftOut: [mr, mr, verbatim('The file ends too early')] }),
    ).toBe(
      'submission.csv holds 1 of 4 slices. 2 slices are left out: the model reads CT, and this is MR. ' +
        '1 slice is left out: The file ends too early.',
    );
  });

  it('says that there is nothing yet, and where the model failed, why', () => {
    expect(note({ to: 'submission', scored: 0, leftOut: waiting(3) })).toBe(
      'There is nothing to export yet: no slice is scored.',
    );
    const failure = { code: 'x/y', reason: 'A part of the model is missing.', file: undefined };
    expect(
      note({ to: 'submission', scored: 0, leftOut: waiting(3) }, { run: { phase: 'failed', failure } }),
    ).toContain('The model does not run: A part of the model is missing.');
  });

  it('says that files are missing', () => {
    const whole = { to: 'table', scored: 3, leftOut: [] } as const;
    expect(note(whole, { extent: { phase: 'reading' } })).toMatch(/still being read/);
    expect(note(whole, { extent: { phase: 'stopped', filesDone: 3, filesFound: 28 } })).toMatch(
      /3 of 28 files/,
    );
  });
});
