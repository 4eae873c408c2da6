import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { englishOf } from '../base/index.ts';
import { HemolensError } from '../base/index.ts';
import { createAnnotationStore, stayWhereDrawn } from './annotations/index.ts';
import { createFindingsStore } from './findings.ts';
import { createKeyImageStore } from './keyImages.ts';
import type { StudyStore } from './studyTypes.ts';
import { extentOf } from './openStudies.ts';
import { activeSeries, sliceIndex, statusLine } from './selectors.ts';
import { dependencies, groupByName, handScorer, newStudy, read, slice } from './testing/fakes.ts';
import { opened } from './testing/opened.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('opening a study', () => {
  it('shows the first image at once, while the rest still reads', () => {
    const study = newStudy();
    const reading = opened(study);
    reading.onProgress({ filesFound: 28, filesDone: 0 });
    reading.onInstance(read(slice('a', { z: 5 })));
    expect(study.getState().sliceId).toBe('a#1');
    expect(study.getState().intake).toEqual({ phase: 'reading', filesFound: 28, filesDone: 0 });
  });

  it('keeps the slice on screen while others sort in before it, and ends in the middle', async () => {
    const study = newStudy();
    const reading = opened(study);
    reading.onInstance(read(slice('c', { z: 30 })));
    expect(sliceIndex(study.getState())).toBe(0);
    reading.onInstance(read(slice('a', { z: 10 })));
    reading.onInstance(read(slice('b', { z: 20 })));
    vi.advanceTimersByTime(200);
    expect(study.getState().sliceId).toBe('c#1');
    expect(sliceIndex(study.getState())).toBe(2);
    await reading.end();
    expect(study.getState().sliceId).toBe('b#1');
  });

  it('stays on a slice that the reader has gone to', async () => {
    const study = newStudy();
    const reading = opened(study);
    for (const [name, z] of [
      ['c', 30],
      ['a', 10],
      ['b', 20],
    ] as const)
      reading.onInstance(read(slice(name, { z })));
    vi.advanceTimersByTime(200);
    study.goTo(0);
    await reading.end();
    expect(study.getState().sliceId).toBe('a#1');
  });

  it('stays on a slice that the reader draws on or marks', async () => {
    const annotations = createAnnotationStore({ read: () => new Map(), write: () => undefined });
    const work: ((study: StudyStore) => void)[] = [
      (study) => {
        stayWhereDrawn(study, annotations);
        annotations.put('c#1', { id: 'one', kind: 'length', points: [] }, 'drawn');
      },
      (study) => createKeyImageStore(study).toggle(),
    ];
    for (const begin of work) {
      const study = newStudy();
      const reading = opened(study);
      reading.onInstance(read(slice('c', { z: 30 })));
      begin(study);
      reading.onInstance(read(slice('a', { z: 10 })));
      reading.onInstance(read(slice('b', { z: 20 })));
      await reading.end();
      expect(study.getState().sliceId).toBe('c#1');
    }
  });

  it('regroups at most once in 200 ms, however many slices arrive', () => {
    const group = vi.fn(groupByName);
    const reading = opened(newStudy(group));
    for (let n = 0; n < 50; n++) reading.onInstance(read(slice(`s${n}`, { z: n })));
    expect(group).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(200);
    expect(group).toHaveBeenCalledTimes(2);
    expect(group.mock.lastCall?.[0]).toHaveLength(50);
    vi.advanceTimersByTime(1000);
    expect(group).toHaveBeenCalledTimes(2);
  });

  it('has every slice when reading ends, without waiting for the next interval', async () => {
    const study = newStudy();
    const reading = opened(study);
    for (let n = 0; n < 5; n++) reading.onInstance(read(slice(`s${n}`, { z: n })));
    await reading.end();
    expect(activeSeries(study.getState())?.slices).toHaveLength(5);
    expect(study.getState().intake).toEqual({ phase: 'ready' });
  });

  it('ends on the CT with the most slices, unless the reader has already chosen', async () => {
    const arrive = async (choose: boolean) => {
      const study = newStudy();
      const reading = opened(study);
      reading.onInstance(read(slice('scout', { series: 'scout' })));
      if (choose) study.showSlice('scout#1');
      for (const name of ['a', 'b']) reading.onInstance(read(slice(name, { series: 'head', z: 1 })));
      for (const name of ['x', 'y', 'z']) {
        reading.onInstance(read(slice(name, { series: 'mr', modality: 'MR', z: 1 })));
      }
      await reading.end();
      return study.getState().seriesKey;
    };
    expect(await arrive(false)).toBe('head');
    expect(await arrive(true)).toBe('scout');
  });

  it('ends on what the model reads, though another CT series has more slices', async () => {
    const study = newStudy();
    const reading = opened(study);
    const localizer = { series: 'scouts', imageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] };
    for (const z of [0, 1, 2]) reading.onInstance(read(slice(`scout ${z}`, { ...localizer, z })));
    for (const z of [0, 70]) reading.onInstance(read(slice(`head ${z}`, { series: 'head', z })));
    for (const z of [0, 1, 2, 3]) reading.onInstance(read(slice(`timing ${z}`, { series: 'timing', z })));
    await reading.end();
    expect(study.getState().seriesKey).toBe('head');
  });

  it('keeps what loaded when other files fail, and says which and why', async () => {
    const study = newStudy();
    const reading = opened(study);
    reading.onInstance(read(slice('a')));
    reading.onFailure({ code: 'dicom/truncated', reason: 'The file ends too early.', file: 'study/b.dcm' });
    await reading.fail(new HemolensError('intake/gone', 'The disk went away.'));
    expect(study.getState().intake.phase).toBe('ready');
    expect(extentOf(study.getState(), activeSeries(study.getState())).phase).toBe('stopped');
    expect(study.getState().failures.map(({ file, reason }) => [file, reason])).toEqual([
      ['study/b.dcm', 'The file ends too early.'],
      [undefined, 'The disk went away.'],
    ]);
    expect(study.getState().sliceId).toBe('a#1');
  });

  it('keeps the place of a slice whose pixels did not decode', async () => {
    const study = newStudy();
    const reading = opened(study);
    reading.onInstance(read(slice('a', { z: 1 })));
    const broken = slice('b', { z: 2 });
    const failure = { code: 'dicom/codec', reason: 'The picture is damaged.', file: undefined };
    reading.onInstance({ instance: broken.instance, slices: [{ slice: broken, frame: failure }] });
    await reading.end();
    expect(activeSeries(study.getState())?.slices.map(({ id }) => id)).toEqual(['a#1', 'b#1']);
    expect(study.getState().undecoded.get('b#1')?.reason).toBe('The picture is damaged.');
    expect(study.getState().failures).toEqual([{ ...failure, file: 'study/b.dcm' }]);
  });
});

