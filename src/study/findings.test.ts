import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verbatim } from '../base/index.ts';
import { HemolensError } from '../base/index.ts';
import type { Slice } from '../dicom/index.ts';
import type { DeviceReport } from '../inference/index.ts';
import { createFindingsStore } from './findings.ts';
import { reportRows, reportSource } from './reportRows.ts';
import { scoringProgress, seriesMaximum } from './selectors.ts';
import type { StudyStore } from './studyTypes.ts';
import { dependencies, handScorer, newStudy, read, SAGITTAL, slice } from './testing/fakes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Lets promises and the coalescing timers run. */
const settled = () => vi.advanceTimersByTimeAsync(200);

async function openAll(study: StudyStore, slices: readonly Slice[]) {
  await study.open((listener) => {
    slices.forEach((one) => listener.onInstance(read(one)));
    return Promise.resolve();
  });
}

const HEAD = ['a', 'b', 'c', 'd'].map((name, z) => slice(name, { z }));

function room() {
  const study = newStudy();
  const hand = handScorer();
  const findings = createFindingsStore(dependencies(study, hand.scorer));
  const states = () =>
    Object.fromEntries([...findings.getState().slices].map(([id, { state }]) => [id.slice(0, -2), state]));
  return { study, hand, findings, states };
}

describe('scoring a study', () => {
  it('takes one slice at a time, and is done when all are', async () => {
    const { study, hand, findings, states } = room();
    await openAll(study, HEAD);
    await findings.start();
    for (let n = 0; n < HEAD.length; n++) {
      expect(hand.pending).toBe(1);
      hand.answer(n / 10);
      await settled();
    }
    expect(new Set(Object.values(states()))).toEqual(new Set(['scored']));
    expect(findings.getState().run).toEqual({ phase: 'done' });
  });

  it('scores the slice that the reader scrolled to next', async () => {
    const { study, hand, findings, states } = room();
    await openAll(study, HEAD);
    study.goTo(0);
    await findings.start();
    await settled();
    expect(states()).toMatchObject({ a: 'scoring', d: 'waiting' });
    study.goTo(3);
    hand.answer(0.1);
    await settled();
    expect(states()).toMatchObject({ a: 'scored', b: 'waiting', c: 'waiting', d: 'scoring' });
  });

  it('scores slices that arrive after it was done', async () => {
    const { study, hand, findings } = room();
    await findings.start();
    expect(findings.getState().run.phase).toBe('done');
    await openAll(study, HEAD.slice(0, 1));
    expect(findings.getState().run.phase).toBe('running');
    hand.answer(0.3);
    await settled();
    expect(findings.getState().run.phase).toBe('done');
  });

  it('goes on with the other series, the one on screen first', async () => {
    const { study, hand, findings, states } = room();
    const other = slice('x', { series: 'other' });
    await openAll(study, [other, ...HEAD.slice(0, 2)]);
    study.selectSeries('head');
    await findings.start();
    for (const any of [0.1, 0.2]) {
      await settled();
      expect(states().x).toBe('waiting');
      hand.answer(any);
    }
    await settled();
    expect(states().x).toBe('scoring');
  });

  it('scores a study again when it is opened again, and ignores what belongs to the one before', async () => {
    const { study, hand, findings, states } = room();
    await openAll(study, HEAD.slice(0, 2));
    await findings.start();
    await settled();
    study.close();
    await openAll(study, HEAD.slice(0, 2));
    hand.answer(0.9);
    await settled();
    expect(Object.values(states()).filter((state) => state === 'scored')).toEqual([]);
    hand.answer(0.1);
    await settled();
    hand.answer(0.2);
    await settled();
    expect(states()).toEqual({ a: 'scored', b: 'scored' });
    expect(seriesMaximum(study.getState().series[0], findings.getState().slices, 'any')?.probability).toBe(
      0.2,
    );
  });
});

describe('pausing', () => {
  it('lets the slice at work finish and starts no other until resumed', async () => {
    const { study, hand, findings } = room();
    await openAll(study, HEAD);
    await findings.start();
    findings.pause();
    hand.answer(0.1);
    await settled();
    expect(hand.pending).toBe(0);
    expect(findings.getState().run.phase).toBe('paused');
    expect(scoringProgress(findings.getState().slices.values()).scored).toBe(1);
    findings.resume();
    await settled();
    expect(hand.pending).toBe(1);
    expect(findings.getState().run.phase).toBe('running');
  });
});

