import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HemolensError } from '../base/index.ts';
import { createBatches, type Batches, type Device } from './batches.ts';
import { FakeRung, frameOf, MODEL } from './testing/rungs.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function deviceOf(rung: FakeRung): Promise<Device> {
  const backend = await rung.start();
  return { backend, network: await backend.load(MODEL) };
}

async function room(wanted: ConstructorParameters<typeof FakeRung>[0] = {}) {
  const rung = new FakeRung(wanted);
  return { rung, batches: createBatches(await deviceOf(rung)) };
}

/** The numbers that frames were answered with, or the message they were refused with; then all has settled. */
async function answers(batches: Batches, numbers: readonly number[], side?: number) {
  const calls = numbers.map((number) =>
    batches.score(frameOf(number, side)).then(
      ({ logits }) => logits[0],
      (cause: unknown) => (cause instanceof Error ? cause.message : cause),
    ),
  );
  await vi.runAllTimersAsync();
  return Promise.all(calls);
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

describe('frames gathered into batches', () => {
  it('each get their own answer, one by one at first and then as many as a tenth of a second allows', async () => {
    const { rung, batches } = await room({ ms: 30, capacity: 8, overlap: 1 });
    expect(await answers(batches, upTo(12))).toEqual(upTo(12));
    expect(rung.batches.map(({ length }) => length)).toEqual([1, 2, 3, 3, 3]);
    expect(batches.inHand).toBe(3);
  });

  it('never exceed what the device holds, and are as many at once as it allows', async () => {
    const { rung, batches } = await room({ ms: 1, capacity: 4, overlap: 2 });
    await answers(batches, upTo(40));
    expect(Math.max(...rung.batches.map(({ length }) => length))).toBe(4);
    expect(batches.inHand).toBe(8);
  });

  it('stay alone on a slow device, so that a pause is followed soon', async () => {
    const { rung, batches } = await room({ ms: 651, capacity: 8 });
    await answers(batches, upTo(5));
    expect(rung.batches).toEqual([[0], [1], [2], [3], [4]]);
  });

  it('wait a moment for one another where the device is idle', async () => {
    const { rung, batches } = await room({ ms: 10, capacity: 4, overlap: 1 });
    await answers(batches, upTo(7));
    rung.batches.length = 0;
    const calls = [];
    for (const number of upTo(4)) {
      calls.push(batches.score(frameOf(number)));
      await vi.advanceTimersByTimeAsync(0.3);
    }
    await vi.runAllTimersAsync();
    expect(rung.batches).toEqual([[0, 1, 2, 3]]);
    await Promise.all(calls);
  });

  it('hold frames of one size only', async () => {
    const { rung, batches } = await room({ ms: 1, capacity: 8, overlap: 1 });
    await answers(batches, upTo(20));
    rung.batches.length = 0;
    const small = answers(batches, [1, 2, 3], 256);
    const large = answers(batches, [11, 12, 13], 512);
    expect([await small, await large]).toEqual([
      [1, 2, 3],
      [11, 12, 13],
    ]);
    for (const batch of rung.batches) expect(new Set(batch.map((number) => number > 10)).size).toBe(1);
  });
});

describe('a batch that fails', () => {
  it('costs only the frame at fault its answer', async () => {
    const { batches } = await room({ ms: 1, capacity: 4, overlap: 2 });
    await answers(batches, upTo(20));
    expect(await answers(batches, [1, 2, NaN, 4, 5, 6, 7, 8])).toEqual([1, 2, 'a bad frame', 4, 5, 6, 7, 8]);
  });

  it('is computed again frame by frame where the device reported an error, whosever it was', async () => {
    const { rung, batches } = await room({ ms: 1, capacity: 4, overlap: 2 });
    await answers(batches, upTo(20));
    rung.batches.length = 0;
    rung.error = 'Buffer is invalid';
    expect(await answers(batches, upTo(8))).toEqual(upTo(8));
    expect(rung.batches).toEqual([[0, 1, 2, 3], [4, 5, 6, 7], ...upTo(8).map((number) => [number])]);
  });

  it('tells the device’s error where the frame was alone with it', async () => {
    const { rung, batches } = await room();
    rung.error = 'Buffer is invalid';
    expect(await answers(batches, [1])).toEqual([
      'The graphics processor reported an error: Buffer is invalid',
    ]);
  });
});

describe('a device that is lost', () => {
  it('takes no frame along: those without an answer go to the next device, in their order', async () => {
    const { batches } = await room({ ms: 60, capacity: 1, overlap: 2 });
    const all = answers(batches, upTo(5));
    const next = new FakeRung({ capacity: 1, overlap: 1 });
    const device = deviceOf(next);
    setTimeout(() => batches.lose(), 90);
    setTimeout(() => void device.then((another) => batches.use(another)), 5000);
    await vi.runAllTimersAsync();
    expect(await all).toEqual(upTo(5));
    expect(next.batches).toEqual([[2], [3], [4]]);
  });

  it('is not mistaken for a bad frame where the call fails before the loss is told', async () => {
    const { rung, batches } = await room({ ms: 60, capacity: 1, overlap: 1 });
    const all = answers(batches, [1, NaN, 3]);
    setTimeout(() => rung.lose('reset'), 130);
    setTimeout(() => batches.lose(), 131);
    const next = await deviceOf(new FakeRung());
    setTimeout(() => batches.use(next), 5000);
    await vi.runAllTimersAsync();
    expect(await all).toEqual([1, 'a bad frame', 3]);
  });
});

it('refuses what waits and what comes once it has ended', async () => {
  const { batches } = await room({ capacity: 1, overlap: 1 });
  const all = answers(batches, [1, 2]);
  void batches.end(new HemolensError('inference/stopped', 'Scoring was stopped.'));
  expect(await all).toEqual([1, 'Scoring was stopped.']);
  expect(await answers(batches, [3])).toEqual(['Scoring was stopped.']);
});
