import { describe, expect, it } from 'vitest';
import { millimetre } from '../../base/index.ts';
import { line } from '../testing/drawn.ts';
import { groupByName, slice } from '../testing/fakes.ts';
import { sliceStack } from './spacing.ts';
import { createAnnotationStore } from './store.ts';

const newStore = () => createAnnotationStore({ read: () => new Map(), write: () => undefined });
const ids = (store: ReturnType<typeof newStore>, sliceId: string) =>
  (store.getState().drawn.get(sliceId) ?? []).map(({ id }) => id);

describe('undo and redo', () => {
  it('take one gesture back at a time, and answer on which slice', () => {
    const store = newStore();
    store.put('a#1', line('one', 1), 'g1');
    store.put('a#1', line('one', 2), 'g1');
    store.put('b#1', line('two'), 'g2');
    store.put('a#1', line('one', 9), 'g3');
    expect(store.undo()).toBe('a#1');
    expect(store.getState().drawn.get('a#1')).toEqual([line('one', 2)]);
    expect(store.undo()).toBe('b#1');
    expect(ids(store, 'b#1')).toEqual([]);
    expect(store.undo()).toBe('a#1');
    expect(store.getState()).toMatchObject({ drawn: new Map(), canUndo: false, canRedo: true });
    expect(store.undo()).toBeUndefined();
    expect([store.redo(), store.redo(), store.redo(), store.redo()]).toEqual([
      'a#1',
      'b#1',
      'a#1',
      undefined,
    ]);
    expect(store.getState().drawn.get('a#1')).toEqual([line('one', 9)]);
  });

  it('keep slices apart, even where two gestures are called the same', () => {
    const store = newStore();
    store.put('a#1', line('one', 1), 'drawn');
    store.put('b#1', line('two', 1), 'drawn too');
    store.put('a#1', line('one', 2), 'hand');
    store.put('b#1', line('two', 2), 'hand');
    expect(store.undo()).toBe('b#1');
    expect(store.getState().drawn.get('b#1')).toEqual([line('two', 1)]);
    expect(store.getState().drawn.get('a#1')).toEqual([line('one', 2)]);
    expect(store.undo()).toBe('a#1');
    expect(store.getState().drawn.get('a#1')).toEqual([line('one', 1)]);
  });

  it('bring back what was deleted, one or a whole series', () => {
    const store = newStore();
    store.put('a#1', line('one'), 'g1');
    store.put('a#1', line('two'), 'g2');
    store.put('b#1', line('three'), 'g3');
    store.select('one');
    store.remove('a#1', 'one');
    expect(ids(store, 'a#1')).toEqual(['two']);
    expect(store.getState().selected).toBeUndefined();
    store.clear(['a#1', 'b#1', 'c#1']);
    expect(store.getState().drawn.size).toBe(0);
    store.undo();
    expect([ids(store, 'a#1'), ids(store, 'b#1')]).toEqual([['two'], ['three']]);
    store.undo();
    expect(ids(store, 'a#1')).toEqual(['one', 'two']);
  });

  it('know nothing of a drawing that was given up, and still lead on again', () => {
    const store = newStore();
    store.put('a#1', line('one'), 'g1');
    store.put('a#1', line('two'), 'g2');
    store.undo();
    store.put('a#1', line('three', 1), 'g3');
    store.put('a#1', line('three', 2), 'g3');
    expect(store.getState().canRedo).toBe(false);
    store.takeBack('g3');
    store.takeBack('g2');
    expect(ids(store, 'a#1')).toEqual(['one']);
    expect(store.getState()).toMatchObject({ canUndo: true, canRedo: true });
    store.redo();
    expect(ids(store, 'a#1')).toEqual(['one', 'two']);
    store.undo();
    store.undo();
    expect(store.getState()).toMatchObject({ drawn: new Map(), canUndo: false });
  });

  it('end with what was done anew, and with the study', () => {
    const store = newStore();
    store.put('a#1', line('one'), 'g1');
    store.undo();
    store.put('a#1', line('two'), 'g2');
    expect(store.redo()).toBeUndefined();
    store.put('b#1', line('three'), 'g3');
    store.forgetSteps((sliceId) => sliceId === 'a#1');
    expect(store.undo()).toBe('b#1');
    expect(store.undo()).toBeUndefined();
    expect(ids(store, 'a#1')).toEqual(['two']);
  });
});

describe('a slice among those of its series', () => {
  const series = (positions: (number | undefined)[], sliceThickness?: number) => {
    const slices = positions.map((_, index) => slice(`s${index}`, { z: index }));
    const [one] = groupByName(slices);
    if (!one) throw new Error('no series');
    const thickness = sliceThickness === undefined ? undefined : millimetre(sliceThickness);
    return {
      ...one,
      slices: one.slices.map((each) => ({
        ...each,
        geometry: { ...each.geometry, sliceThickness: thickness },
      })),
      positions: positions.map((position) => (position === undefined ? undefined : millimetre(position))),
    };
  };

  it('has the steps that are there, gaps and doubled ones included', () => {
    expect(sliceStack(series([0, 5, 10, 10, 20], 5), 's3#1')).toEqual({ steps: [5, 5, 0, 10], index: 3 });
    expect(sliceStack(series([10, 5, 0]), 's0#1')).toEqual({ steps: [5, 5], index: 0 });
  });

  it('has its thickness for a spacing where a position is missing or it is alone', () => {
    expect(sliceStack(series([0, undefined, 10], 4), 's2#1')).toEqual({ steps: [4], index: 0 });
    expect(sliceStack(series([3], 4), 's0#1')).toEqual({ steps: [4], index: 0 });
    expect(sliceStack(series([7, 7, 7], 4), 's1#1')).toEqual({ steps: [4], index: 0 });
    expect(sliceStack(series([7, 7, 7]), 's1#1')).toBeUndefined();
  });

  it('is unknown without positions and thickness', () => {
    expect(sliceStack(series([undefined, undefined]), 's0#1')).toBeUndefined();
    expect(sliceStack(series([3]), 's0#1')).toBeUndefined();
  });
});
