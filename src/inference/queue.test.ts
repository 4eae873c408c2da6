import { describe, expect, it } from 'vitest';
import { HemolensError, probability, type Failure } from '../base/index.ts';
import { createScoringQueue, outward } from './queue.ts';
import type { SliceScore } from './types.ts';

const p = probability(0.5);
const score: SliceScore = {
  probabilities: {
    epidural: p,
    intraparenchymal: p,
    intraventricular: p,
    subarachnoid: p,
    subdural: p,
    any: p,
  },
  logits: new Float32Array(6),
  evidence: { height: 1, width: 1, values: new Float32Array(6) },
};

/** A scorer that finishes a slice when told to. */
function handScorer() {
  const started: string[] = [];
  const scored: string[] = [];
  const failed: Record<string, Failure> = {};
  let finish: ((result: SliceScore | Error) => void) | undefined;
  const queue = createScoringQueue(
    (id) =>
      new Promise((resolve, reject) => {
        started.push(id);
        finish = (result) => (result instanceof Error ? reject(result) : resolve(result));
      }),
    {
      onStarted: () => undefined,
      onScored: (id) => void scored.push(id),
      onFailed: (id, failure) => void (failed[id] = failure),
    },
  );
  const next = async (result: SliceScore | Error = score) => {
    finish?.(result);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, started, scored, failed, next };
}

const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

describe('the scoring queue', () => {
  it('scores the slice on screen first, then outward from it', async () => {
    const { queue, started, next } = handScorer();
    queue.pause();
    queue.setSeries(seven);
    queue.focus('c');
    queue.resume();
    for (let i = 0; i < 7; i++) await next();
    expect(started).toEqual(['c', 'd', 'b', 'e', 'a', 'f', 'g']);
  });

  it('goes on from where the eye is now, after the slice that runs', async () => {
    const { queue, started, next } = handScorer();
    queue.setSeries(seven);
    queue.focus('f');
    for (let i = 0; i < 3; i++) await next();
    expect(started).toEqual(['a', 'f', 'g', 'e']);
  });

  it('starts nothing while paused and loses nothing', async () => {
    const { queue, started, scored, next } = handScorer();
    queue.setSeries(seven);
    queue.pause();
    await next();
    expect(scored).toEqual(['a']);
    expect(started).toEqual(['a']);
    queue.resume();
    for (let i = 0; i < 6; i++) await next();
    expect(scored).toEqual(seven);
  });

  it('computes no slice twice when the series grows around the focused one', async () => {
    const { queue, started, next } = handScorer();
    queue.setSeries(['b', 'd']);
    queue.focus('d');
    await next();
    queue.setSeries(['a', 'b', 'c', 'd', 'e']);
    for (let i = 0; i < 5; i++) await next();
    expect([...started].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(started.slice(0, 3)).toEqual(['b', 'd', 'e']);
  });

  it('keeps as many slices in hand as the scorer says, and more as soon as it says more', async () => {
    let inHand = 2;
    const started: string[] = [];
    const finish: (() => void)[] = [];
    const queue = createScoringQueue(
      (id) =>
        new Promise((resolve) => {
          started.push(id);
          finish.push(() => resolve(score));
        }),
      { onStarted: () => undefined, onScored: () => undefined, onFailed: () => undefined },
      () => inHand,
    );
    queue.setSeries(seven);
    expect(started).toEqual(['a', 'b']);
    queue.focus('f');
    finish[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(started).toEqual(['a', 'b', 'f']);
    inHand = 4;
    finish[1]?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(started).toEqual(['a', 'b', 'f', 'g', 'e', 'd']);
  });

  it('begins with the slice that is said to be on screen, however many it takes at once', () => {
    const started: string[] = [];
    const nothing = () => undefined;
    const queue = createScoringQueue(
      () => new Promise<SliceScore>(nothing),
      { onStarted: (id) => started.push(id), onScored: nothing, onFailed: nothing },
      () => 3,
    );
    queue.setSeries([]);
    queue.setSeries(seven, 'f');
    expect(started).toEqual(['f', 'g', 'e']);
  });

  it('tells a failed slice with its code, goes on, and scores it again when asked to', async () => {
    const { queue, scored, failed, next } = handScorer();
    queue.setSeries(['a', 'b']);
    await next(new HemolensError('inference/gpu-error', 'It broke.'));
    expect(failed.a).toEqual({ code: 'inference/gpu-error', reason: 'It broke.', file: undefined });
    queue.retry('a');
    await next();
    await next();
    expect(scored.sort()).toEqual(['a', 'b']);
  });

  it('passes over what a queue before it finished, until that is to be tried again', () => {
    const started: string[] = [];
    const never = () => new Promise<SliceScore>(() => undefined);
    const nothing = () => undefined;
    const listener = { onStarted: (id: string) => started.push(id), onScored: nothing, onFailed: nothing };
    const queue = createScoringQueue(never, listener, () => 9, ['b', 'd']);
    queue.setSeries(['a', 'b', 'c', 'd']);
    expect(started).toEqual(['a', 'c']);
    queue.retry('d');
    expect(started).toEqual(['a', 'c', 'd']);
  });
});

it('outward() reaches every item from any centre, once', () => {
  for (let centre = 0; centre < seven.length; centre++) {
    const order = outward(seven, centre);
    expect(order[0]).toBe(seven[centre]);
    expect([...order].sort()).toEqual(seven);
  }
});
