import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verbatim } from '../base/index.ts';
import type { Notice } from '../dicom/index.ts';
import { createFindingsStore } from './findings.ts';
import { activeSeries, maximumMayRise, notices, sliceIndex, statusLine } from './selectors.ts';
import type { StudyStore } from './studyTypes.ts';
import { dependencies, groupByName, handScorer, newStudy, read, slice } from './testing/fakes.ts';
import { opened } from './testing/opened.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('cancelling and closing', () => {
  it('keeps what was read when reading is cancelled', () => {
    const study = newStudy();
    const reading = opened(study);
    reading.onProgress({ filesFound: 9, filesDone: 2 });
    for (const name of ['a', 'b']) reading.onInstance(read(slice(name)));
    study.cancel();
    expect(reading.aborted()).toBe(true);
    expect(activeSeries(study.getState())?.slices).toHaveLength(2);
    expect(study.getState().intake).toEqual({ phase: 'cancelled', filesFound: 9, filesDone: 2 });
  });

  it('frees everything when the study is closed', async () => {
    const study = newStudy();
    const reading = opened(study);
    reading.onInstance(read(slice('a')));
    await reading.end();
    study.close();
    expect(study.frames.size).toBe(0);
    expect(study.getState()).toMatchObject({ intake: { phase: 'idle' }, series: [], sliceId: undefined });
  });
});

describe('notes', () => {
  const gap = { code: 'dicom/missing-images', ...verbatim('1 image seemingly missing.') };
  const tilt = { code: 'dicom/gantry-tilt', ...verbatim('The gantry was tilted.') };
  const noted = (...told: Notice[]) =>
    newStudy((slices) => groupByName(slices).map((series) => ({ ...series, notices: told })));
  const codes = (study: StudyStore) => notices(study.getState()).map(({ code }) => code);

  it('conclude nothing from missing slices before all are read', async () => {
    const study = noted(tilt, gap);
    const reading = opened(study);
    reading.onInstance(read(slice('a')));
    expect(codes(study)).toEqual(['dicom/gantry-tilt']);
    await reading.end();
    expect(codes(study)).toEqual(['dicom/gantry-tilt', 'dicom/missing-images']);
  });

  it('say that reading was stopped, and not that slices are missing', () => {
    const study = noted(tilt, gap);
    const reading = opened(study);
    reading.onProgress({ filesFound: 28, filesDone: 3 });
    reading.onInstance(read(slice('a')));
    study.cancel();
    expect(codes(study)).toEqual(['study/reading-stopped', 'dicom/gantry-tilt']);
    expect(notices(study.getState())[0]?.text).toContain('after 3 of 28 files');
  });

  it('are those of another series where one is asked about', async () => {
    const study = newStudy((slices) =>
      groupByName(slices).map((series) => ({ ...series, notices: series.key === 'other' ? [tilt] : [gap] })),
    );
    const reading = opened(study);
    reading.onInstance(read(slice('a')));
    reading.onInstance(read(slice('b', { series: 'other' })));
    await reading.end();
    study.selectSeries('head');
    const other = study.getState().series.find(({ key }) => key === 'other');
    expect(notices(study.getState(), other, other?.slices[0]).map(({ code }) => code)).toEqual([
      'dicom/gantry-tilt',
    ]);
    expect(codes(study)).toEqual(['dicom/missing-images']);
  });

  it('stay with the study where another opening is refused or stopped', async () => {
    const study = noted(gap);
    const first = opened(study);
    first.onInstance(read(slice('a')));
    await first.end();
    opened(study);
    expect(codes(study)).toEqual(['dicom/missing-images']);
    study.cancel();
    await opened(study).end();
    expect(codes(study)).toEqual(['dicom/missing-images']);
  });

  it('say once that images are not CT', async () => {
    const study = noted({ code: 'dicom/series-not-ct', ...verbatim('The images are MR.') });
    const reading = opened(study);
    const one = slice('m', { modality: 'MR' });
    const own = [{ code: 'dicom/not-ct', ...verbatim('This is not a CT image.') }, tilt];
    reading.onInstance(read({ ...one, instance: { ...one.instance, notices: own } }));
    await reading.end();
    expect(codes(study)).toEqual(['dicom/series-not-ct', 'dicom/gantry-tilt']);
  });
});

