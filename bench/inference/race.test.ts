import { describe, expect, it } from 'vitest';
import type { ContenderName } from './contenders.ts';
import type { Answer, Request, Seat } from './protocol.ts';
import { largestDifference, race } from './race.ts';

const REFERENCE = [0.5, -1, 2, 0, 1, -3];

/** A contender that answers each run by its number, from 0, and says who ran when. */
interface Script {
  readonly start?: Answer | 'never';
  readonly run: (run: number) => Answer | 'never';
}

const ran = (ms: number, logits: readonly number[] = REFERENCE): Answer => ({
  kind: 'ran',
  ms,
  logits: [...logits],
});

/** Whatever tfjs-dense leaves on the adapter stays there. */
async function raceOf(scripts: Partial<Record<ContenderName, Script>>, patienceMs = 10_000, runs = 2) {
  const order: ContenderName[] = [];
  const stopped: (ContenderName | 'all')[] = [];
  const openSeat = (): Promise<Seat> => {
    let name: ContenderName | undefined;
    let run = 0;
    const answer = (request: Request): Answer | 'never' => {
      if (request.kind === 'start') name = request.contender;
      const script = name && scripts[name];
      if (!script || !name) throw new Error('nobody sits here');
      if (request.kind === 'start') return script.start ?? { kind: 'ready', note: undefined };
      order.push(name);
      return script.run(run++);
    };
    return Promise.resolve({
      ask(request) {
        const said = answer(request);
        return said === 'never' ? new Promise<never>(() => undefined) : Promise.resolve(said);
      },
      stop() {
        if (name) stopped.push(name);
        return Promise.resolve(name !== 'tfjs-dense');
      },
    });
  };
  const found = await race(
    Object.keys(scripts) as ContenderName[],
    {
      start: { kind: 'start', model: 'default', modelPath: '', batch: 1, threads: 1 },
      reference: REFERENCE,
      runs,
      patienceMs,
    },
    {
      seat: openSeat,
      reopen() {
        stopped.push('all');
        return Promise.resolve();
      },
    },
    () => undefined,
  );
  return { ...found, order, stopped };
}

describe('a race', () => {
  it('gives each contender a run before the next of any, and counts no first run', async () => {
    const { timed, order, stopped } = await raceOf({
      'ours-webgpu': { run: (run) => ran(1000 + run) },
      'tfjs-dense': { run: (run) => ran(3000 + run) },
    });
    expect(order).toEqual([
      'ours-webgpu',
      'tfjs-dense',
      'ours-webgpu',
      'tfjs-dense',
      'ours-webgpu',
      'tfjs-dense',
    ]);
    expect(timed.map(({ firstMs, times }) => [firstMs, times])).toEqual([
      [1000, [1001, 1002]],
      [3000, [3001, 3002]],
    ]);
    expect(stopped).toEqual(['ours-webgpu', 'tfjs-dense']);
  });

  it('warms a fast contender up before its time counts', async () => {
    const { timed, order } = await raceOf({ 'ours-webgpu': { run: (run) => ran(run < 4 ? 90 : 50) } });
    expect(timed[0]?.firstMs).toBe(90);
    expect(timed[0]?.times).toEqual([50, 50]);
    expect(order.length).toBeGreaterThan(6);
  });

  it('names one that cannot start, and leaves the rest running', async () => {
    const { timed, notTimed, stopped } = await raceOf({
      'ort-webgpu': { start: { kind: 'failed', reason: 'no adapter' }, run: () => ran(1) },
      'ort-wasm': { run: () => ran(1000) },
    });
    expect(notTimed).toEqual([{ contender: 'ort-webgpu', reason: 'no adapter' }]);
    expect(timed.map(({ contender }) => contender)).toEqual(['ort-wasm']);
    expect(stopped).toContain('ort-webgpu');
  });

  it('counts no time of one whose logits are wrong, be it in its last run', async () => {
    const wrong = REFERENCE.map((logit) => logit + 0.1);
    const { timed, notTimed } = await raceOf({
      'tfjs-sliced': { run: (run) => ran(1000, run === 2 ? wrong : REFERENCE) },
    });
    expect(timed).toEqual([]);
    expect(notTimed[0]?.reason).toMatch(/does not count: its logits differ by 0.10/);
  });

  it('stops one that never answers', async () => {
    const { notTimed, stopped } = await raceOf({ 'tfjs-dense': { run: () => 'never' } }, 50);
    expect(notTimed[0]?.reason).toMatch(/^stopped: a run did not end/);
    expect(stopped).toEqual(['tfjs-dense', 'all']);
  });

  it('starts the others anew where one that was stopped still has the adapter, and their times stand', async () => {
    const { timed, notTimed, order } = await raceOf(
      {
        'ours-webgpu': { run: (run) => ran(run === 0 ? 40 : 20) },
        'tfjs-dense': { run: () => 'never' },
      },
      600,
    );
    expect(notTimed.map(({ contender }) => contender)).toEqual(['tfjs-dense']);
    expect(timed.map(({ contender, firstMs, times }) => [contender, firstMs, times])).toEqual([
      ['ours-webgpu', 40, [20, 20]],
    ]);
    expect(order.slice(order.indexOf('tfjs-dense') + 1)).toHaveLength(3);
  });

  it('gives a slow one fewer runs, and says so', async () => {
    const { timed } = await raceOf({ 'tfjs-dense': { run: () => ran(2500) } }, 10_000, 5);
    expect(timed[0]?.times).toHaveLength(3);
    expect(timed[0]?.notes).toEqual(['3 of 5 runs, for it is slow']);
  });

  it('makes no figure of a first run that leaves no patience for another', async () => {
    const { timed, notTimed } = await raceOf({ 'tfjs-dense': { run: () => ran(6000) } });
    expect(timed).toEqual([]);
    expect(notTimed[0]?.reason).toBe('its first run took 6.0 s: a patience of 10.0 s allows no other');
  });
});

describe('the largest difference of logits', () => {
  it('is over every slice of the batch', () => {
    const second = REFERENCE.map((logit, i) => logit + (i === 4 ? -0.25 : 0));
    expect(largestDifference([...REFERENCE, ...second], REFERENCE, 2)).toBeCloseTo(0.25);
  });

  it('is no number where a slice is missing or a logit is none', () => {
    expect(largestDifference(REFERENCE, REFERENCE, 2)).toBeNaN();
    expect(largestDifference([NaN, ...REFERENCE.slice(1)], REFERENCE, 1)).toBeNaN();
  });
});
