import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { line } from '../testing/drawn.ts';
import { storage } from '../testing/storage.ts';
import { keptAnnotations } from './kept.ts';
import { createAnnotationStore } from './store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function full(): Storage {
  const disk = storage();
  disk.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  return disk;
}

const quiet = () => undefined;
/** Long enough for all to be written. */
const rest = () => void vi.advanceTimersByTime(10_000);
const tab = (disk: Storage) => createAnnotationStore(keptAnnotations(disk, quiet));
const keptOn = (disk: Storage, imageId: string) => tab(disk).getState().drawn.get(imageId) ?? [];

describe('what the browser keeps', () => {
  it('is there after a reload, without what was deleted', () => {
    const disk = storage();
    const before = tab(disk);
    before.put('1.2.3#1', { ...line('one'), text: 'falx' }, 'g1');
    before.put('1.2.4#2', line('two'), 'g2');
    before.remove('1.2.4#2', 'two');
    rest();
    const after = tab(disk);
    expect(after.getState().drawn).toEqual(new Map([['1.2.3#1', [{ ...line('one'), text: 'falx' }]]]));
    expect(disk.length).toBe(1);
  });

  it('is what two tabs draw, change and delete on one slice, each knowing only its own', () => {
    const disk = storage();
    const kept = () => {
      rest();
      return keptOn(disk, 'a#1');
    };
    const setUp = tab(disk);
    for (const id of ['left', 'right', 'both']) setUp.put('a#1', line(id), id);
    rest();
    const [one, two] = [tab(disk), tab(disk)];
    one.put('a#1', line('of one'), 'g1');
    two.put('a#1', line('of two'), 'g1');
    expect(kept().map(({ id }) => id)).toEqual(['left', 'right', 'both', 'of two', 'of one']);
    one.remove('a#1', 'left');
    two.put('a#1', line('right', 9), 'g2');
    expect(kept()).not.toContainEqual(line('left'));
    one.put('a#1', line('of one', 7), 'g2');
    expect(kept()).toContainEqual(line('right', 9));
    two.clear(['a#1']);
    expect(kept()).toEqual([line('of one', 7)]);
    two.undo();
    one.undo();
    for (const drawn of [line('right', 9), line('both'), line('of two'), line('of one')])
      expect(kept()).toContainEqual(drawn);
  });

  it('is written a few times a second while a hand draws, and at the end as it was left', () => {
    const disk = storage();
    const write = vi.spyOn(disk, 'setItem');
    const store = tab(disk);
    for (let frame = 0; frame < 120; frame++) {
      store.put('a#1', line('one', frame), 'hand');
      vi.advanceTimersByTime(16);
    }
    rest();
    expect(write.mock.calls.length).toBeLessThanOrEqual(6);
    expect(keptOn(disk, 'a#1')).toEqual([line('one', 119)]);
  });

  it('is all of it where the page ends under the hand', () => {
    const disk = storage();
    const keeper = keptAnnotations(disk, quiet);
    const store = createAnnotationStore(keeper);
    for (const x of [1, 2, 3]) store.put('a#1', line('one', x), 'hand');
    store.put('b#1', line('two'), 'other');
    keeper.flush();
    expect([keptOn(disk, 'a#1'), keptOn(disk, 'b#1')]).toEqual([[line('one', 3)], [line('two')]]);
  });

  it('is what could not be kept at first, once there is room again', () => {
    const disk = storage();
    const refusing = vi.spyOn(disk, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    const store = tab(disk);
    store.put('a#1', line('one'), 'g1');
    rest();
    refusing.mockRestore();
    store.put('a#1', line('two'), 'g2');
    expect(keptOn(disk, 'a#1')).toEqual([line('one'), line('two')]);
  });

  it('is passed over where it is not an annotation', () => {
    const disk = storage();
    disk.setItem('hemolens.annotations a#1', '{"not": "a list"}');
    disk.setItem('hemolens.annotations b#1', 'broken [');
    disk.setItem('hemolens.annotations c#1', '[{"id":"x","kind":"length","points":[{"x":1,"y":null}]}]');
    disk.setItem('something else', '[]');
    expect(keptAnnotations(disk, quiet).read().size).toBe(0);
  });

  it('stays beside what another version of the page drew, whichever of the two is changed', () => {
    const disk = storage();
    const key = 'hemolens.annotations a#1';
    const spline = { id: 'later', kind: 'spline', knots: [[1, 2, 3]] };
    disk.setItem(key, JSON.stringify([line('one'), spline]));
    const store = tab(disk);
    expect(store.getState().drawn.get('a#1')).toEqual([line('one')]);
    store.put('a#1', line('two'), 'g1');
    expect(JSON.parse(disk.getItem(key) ?? '')).toEqual([line('one'), line('two'), spline]);
    store.clear(['a#1']);
    rest();
    expect(JSON.parse(disk.getItem(key) ?? '')).toEqual([spline]);
  });

  it('is said once where the browser keeps nothing, and the annotations stay on the page', () => {
    for (const disk of [full(), undefined]) {
      const told: string[] = [];
      const store = createAnnotationStore(keptAnnotations(disk, ({ text }) => told.push(text)));
      store.put('a#1', line('one'), 'g1');
      store.put('a#1', line('two'), 'g2');
      rest();
      expect(told).toEqual([expect.stringContaining('keeps no annotations')]);
      expect(
        store
          .getState()
          .drawn.get('a#1')
          ?.map(({ id }) => id),
      ).toEqual(['one', 'two']);
    }
  });
});