describe('an image of which no frame decodes', () => {
  const failure = { code: 'dicom/truncated', reason: 'It was not copied whole.', file: undefined };
  const undecodable = (name: string, frames = 1, wanted = {}) => {
    const one = slice(name, wanted);
    const numbers = Array.from({ length: frames }, (_, i) => i + 1);
    const slices = numbers.map((n) => ({
      slice: { ...one, id: `${name}#${n}`, frame: n },
      frame: { ...failure, reason: n === 1 ? failure.reason : `It ends before frame ${n}.` },
    }));
    return { instance: one.instance, slices };
  };

  it('is named once, however many frames it announces', async () => {
    const study = newStudy();
    const reading = opened(study);
    reading.onInstance(undecodable('a', 50));
    await reading.end();
    expect(study.getState().failures).toEqual([{ ...failure, file: 'study/a.dcm' }]);
    expect(study.getState().undecoded.size).toBe(50);
  });

  it('gives its place to a copy that decodes, which is then scored', async () => {
    const study = newStudy();
    const hand = handScorer();
    const findings = createFindingsStore(dependencies(study, hand.scorer));
    await findings.start();
    const reading = opened(study);
    reading.onInstance(undecodable('a'));
    vi.advanceTimersByTime(200);
    expect(englishOf(statusLine(study.getState(), findings.getState()))).toContain(
      'No slice here that the model reads',
    );
    reading.onInstance(read(slice('a')));
    await reading.end();
    hand.answer(0.5);
    await vi.advanceTimersByTimeAsync(100);
    expect(activeSeries(study.getState())?.slices.map(({ id }) => id)).toEqual(['a#1']);
    expect(study.getState().undecoded.size).toBe(0);
    expect(study.getState().failures).toHaveLength(1);
    expect(englishOf(statusLine(study.getState(), findings.getState()))).toBe('Analysed 1 of 1 slices');
  });

  it('does not count when the opening series is chosen', async () => {
    const study = newStudy();
    const reading = opened(study);
    for (const name of ['x', 'y', 'z']) reading.onInstance(undecodable(name, 1, { series: 'broken' }));
    reading.onInstance(read(slice('a')));
    await reading.end();
    expect(study.getState().seriesKey).toBe('head');
  });
});