describe('moving through a study', () => {
  async function threeSlices() {
    const study = newStudy();
    const reading = opened(study);
    for (const [name, z] of [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ] as const)
      reading.onInstance(read(slice(name, { z })));
    reading.onInstance(read(slice('m', { series: 'mr', modality: 'MR' })));
    await reading.end();
    return study;
  }

  it('stops at the first and the last slice', async () => {
    const study = await threeSlices();
    study.step(-10);
    expect(sliceIndex(study.getState())).toBe(0);
    study.step(10);
    expect(sliceIndex(study.getState())).toBe(2);
  });

  it('returns to where a series was left', async () => {
    const study = await threeSlices();
    study.goTo(2);
    study.selectSeries('mr');
    expect(study.getState().sliceId).toBe('m#1');
    study.selectSeries('head');
    expect(study.getState().sliceId).toBe('c#1');
  });

  it('shows what is not CT in its own window, and CT in the opening one', async () => {
    const study = await threeSlices();
    study.setVoi({ center: 1, width: 2, shape: 'LINEAR', name: undefined });
    study.selectSeries('mr');
    expect(study.getState().window).toEqual({ kind: 'file', index: 0 });
    study.selectSeries('head');
    expect(study.getState().window).toMatchObject({ kind: 'preset', id: 'brain' });
  });

  it('shows a map made of CT in its own window, and no series in numbers meant for values in another unit', async () => {
    const study = newStudy();
    const dragged = { center: 1, width: 2, shape: 'LINEAR', name: undefined } as const;
    await study.open((listener) => {
      listener.onInstance(read(slice('a', { series: 'head' })));
      listener.onInstance(read(slice('b', { series: 'other head' })));
      listener.onInstance(
        read(slice('c', { series: 'map', imageType: ['DERIVED', 'PRIMARY', 'AXIAL', 'MTT'] })),
      );
      for (const series of ['mr', 'other mr'])
        listener.onInstance(read(slice(series, { series, modality: 'MR' })));
      return Promise.resolve();
    });
    study.selectSeries('other head');
    study.setVoi(dragged);
    study.selectSeries('head');
    expect(study.getState().window).toMatchObject({ kind: 'custom', voi: dragged });
    for (const series of ['map', 'mr', 'other mr']) {
      study.selectSeries(series);
      expect(study.getState().window).toEqual({ kind: 'file', index: 0 });
      study.setVoi(dragged);
    }
  });

  it('keeps to the second of the file’s windows from one such series to the next', async () => {
    const study = newStudy();
    await study.open((listener) => {
      for (const series of ['mr', 'pet'])
        listener.onInstance(read(slice(series, { series, modality: 'MR' })));
      return Promise.resolve();
    });
    study.chooseWindow({ id: 'file', label: 'File', digit: '0', window: undefined });
    study.selectSeries('pet');
    expect(study.getState().window).toEqual({ kind: 'file', index: 1 });
    study.resetWindow();
    expect(study.getState().window).toEqual({ kind: 'file', index: 0 });
  });

  it('resets to the window that the images on screen opened in', async () => {
    const study = await threeSlices();
    for (const [series, window] of [
      ['mr', { kind: 'file', index: 0 }],
      ['head', { kind: 'preset', id: 'brain' }],
    ] as const) {
      study.selectSeries(series);
      study.setVoi({ center: 1, width: 2, shape: 'LINEAR', name: undefined });
      study.resetWindow();
      expect(study.getState().window).toMatchObject(window);
    }
  });
});

it('the maximum of a series may rise as long as slices of it are missing, whoever stopped the reading', async () => {
  const study = newStudy();
  const reading = opened(study);
  reading.onInstance(read(slice('a')));
  const [series] = study.getState().series;
  const stopped = { phase: 'stopped', filesFound: 28, filesDone: 3 } as const;
  expect(maximumMayRise(series, new Map(), { phase: 'reading' })).toBe(true);
  expect(maximumMayRise(series, new Map(), stopped)).toBe(true);
  expect(maximumMayRise(series, new Map(), { phase: 'whole' })).toBe(false);
  await reading.end();
});

describe('the status line', () => {
  it('tells reading and scoring in sentences', async () => {
    const study = newStudy();
    const hand = handScorer();
    const findings = createFindingsStore(dependencies(study, hand.scorer));
    const line = () =>
      statusLine(study.getState(), findings.getState())
        .map(({ text }) => text)
        .join(' · ');
    expect(line()).toBe('No study open');
    const reading = opened(study);
    reading.onProgress({ filesFound: 2, filesDone: 1 });
    reading.onInstance(read(slice('a')));
    expect(line()).toBe('Reading file 1 of 2 · Analysed 0 of 1 slices');
    await reading.end();
    await findings.start();
    hand.answer(0.5);
    await vi.advanceTimersByTimeAsync(100);
    expect(line()).toBe('Analysed 1 of 1 slices');
  });
});
