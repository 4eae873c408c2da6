import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { imagePixel } from '../../base/index.ts';
import { createAnnotationStore, createViewStore } from '../../study/index.ts';
import { frame, newStudy, read, slice } from '../../study/testing/fakes.ts';
import type { Room } from '../room.ts';
import { measureCommands } from './measure.ts';
import { jump } from './slices.ts';
import { fullScreen } from './view.ts';
import { exactWindow } from './windows.ts';

/** With a slice on screen that an arrow is drawn on. */
async function roomWithArrow() {
  const study = newStudy();
  const view = createViewStore();
  const annotations = createAnnotationStore({ read: () => new Map(), write: () => undefined });
  const planes = { frames: { get: () => frame(1) }, slabOf: () => undefined };
  const room = { study, view, annotations, planes } as unknown as Room;
  const open = () =>
    study.open((listener) => {
      listener.onInstance(read(slice('one')));
      return Promise.resolve();
    });
  await open();
  const point = { x: imagePixel(0), y: imagePixel(0) };
  annotations.put('one#1', { id: 'a', kind: 'arrow', points: [point, point], text: 'falx' }, 'g');
  const told = () => view.getState().message?.text();
  return { room, study, told };
}

describe('a slice and a window', () => {
  it('are asked for only while an image is shown', async () => {
    const { room, study } = await roomWithArrow();
    const apply = () => [jump, exactWindow].map((command) => command.applies?.(room));
    expect(apply()).toEqual([true, true]);
    study.close();
    expect(apply()).toEqual([false, false]);
  });
});

describe('what the browser does not have', () => {
  // As a page over plain http, and a phone, have it.
  beforeEach(() => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('document', { documentElement: {} });
  });
  afterEach(() => void vi.unstubAllGlobals());

  it('is told: no clipboard', async () => {
    const { room, told } = await roomWithArrow();
    measureCommands.find(({ id }) => id === 'annotation-copy')?.run(room);
    await expect.poll(told).toBe('This browser does not let the page copy.');
  });

  it('is told: no full screen', async () => {
    const { room, told } = await roomWithArrow();
    fullScreen.run(room);
    await expect.poll(told).toBe('This browser does not let the page have the whole screen.');
  });
});
