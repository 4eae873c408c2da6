import { describe, expect, it } from 'vitest';
import { createKeyImageStore, keyImagesInOrder } from './keyImages.ts';
import { newStudy, read, slice } from './testing/fakes.ts';
import { opened } from './testing/opened.ts';

const SUBDURAL = { center: 80, width: 200, shape: 'LINEAR', name: 'Subdural' } as const;

const WIDE = { center: 100, width: 400, shape: 'LINEAR', name: 'Wide' } as const;

async function threeSlices() {
  const study = newStudy();
  const keys = createKeyImageStore(study);
  const reading = opened(study);
  for (const z of [3, 1, 2]) reading.onInstance(read(slice(`s${z}`, { z })));
  await reading.end();
  const marked = () =>
    keyImagesInOrder(study.getState(), keys.getState()).map(({ slice: { id }, voi }) => [id, voi.name]);
  return { study, keys, marked };
}

describe('key images', () => {
  it('are the slices marked on screen, in spatial order, each in the window it was marked in', async () => {
    const { study, keys, marked } = await threeSlices();
    study.goTo(2);
    keys.toggle();
    study.goTo(0);
    study.setVoi(SUBDURAL);
    keys.toggle();
    expect(marked()).toEqual([
      ['s1#1', 'Subdural'],
      ['s3#1', 'Brain'],
    ]);
  });

  it('keep which of the file’s windows they were marked in', async () => {
    const study = newStudy();
    const keys = createKeyImageStore(study);
    await study.open((listener) => {
      listener.onInstance(read(slice('mr', { modality: 'MR', windows: [SUBDURAL, WIDE] })));
      return Promise.resolve();
    });
    study.chooseWindow({ id: 'file', label: 'File', digit: '0', window: undefined });
    keys.toggle();
    study.resetWindow();
    const [marked] = keyImagesInOrder(study.getState(), keys.getState());
    expect(marked).toMatchObject({ voi: WIDE, fileWindow: { number: 2, of: 2 } });
  });

  it('lose their mark when they are marked again', async () => {
    const { keys, marked } = await threeSlices();
    keys.toggle();
    keys.toggle();
    expect(marked()).toEqual([]);
  });

  it('go with their study', async () => {
    const { study, keys } = await threeSlices();
    keys.toggle();
    study.close();
    expect(keys.getState().windows.size).toBe(0);
    keys.toggle();
    expect(keys.getState().windows.size).toBe(0);
  });
});
