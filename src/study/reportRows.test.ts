import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HemolensError } from '../base/index.ts';
import { reportRows, reportSource } from './reportRows.ts';
import type { Extent } from './studyTypes.ts';
import { HEAD, openAll, room, settled } from './testing/room.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the rows of a report', () => {
  it('stand in spatial order, each with its status', async () => {
    const { study, hand, findings } = room();
    await openAll(study, [...HEAD].reverse());
    study.goTo(0);
    await findings.start();
    await settled();
    hand.answer(0.25);
    await settled();
    hand.refuse(new HemolensError('inference/failed', 'No memory.'));
    await settled();
    const rows = reportRows(study.getState(), findings.getState());
    expect(
      rows.map(({ file, positionMm, status, probabilities }) => [
        file,
        positionMm,
        status,
        probabilities?.any,
      ]),
    ).toEqual([
      ['study/a.dcm', 0, 'scored', 0.25],
      ['study/b.dcm', 1, 'No memory.', undefined],
      ['study/c.dcm', 2, 'not scored yet', undefined],
      ['study/d.dcm', 3, 'not scored yet', undefined],
    ]);
  });

  /** Two slices, of which the first is scored. */
  async function halfScored() {
    const { study, hand, findings } = room();
    await openAll(study, HEAD.slice(0, 2));
    await findings.start();
    await settled();
    hand.answer(0.25);
    await settled();
    return { study, findings };
  }

  it('carry what speaks against the numbers of their series, where there are numbers', async () => {
    const { study, findings } = await halfScored();
    const rows = reportRows(study.getState(), findings.getState());
    expect(rows.map(({ caution }) => caution)).toEqual([
      expect.stringContaining('2 slices, less than a head'),
      undefined,
    ]);
  });

  it('say what of the series is missing while files are read, and what its name says', async () => {
    const { study, findings } = await halfScored();
    const state = study.getState();
    const reading = (phase: Extent): string => {
      const extents = new Map([...state.extents.keys()].map((key) => [key, phase]));
      const series = state.series.map((one) => ({ ...one, description: 'HEAD POST' }));
      return reportRows({ ...state, extents, series }, findings.getState())[0]?.caution ?? '';
    };
    expect(reading({ phase: 'reading' })).toMatch(/contrast agent.*Files are still being read/);
    expect(reading({ phase: 'reading' })).not.toContain('less than a head');
    expect(reading({ phase: 'stopped', filesFound: 40, filesDone: 2 })).toMatch(/less than a head.*2 of 40/);
    expect(reading({ phase: 'whole' })).not.toMatch(/files/);
  });

  it('name model, weights, device and program', async () => {
    const { findings } = room();
    await findings.start();
    expect(reportSource(findings.getState(), 'hemolens 1')).toEqual({
      model: 'tiny 1',
      modelSha256: 'abc',
      device: 'wasm: test',
      software: 'hemolens 1',
    });
  });
});
