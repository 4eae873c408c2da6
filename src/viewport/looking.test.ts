import { describe, expect, it, vi } from 'vitest';
import { hounsfield } from '../base/index.ts';
import { turned, upright } from './attitude.ts';
import { createLooking, type LookedAt } from './looking.ts';

const shape = { rows: 10, columns: 10, aspect: { x: 1, y: 1 }, orientation: undefined };
const frame = { rows: 10, columns: 10, values: new Int16Array(100), min: hounsfield(0), max: hounsfield(0) };
const pane = { width: 100, height: 100 };
const middle = { x: 50, y: 50 };

function lookingAt(first: Partial<LookedAt> = {}) {
  let now: LookedAt = { frame, shape, pane, ...first };
  const changed = vi.fn();
  const looking = createLooking(() => now, changed);
  const become = (next: Partial<LookedAt>) => (now = { ...now, ...next });
  return { looking, changed, become };
}

describe('how the image lies', () => {
  it('is whole until it is zoomed, also in a pane of another size', () => {
    const { looking, become } = lookingAt();
    become({ pane: { width: 50, height: 50 } });
    looking.paneChanged();
    expect(looking.look()).toMatchObject({ fits: true, view: { scale: 5 } });
    looking.zoom(3, { x: 25, y: 25 });
    become({ pane });
    looking.paneChanged();
    expect(looking.look()).toMatchObject({ fits: false, view: { scale: 15 } });
  });

  it('stays whole where it is turned, and as it was panned where it was', () => {
    const { looking } = lookingAt();
    looking.fit();
    looking.turn('rotate-right');
    expect(looking.look()).toMatchObject({ fits: true, view: { attitude: turned(upright, 'rotate-right') } });
    looking.pan({ x: 20, y: 10 });
    looking.turn('rotate-right');
    expect(looking.look()).toMatchObject({ fits: false, view: { scale: 10, pan: { x: -10, y: 20 } } });
  });

  it('is set by fit where it fits, whatever the scale was elsewhere', () => {
    const { looking } = lookingAt();
    looking.set({ view: { scale: 77, pan: { x: 9, y: 9 }, attitude: upright }, fits: true });
    expect(looking.look().view).toEqual({ scale: 10, pan: { x: 0, y: 0 }, attitude: upright });
    looking.set({ view: { scale: 3, pan: { x: 9, y: 9 }, attitude: upright }, fits: false });
    expect(looking.look().view).toMatchObject({ scale: 3, pan: { x: 9, y: 9 } });
  });

  it('does not change by hand where nothing is shown', () => {
    const { looking, changed } = lookingAt({ frame: undefined });
    looking.zoom(2, middle);
    looking.pan({ x: 5, y: 5 });
    expect(changed).not.toHaveBeenCalled();
    expect(looking.look().view).toMatchObject({ scale: 1, pan: { x: 0, y: 0 } });
  });

  it('is kept for the first pane that has a size', () => {
    const { looking, changed, become } = lookingAt({ pane: { width: 0, height: 0 } });
    looking.fit(turned(upright, 'rotate-left'));
    expect(changed).not.toHaveBeenCalled();
    become({ pane });
    looking.paneChanged();
    expect(looking.look()).toMatchObject({
      fits: true,
      view: { scale: 10, attitude: turned(upright, 'rotate-left') },
    });
  });
});
