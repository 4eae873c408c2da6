import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HemolensError } from '../base/index.ts';
import { reportRows, reportSource } from './reportRows.ts';
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

  it('carry what speaks against the numbers of their series, where there are numbers', async () => {
    const { study, hand, findings } = room();
    await openAll(study, HEAD.slice(0, 2));
    await findings.start();
    await settled();
    hand.answer(0.25);
    await settled();
    const rows = reportRows(study.getState(), findings.getState());
    expect(rows.map(({ caution }) => caution)).toEqual([
      expect.stringContaining('2 slices, less than a head'),
      undefined,
    ]);
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
