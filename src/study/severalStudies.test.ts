import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { englishOf } from '../base/index.ts';
import { HemolensError } from '../base/index.ts';
import { createFindingsStore } from './findings.ts';
import { createKeyImageStore } from './keyImages.ts';
import { extentOf, openStudies } from './openStudies.ts';
import { activeSeries, statusLine } from './selectors.ts';
import type { StudyStore } from './studyTypes.ts';
import { dependencies, handScorer, newStudy, read, slice } from './testing/fakes.ts';
import { opened } from './testing/opened.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('opening something else', () => {
  const files = (study: StudyStore) => study.getState().failures.map(({ file }) => file);
  const lost = (file: string) => ({ code: 'dicom/truncated', reason: 'The file ends too early.', file });

  async function withOld(study = newStudy()) {
    const first = opened(study);
    for (const [name, z] of [
      ['old1', 1],
      ['old2', 2],
      ['old3', 3],
    ] as const)
      first.onInstance(read(slice(name, { z })));
    await first.end();
    return study;
  }

  it('adds it, and leaves slice, series and window on screen as they are', async () => {
    const study = await withOld();
    study.goTo(2);
    const { sliceId, seriesKey, window } = study.getState();
    const second = opened(study);
    for (const name of ['a', 'b', 'c', 'd']) {
      second.onInstance(read(slice(name, { series: 'prior', study: 'S0' })));
      vi.advanceTimersByTime(200);
      expect(study.getState()).toMatchObject({ sliceId, seriesKey, window });
    }
    await second.end();
    expect(study.getState()).toMatchObject({ sliceId, seriesKey, window, intake: { phase: 'ready' } });
    expect(openStudies(study.getState())).toHaveLength(2);
    expect(study.frames.size).toBe(7);
  });

  it('keeps the studies where nothing of the new can be shown, and says so', async () => {
    const study = await withOld();
    const second = opened(study);
    second.onFailure({ code: 'dicom/not-dicom', reason: 'This is no DICOM file.', file: 'notes.txt' });
    await second.end();
    expect(study.getState().sliceId).toBe('old2#1');
    expect(study.getState().intake).toMatchObject({ phase: 'failed', failures: [{ file: 'notes.txt' }] });
  });

  it('says that images are open already instead of adding them once more', async () => {
    const study = await withOld();
    const again = opened(study);
    again.onInstance(read(slice('old1', { z: 1 })));
    await again.end();
    expect(study.getState().intake).toMatchObject({
      phase: 'failed',
      failure: { code: 'study/open-already' },
    });
    expect(activeSeries(study.getState())?.slices).toHaveLength(3);
  });

  it('lists what did not load of every opening that a study came from, and of no other', async () => {
    const study = newStudy();
    const first = opened(study);
    first.onInstance(read(slice('old')));
    first.onFailure(lost('old.dcm'));
    await first.end();
    const refused = opened(study);
    refused.onFailure(lost('foreign.txt'));
    vi.advanceTimersByTime(200);
    await refused.end();
    expect(files(study)).toEqual(['old.dcm']);
    const next = opened(study);
    next.onFailure(lost('new.dcm'));
    vi.advanceTimersByTime(200);
    expect(files(study)).toEqual(['old.dcm']);
    next.onInstance(read(slice('new', { series: 'prior', study: 'S0' })));
    vi.advanceTimersByTime(200);
    expect(files(study)).toEqual(['old.dcm', 'new.dcm']);
    await next.end();
    study.close();
    expect(files(study)).toEqual(['new.dcm']);
  });

  it('says once that nothing could be read at all', async () => {
    const study = newStudy();
    const reading = opened(study);
    await reading.fail(new HemolensError('intake/no-reader', 'The reader could not be started.'));
    expect(study.getState().intake).toMatchObject({ failure: { code: 'intake/no-reader' }, failures: [] });
    expect(study.getState().failures).toEqual([]);
  });

  it('waits until what is being read is read, and then begins', async () => {
    const study = newStudy();
    const first = opened(study);
    first.onInstance(read(slice('old')));
    let begun = false;
    const second = study.open((listener) => {
      begun = true;
      listener.onInstance(read(slice('new', { series: 'prior', study: 'S0' })));
      return Promise.resolve();
    });
    vi.advanceTimersByTime(200);
    expect(begun).toBe(false);
    expect(study.getState().intake).toMatchObject({ phase: 'reading', waiting: 1 });
    await first.end();
    await second;
    expect(openStudies(study.getState())).toHaveLength(2);
  });

  it('never begins where reading is cancelled before its turn', async () => {
    const study = newStudy();
    const first = opened(study);
    first.onInstance(read(slice('old')));
    const second = study.open(() => Promise.reject(new Error('begun')));
    study.cancel();
    await second;
    expect(first.aborted()).toBe(true);
    expect(study.getState().intake.phase).toBe('cancelled');
    expect(openStudies(study.getState())).toHaveLength(1);
  });

  it('makes a study whole that was stopped before, where all of it is read again', async () => {
    const study = newStudy();
    const first = opened(study);
    first.onInstance(read(slice('a', { z: 1 })));
    study.cancel();
    const phase = () => extentOf(study.getState(), activeSeries(study.getState())).phase;
    expect(phase()).toBe('stopped');
    const again = opened(study);
    again.onInstance(read(slice('a', { z: 1 })));
    again.onInstance(read(slice('b', { z: 2 })));
    await again.end();
    expect(phase()).toBe('whole');
  });
});

