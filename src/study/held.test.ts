import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStudies } from './openStudies.ts';
import { activeSeries } from './selectors.ts';
import type { Slice } from '../dicom/index.ts';
import { newStudy, read, slice } from './testing/fakes.ts';
import { opened } from './testing/opened.ts';
import { openAll } from './testing/room.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The image `one`, from another file. */
const from = (file: string, one: Slice): Slice => ({ ...one, instance: { ...one.instance, file } });

describe('images that share a SOP Instance UID', () => {
  it('are refused by name after the first, where they lie elsewhere', async () => {
    const study = newStudy();
    await openAll(
      study,
      [0, 5, 10, 15, 20].map((z) => from(`CT/${z}.dcm`, slice('same', { z }))),
    );
    const { intake, failures } = study.getState();
    expect(activeSeries(study.getState())?.slices).toHaveLength(1);
    expect(intake.phase).toBe('ready');
    expect(failures.map(({ code, file }) => [code, file])).toEqual(
      [5, 10, 15, 20].map((z) => ['study/shared-identifier', `CT/${z}.dcm`]),
    );
    expect(failures[0]?.reason).toContain('SOP Instance UID) of another one, CT/0.dcm,');
  });

  it('are refused where the image has another number', async () => {
    const study = newStudy();
    const one = slice('same');
    await openAll(study, [one, { ...one, instance: { ...one.instance, instanceNumber: 2 } }]);
    expect(study.getState().failures).toMatchObject([{ code: 'study/shared-identifier' }]);
  });

  it('are not called open already where they are another patient’s, whose study is not opened', async () => {
    const study = newStudy();
    await openAll(study, [slice('same')]);
    await openAll(study, [from('other/1.dcm', slice('same', { patient: { id: 'P2' } }))]);
    const { intake, sliceId } = study.getState();
    expect(intake).toMatchObject({
      phase: 'failed',
      failure: { code: 'study/shared-identifier' },
      failures: [{ code: 'study/shared-identifier', file: 'other/1.dcm' }],
    });
    expect(sliceId).toBe('same#1');
    expect(openStudies(study.getState())).toHaveLength(1);
    study.close();
    await openAll(study, [slice('same', { patient: { id: 'P2' } })]);
    expect(study.getState()).toMatchObject({ intake: { phase: 'ready' }, failures: [] });
  });

  it('are told beside copies of what is open', async () => {
    const study = newStudy();
    await openAll(study, [slice('a', { z: 1 }), slice('b', { z: 2 })]);
    await openAll(study, [slice('a', { z: 1 }), from('new.dcm', slice('b', { z: 3 }))]);
    expect(study.getState()).toMatchObject({
      intake: { phase: 'failed', failure: { code: 'study/shared-identifier' } },
      failures: [{ file: 'new.dcm' }],
    });
  });

  it('are left aside without a word where they are one image', async () => {
    const study = newStudy();
    const reading = opened(study);
    for (const z of [5, 5.000001]) reading.onInstance(read(from(`CT/${z}.dcm`, slice('same', { z }))));
    await reading.end();
    expect(study.getState()).toMatchObject({ intake: { phase: 'ready' }, failures: [] });
    expect(activeSeries(study.getState())?.slices).toHaveLength(1);
  });
});
