import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { playCine } from './cine.ts';
import { sliceIndex } from './selectors.ts';
import { newStudy, read, slice } from './testing/fakes.ts';
import { createViewStore } from './view.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function playing(count: number) {
  const study = newStudy();
  const view = createViewStore();
  const end = playCine({ study, view });
  await study.open((listener) => {
    for (let z = 0; z < count; z++) listener.onInstance(read(slice(`s${z}`, { z })));
    return Promise.resolve();
  });
  study.goTo(0);
  view.setState({ cine: 'playing', cineSpeed: 10 });
  return { study, view, end, index: () => sliceIndex(study.getState()) };
}

describe('cine', () => {
  it('goes through the slices at its speed, and from the last on to the first', async () => {
    const { view, index } = await playing(4);
    vi.advanceTimersByTime(300);
    expect(index()).toBe(3);
    vi.advanceTimersByTime(100);
    expect(index()).toBe(0);
    view.setState({ cineSpeed: 1 });
    vi.advanceTimersByTime(999);
    expect(index()).toBe(0);
    vi.advanceTimersByTime(1);
    expect(index()).toBe(1);
  });

  it('stands still when it is stopped, and after its end', async () => {
    const { view, index, end } = await playing(4);
    view.setState({ cine: 'stopped' });
    vi.advanceTimersByTime(1000);
    expect(index()).toBe(0);
    view.setState({ cine: 'playing' });
    end();
    vi.advanceTimersByTime(1000);
    expect(index()).toBe(0);
  });

  it('says that it has stopped where there is one slice or none', async () => {
    const { view } = await playing(1);
    vi.advanceTimersByTime(100);
    expect(view.getState().cine).toBe('stopped');
  });
});
