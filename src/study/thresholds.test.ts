import { describe, expect, it } from 'vitest';
import { createThresholdStore, thresholdsOf } from './thresholds.ts';

const model = { id: 'mine', thresholds: [0.02, 0.1, 0.1, 0.1, 0.1, 0.15] };

function memory(content?: string) {
  const kept = new Map(content === undefined ? [] : [['hemolens.thresholds', content]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe('thresholds', () => {
  it('are the model’s until the reader sets another, and none without a model', () => {
    const store = createThresholdStore(memory());
    expect(thresholdsOf(store.getState(), undefined)).toBeUndefined();
    expect(thresholdsOf(store.getState(), model)).toMatchObject({ epidural: 0.02, any: 0.15 });
    store.set('mine', 'any', 0.4);
    expect(thresholdsOf(store.getState(), model)).toMatchObject({ epidural: 0.02, any: 0.4 });
  });

  it('come back on the next visit, for the model they were set for', () => {
    const page = memory();
    createThresholdStore(page).set('mine', 'subdural', 0.3);
    const next = createThresholdStore(page);
    expect(thresholdsOf(next.getState(), model)?.subdural).toBe(0.3);
    expect(thresholdsOf(next.getState(), { ...model, id: 'other' })?.subdural).toBe(0.1);
    next.reset('mine');
    expect(thresholdsOf(createThresholdStore(page).getState(), model)?.subdural).toBe(0.1);
  });

  it.each(['no json', '[]', '{"mine":3}', '{"mine":{"any":1.5,"subdural":"x"}}'])(
    'are the model’s where what was kept is broken: %s',
    (content) => {
      const store = createThresholdStore(memory(content));
      expect(thresholdsOf(store.getState(), model)).toMatchObject({ subdural: 0.1, any: 0.15 });
    },
  );

  it('hold for the visit where the browser remembers nothing', () => {
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    for (const store of [createThresholdStore(undefined), createThresholdStore(full)]) {
      store.set('mine', 'any', 0.5);
      expect(thresholdsOf(store.getState(), model)?.any).toBe(0.5);
    }
  });

  it('lie between 0 and 1', () => {
    const store = createThresholdStore(memory());
    for (const wrong of [0, 1, -1, NaN]) expect(() => store.set('mine', 'any', wrong)).toThrow(RangeError);
  });
});