describe('what goes wrong', () => {
  it('keeps the other slices when one fails, and retries that one when asked', async () => {
    const { study, hand, findings, states } = room();
    await openAll(study, HEAD.slice(0, 2));
    study.goTo(0);
    await findings.start();
    await settled();
    hand.refuse(new HemolensError('inference/out-of-memory', 'The GPU is out of memory.'));
    await settled();
    hand.answer(0.2);
    await settled();
    expect(states()).toEqual({ a: 'failed', b: 'scored' });
    expect(findings.getState().run.phase).toBe('done');
    findings.retryFailed();
    await settled();
    hand.answer(0.4);
    await settled();
    expect(states()).toEqual({ a: 'scored', b: 'scored' });
  });

  it('blames the device and not the slices when the device is lost, and starts another', async () => {
    const { study, hand, findings, states } = room();
    await openAll(study, HEAD.slice(0, 2));
    await findings.start();
    await settled();
    hand.refuse(new HemolensError('inference/device-lost', 'The GPU went away.'));
    await settled();
    expect(states()).toEqual({ a: 'waiting', b: 'waiting' });
    expect(findings.getState().run).toMatchObject({
      phase: 'failed',
      failure: { reason: 'The GPU went away.' },
    });
    await findings.start();
    await settled();
    expect(findings.getState().run.phase).toBe('running');
    expect(hand.pending).toBe(1);
  });

  it('has every slice wait that was at work on the lost device', async () => {
    const study = newStudy();
    const hand = handScorer();
    const three = { ...hand.scorer, lanes: 3 };
    const findings = createFindingsStore(dependencies(study, three));
    await openAll(study, HEAD);
    // The study opens in its middle, and until that is drawn one lane stays free.
    await vi.advanceTimersByTimeAsync(1000);
    await findings.start();
    expect(hand.pending).toBe(3);
    for (let n = 0; n < 3; n++) hand.refuse(new HemolensError('inference/device-lost', 'The GPU went away.'));
    await settled();
    const states = [...findings.getState().slices.values()].map(({ state }) => state);
    expect(states).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    await findings.start();
    expect(hand.pending).toBe(3);
  });

  it('names the device that goes on where the first one was lost for good, in the report too', async () => {
    const study = newStudy();
    const told: ((device: DeviceReport) => void)[] = [];
    const { scorer } = handScorer();
    const findings = createFindingsStore({
      ...dependencies(study, scorer),
      startScorer: ({ onDevice }) => {
        told.push(onDevice);
        return Promise.resolve(scorer);
      },
    });
    await findings.start();
    const next: DeviceReport = {
      rung: 'wasm',
      name: 'WebAssembly',
      reason: verbatim('It was lost 3 times.'),
    };
    told[0]?.(next);
    expect(findings.getState().device).toEqual(next);
    expect(reportSource(findings.getState(), '').device).toBe('wasm: WebAssembly');
    expect(findings.getState().run.phase).toBe('done');
  });

  it('stays failed when progress of the failed start comes in late', async () => {
    const study = newStudy();
    const late: (() => void)[] = [];
    const findings = createFindingsStore({
      ...dependencies(study, handScorer().scorer),
      startScorer: ({ onProgress }) => {
        late.push(() => onProgress({ step: 'download', fraction: 1 }));
        return Promise.reject(new HemolensError('model/missing-shard', 'A part is missing.'));
      },
    });
    await findings.start();
    late.forEach((tell) => tell());
    expect(findings.getState().run.phase).toBe('failed');
  });

  it('says why there is no model, and tries again when asked', async () => {
    const study = newStudy();
    const hand = handScorer();
    let present = false;
    const findings = createFindingsStore({
      ...dependencies(study, hand.scorer),
      modelUrl: () =>
        present
          ? Promise.resolve('')
          : Promise.reject(new HemolensError('study/no-models', 'No model here.')),
    });
    await findings.start();
    expect(findings.getState().run).toMatchObject({ phase: 'failed', failure: { reason: 'No model here.' } });
    present = true;
    await findings.start();
    expect(findings.getState().run.phase).toBe('done');
  });
});

describe('what the model does not read', () => {
  it('is not scored and says why: other modalities, other planes, damaged pixels', async () => {
    const { study, hand, findings } = room();
    const broken = slice('broken', { z: 9 });
    await study.open((listener) => {
      listener.onInstance(read(slice('mr', { series: 'mr', modality: 'MR' })));
      listener.onInstance(read(slice('scout', { series: 'scout', orientation: SAGITTAL })));
      listener.onInstance({
        instance: broken.instance,
        slices: [{ slice: broken, frame: { code: 'dicom/codec', reason: 'Damaged.', file: undefined } }],
      });
      return Promise.resolve();
    });
    await findings.start();
    await settled();
    expect(hand.pending).toBe(0);
    expect(
      reportRows(study.getState(), findings.getState()).map(({ sopUid, status }) => [sopUid, status]),
    ).toEqual([
      ['mr', 'Not scored: the model reads CT, and this is MR.'],
      ['scout', 'Not scored: the model reads axial slices, and this one is not axial.'],
      ['broken', 'Damaged.'],
    ]);
  });
});

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
