import { describe, expect, it } from 'vitest';
import { spread, type Taker } from './spread.ts';

class Death extends Error {}

/** Spread that notes who died. */
function spreadOver(
  first: Taker<string, string>,
  dead: Taker<string, string>[] = [],
  moreComing: () => boolean = () => false,
) {
  return spread(first, {
    isDeath: (cause) => cause instanceof Death,
    onDead: (taker) => dead.push(taker),
    moreComing,
  });
}

/** A worker whose calls the test finishes by hand. */
function handWorker(inHand = 1) {
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
  /** Every call fails at once from here on, those in hand too. */
  const die = async () => {
    taker.score = () => Promise.reject(new Death('dead'));
    for (const { reject } of open.splice(0)) reject(new Death('dead'));
    await new Promise((resolve) => setImmediate(resolve));
  };
  const taker = { inHand, score };
  return { work: taker, finish, die, inputs: () => open.map(({ input }) => input) };
}

describe('calls spread over workers', () => {
  it('never give a worker two at once, and go on in the order they came', async () => {
    const one = handWorker();
    const { score } = spreadOver(one.work);
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
    const { score, add } = spreadOver(one.work);
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
    const { score, add } = spreadOver(one.work);
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
    const { score } = spreadOver(one.work);
    const bad = score('a');
    const good = score('b');
    const refused = expect(bad).rejects.toThrow('broken');
    await one.finish(new Error('broken'));
    await refused;
    await one.finish('B');
    expect(await good).toBe('B');
  });
});

describe('a worker that dies', () => {
  it('leaves what it had in hand, and all the rest, to the others', async () => {
    const one = handWorker();
    const two = handWorker();
    const dead: Taker<string, string>[] = [];
    const { score, add } = spreadOver(one.work, dead);
    add(two.work);
    const answers = Array.from({ length: 30 }, (_, index) => score(String(index)));
    await one.die();
    expect(dead).toEqual([one.work]);
    const order: (string | undefined)[] = [];
    for (let n = 0; n < 30; n++) {
      expect(two.inputs()).toHaveLength(1);
      order.push(two.inputs()[0]);
      await two.finish('done');
    }
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['done']));
    // The one at work, then the one that the dead worker had.
    expect(order.slice(0, 4)).toEqual(['1', '0', '2', '3']);
  });

  it('leaves all that it had in hand, and is told once', async () => {
    const three = handWorker(3);
    const one = handWorker();
    const dead: Taker<string, string>[] = [];
    const { score, add } = spreadOver(three.work, dead);
    add(one.work);
    const answers = ['a', 'b', 'c', 'd'].map(score);
    await three.die();
    for (let n = 0; n < 4; n++) await one.finish('done');
    expect(await Promise.all(answers)).toEqual(['done', 'done', 'done', 'done']);
    expect(dead).toHaveLength(1);
  });

  it('and was the last one fails the calls in hand, those that wait and those to come, until another joins', async () => {
    const one = handWorker();
    const two = handWorker();
    const { score, add } = spreadOver(one.work);
    const answers = Promise.allSettled(['a', 'b', 'c'].map(score));
    await one.die();
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(score('d')).rejects.toBeInstanceOf(Death);
    add(two.work);
    const answer = score('e');
    await two.finish('E');
    expect(await answer).toBe('E');
  });

  it('and was the last one leaves its calls to those that are on their way', async () => {
    const one = handWorker();
    const two = handWorker();
    const { score, add } = spreadOver(one.work, [], () => true);
    const answers = Promise.all(['a', 'b'].map(score));
    await one.die();
    add(two.work);
    await two.finish('done');
    await two.finish('done');
    expect(await answers).toEqual(['done', 'done']);
  });

  it('fails them where those do not come', async () => {
    let coming = true;
    const one = handWorker();
    const { score, noneComes } = spreadOver(one.work, [], () => coming);
    const answer = score('a');
    await one.die();
    coming = false;
    noneComes();
    await expect(answer).rejects.toBeInstanceOf(Death);
  });
});