describe('closing one of several studies', () => {
  async function two(study = newStudy()) {
    for (const [name, series, uid] of [
      ['a', 'head', 'S1'],
      ['b', 'prior', 'S0'],
    ] as const) {
      const reading = opened(study);
      reading.onInstance(read(slice(name, { series, study: uid })), new File(['x'], name));
      await reading.end();
    }
    return study;
  }

  it('frees its frames and files and leaves the other on screen', async () => {
    const study = await two();
    const prior = openStudies(study.getState()).find(({ study: { uid } }) => uid === 'S0');
    study.close(prior?.key);
    expect(study.frames.get('b#1')).toBeUndefined();
    expect(study.fileOf('b#1')).toBeUndefined();
    expect(study.fileOf('a#1')?.name).toBe('a');
    expect(study.getState()).toMatchObject({ sliceId: 'a#1', generation: 0, intake: { phase: 'idle' } });
    expect(openStudies(study.getState())).toHaveLength(1);
  });

  it('goes to the other, in the same window, where the one on screen is closed', async () => {
    const study = await two();
    const dragged = { center: 500, width: 2000, shape: 'LINEAR', name: undefined } as const;
    study.setVoi(dragged);
    study.close();
    expect(study.getState()).toMatchObject({ sliceId: 'b#1', window: { kind: 'custom', voi: dragged } });
    study.close();
    expect(study.getState()).toMatchObject({ sliceId: undefined, series: [], generation: 1 });
    expect(study.frames.size).toBe(0);
  });

  it('ends its reading where nothing else came with it, and ignores its late files', async () => {
    const study = await two();
    const third = opened(study);
    third.onInstance(read(slice('c', { series: 'third', study: 'S3' })));
    third.onProgress({ filesFound: 300, filesDone: 40 });
    vi.advanceTimersByTime(200);
    study.close(openStudies(study.getState()).find(({ study: { uid } }) => uid === 'S3')?.key);
    expect(third.aborted()).toBe(true);
    third.onInstance(read(slice('d', { series: 'third', study: 'S3' })));
    vi.advanceTimersByTime(200);
    expect(study.frames.size).toBe(2);
    // A second patient of the folder may be among what was not read.
    expect(study.getState().intake).toEqual({ phase: 'cancelled', filesFound: 300, filesDone: 40 });
  });

  it('goes on reading what else came with it', async () => {
    const study = newStudy();
    const reading = opened(study);
    reading.onInstance(read(slice('a', { series: 'head', study: 'S1' })));
    reading.onInstance(read(slice('b', { series: 'prior', study: 'S0' })));
    vi.advanceTimersByTime(200);
    study.close();
    expect(reading.aborted()).toBe(false);
    reading.onInstance(read(slice('a2', { series: 'head', study: 'S1' })));
    reading.onInstance(read(slice('b2', { series: 'prior', study: 'S0', z: 1 })));
    await reading.end();
    const ids = study.getState().series.flatMap(({ slices }) => slices.map(({ id }) => id));
    expect(ids).toEqual(['b#1', 'b2#1']);
  });

  it('forgets its findings and key images alone, and scores it again when it is opened again', async () => {
    const study = newStudy();
    const hand = handScorer();
    const findings = createFindingsStore(dependencies(study, hand.scorer));
    const keys = createKeyImageStore(study);
    await findings.start();
    await two(study);
    hand.answer(0.25);
    await vi.advanceTimersByTimeAsync(100);
    hand.answer(0.75);
    await vi.advanceTimersByTimeAsync(100);
    study.showSlice('b#1');
    keys.toggle();
    study.showSlice('a#1');
    keys.toggle();
    study.close(openStudies(study.getState()).find(({ study: { uid } }) => uid === 'S0')?.key);
    expect([...findings.getState().slices.keys()]).toEqual(['a#1']);
    expect([...keys.getState().windows.keys()]).toEqual(['a#1']);
    const again = opened(study);
    again.onInstance(read(slice('b', { series: 'prior', study: 'S0' })));
    await again.end();
    expect(hand.pending).toBe(1);
    hand.answer(0.5);
    await vi.advanceTimersByTimeAsync(100);
    expect(englishOf(statusLine(study.getState(), findings.getState()))).toBe('Analysed 2 of 2 slices');
  });
});
