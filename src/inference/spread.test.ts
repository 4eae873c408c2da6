import { describe, expect, it } from 'vitest';
import { spread } from './spread.ts';

/** A worker whose calls the test finishes by hand. */
function handWorker(lanes = 1) {
  const open: { input: string; resolve: (output: string) => void; reject: (cause: Error) => void }[] = [];
  const score = (input: string) =>
    new Promise<string>((resolve, reject) => {
      open.push({ input, resolve, reject });
    });
  const finish = async (output: string | Error) => {
    const call = open.shift();
    if (output instanceof Error) call?.reject(output);
    else call?.resolve(output);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { work: { lanes, score }, finish, inputs: () => open.map(({ input }) => input) };
}

describe('calls spread over workers', () => {
  it('never give a worker two at once, and go on in the order they came', async () => {
    const one = handWorker();
    const { score } = spread(one.work);
    const answers = [score('a'), score('b'), score('c')];
    expect(one.inputs()).toEqual(['a']);
    await one.finish('A');
    expect(one.inputs()).toEqual(['b']);
    await one.finish('B');
    await one.finish('C');
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C']);
  });

  it('reach a worker that joins late, at once where a call waits', async () => {
    const one = handWorker();
    const two = handWorker();
    const { score, add } = spread(one.work);
    const answers = [score('a'), score('b')];
    add(two.work);
    await new Promise((resolve) => setImmediate(resolve));
    expect(two.inputs()).toEqual(['b']);
    await two.finish('B');
    await one.finish('A');
    expect(await Promise.all(answers)).toEqual(['A', 'B']);
  });

  it('go to the worker with most room, as many at once as each takes', async () => {
    const one = handWorker(1);
    const three = handWorker(3);
    const { score, add } = spread(one.work);
    add(three.work);
    const answers = ['a', 'b', 'c', 'd', 'e'].map(score);
    expect(three.inputs()).toEqual(['a', 'b', 'd']);
    expect(one.inputs()).toEqual(['c']);
    await one.finish('C');
    expect(one.inputs()).toEqual(['e']);
    for (const output of ['A', 'B', 'D']) await three.finish(output);
    await one.finish('E');
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('survive a call that fails', async () => {
    const one = handWorker();
    const { score } = spread(one.work);
    const bad = score('a');
    const good = score('b');
    const refused = expect(bad).rejects.toThrow('broken');
    await one.finish(new Error('broken'));
    await refused;
    await one.finish('B');
    expect(await good).toBe('B');
  });
});
