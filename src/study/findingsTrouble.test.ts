/** What goes wrong while a study is scored, and what is not scored at all. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HemolensError, verbatim } from '../base/index.ts';
import type { DeviceReport } from '../inference/index.ts';
import { createFindingsStore } from './findings.ts';
import { reportRows, reportSource } from './reportRows.ts';
import { dependencies, handScorer, newStudy, read, SAGITTAL, slice } from './testing/fakes.ts';
import { HEAD, openAll, room, settled } from './testing/room.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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

  it('has every slice wait where no worker is left, and starts new ones when asked', async () => {
    const study = newStudy();
    const dead = handScorer();
    const hand = handScorer();
    const dispose = vi.fn(() => Promise.resolve());
    const scorers = [{ ...dead.scorer, inHand: 3, dispose }, hand.scorer];
    const findings = createFindingsStore({
      ...dependencies(study, hand.scorer),
      startScorer: () => Promise.resolve(scorers.shift() ?? hand.scorer),
    });
    await openAll(study, HEAD);
    await vi.advanceTimersByTimeAsync(1000);
    await findings.start();
    dead.refuse(new HemolensError('inference/failed', 'This slice alone.'));
    await settled();
    expect(dead.pending).toBe(3);
    for (let n = 0; n < 3; n++) dead.refuse(new HemolensError('inference/worker', 'The worker died.'));
    await settled();
    const states = () => [...findings.getState().slices.values()].map(({ state }) => state).toSorted();
    expect(states()).toEqual(['failed', 'waiting', 'waiting', 'waiting']);
    expect(findings.getState().run).toMatchObject({
      phase: 'failed',
      failure: { reason: 'The worker died.' },
    });
    expect(dispose).toHaveBeenCalledOnce();
    await findings.start();
    for (let n = 0; n < 3; n++) {
      expect(hand.pending).toBe(1);
      hand.answer(0.1);
      await settled();
    }
    expect(findings.getState().run.phase).toBe('done');
    expect(states()).toEqual(['failed', 'scored', 'scored', 'scored']);
    findings.retryFailed();
    await settled();
    hand.answer(0.2);
    await settled();
    expect(states()).toEqual(['scored', 'scored', 'scored', 'scored']);
  });

  it('has every slice wait that was at work on the lost device', async () => {
    const study = newStudy();
    const hand = handScorer();
    const three = { ...hand.scorer, inHand: 3 };
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
