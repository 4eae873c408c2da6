import { describe, expect, it } from 'vitest';
import type { Kernel } from '../kernels/kernel.ts';
import { geometryOf } from '../kernels/testing/cases.ts';
import { geometryKey, tune, type TuningOptions, type TuningTask } from './tune.ts';

const kernel = (label: string): Kernel => ({ label, code: label, workgroups: () => [1, 1, 1] });
const small = geometryOf({ height: 4, width: 4, inChannels: 8, outChannels: 8 });
const large = geometryOf({ height: 8, width: 8, inChannels: 64, outChannels: 64 });
const tasks: TuningTask[] = [
  { geometry: small, candidates: [kernel('a'), kernel('b'), kernel('c')] },
  { geometry: large, candidates: [kernel('d'), kernel('e')] },
];

/** A clock that each measurement moves on by what it measures. */
function world(times: Record<string, number>, kept = new Map<string, string>()) {
  let clock = 0;
  const timed: string[] = [];
  const options: TuningOptions = {
    time: (_, { label }) => {
      timed.push(label);
      clock += times[label] ?? 0;
      return Promise.resolve(times[label] ?? Infinity);
    },
    budgetMs: 100,
    now: () => clock,
    memory: { read: (key) => kept.get(key), write: (key, value) => void kept.set(key, value) },
    key: 'tuning: a GPU',
  };
  return { options, timed, kept };
}

describe('the choice of kernels', () => {
  it('takes the fastest of each shape', async () => {
    const { options } = world({ a: 3, b: 1, c: 2, d: 5, e: 4 });
    const fastest = await tune(tasks, options);
    expect(fastest.get(geometryKey(small))).toBe('b');
    expect(fastest.get(geometryKey(large))).toBe('e');
  });

  it('spends its time on the largest shapes first and leaves the rest to their defaults', async () => {
    const { options, timed } = world({ a: 3, b: 1, c: 2, d: 90, e: 80 });
    const fastest = await tune(tasks, options);
    expect(timed).toEqual(['d', 'e']);
    expect(fastest.has(geometryKey(small))).toBe(false);
  });

  it('stops in the middle of a shape when its time is up, and does not take that for an answer later', async () => {
    const { options, kept } = world({ d: 200, e: 1 });
    const fastest = await tune(tasks, options);
    expect(fastest.get(geometryKey(large))).toBe('d');
    expect(kept.size).toBe(0);
  });

  it('passes over a kernel that does not run, and fails where none does', async () => {
    const unless = (...broken: string[]): TuningOptions => {
      const { options } = world({ a: 3, b: 1, c: 2, d: 5, e: 4 });
      const refused = (label: string) => Promise.reject(new Error(`no ${label}`));
      const time: TuningOptions['time'] = (task, one) =>
        broken.includes(one.label) ? refused(one.label) : options.time(task, one);
      return { ...options, time };
    };
    const fastest = await tune(tasks, unless('b', 'd'));
    expect(fastest.get(geometryKey(small))).toBe('c');
    expect(fastest.get(geometryKey(large))).toBe('e');
    await expect(tune(tasks, unless('d', 'e'))).rejects.toThrow('no e');
    // Though its time is up: the default would not run.
    const late = await tune(tasks, { ...unless('d'), budgetMs: 0 });
    expect(late.get(geometryKey(large))).toBe('e');
  });

  it('is remembered: a second start measures only what the first had no time for', async () => {
    const first = world({ a: 3, b: 1, c: 2, d: 90, e: 80 });
    await tune(tasks, first.options);
    const second = world({ a: 3, b: 1, c: 2 }, first.kept);
    const fastest = await tune(tasks, second.options);
    expect(second.timed).toEqual(['a', 'b', 'c']);
    expect(fastest.get(geometryKey(large))).toBe('e');
    const third = world({}, second.kept);
    await tune(tasks, third.options);
    expect(third.timed).toEqual([]);
  });

  it.each(['{', '[1]', '{"x":1}'])(
    'measures anew where what is remembered makes no sense: %s',
    async (text) => {
      const { options, timed } = world({ a: 1, b: 2, c: 3, d: 1, e: 2 }, new Map([['tuning: a GPU', text]]));
      await tune(tasks, options);
      expect(timed).toHaveLength(5);
    },
  );
});
