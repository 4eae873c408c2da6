import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verbatim } from '../base/index.ts';
import type { Rungs } from './rungs.ts';
import { openScorerOn } from './scorer.ts';
import { FakeRung, frameOf, MODEL } from './testing/rungs.ts';
import type { DeviceReport, Scorer } from './types.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function open(rungs: Rungs) {
  const reports: DeviceReport[] = [];
  const opened = openScorerOn(MODEL, rungs, { onDevice: (report) => reports.push(report) });
  await vi.runAllTimersAsync();
  return { scorer: await opened, reports };
}

const ofTwo = (webgpu: FakeRung, wasm: FakeRung): Rungs => ({ both: [webgpu, wasm], key: 'k' });
const slow = () => new FakeRung({ rung: 'wasm', name: 'WebAssembly', ms: 500, capacity: 1, overlap: 1 });

/** The first logit of each of these frames, or the code it was refused with. */
function scoreAll(scorer: Scorer, numbers: readonly number[]): Promise<unknown>[] {
  return numbers.map((number) =>
    scorer.score(frameOf(number)).then(
      ({ logits }) => logits[0],
      (cause: unknown) => (cause as { code?: string }).code,
    ),
  );
}

/** Loses the device while it computes, the given number of times. */
async function lose(rung: FakeRung, times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    await vi.advanceTimersByTimeAsync(15);
    rung.lose('driver reset');
    await vi.advanceTimersByTimeAsync(10);
  }
}

const NUMBERS = Array.from({ length: 9 }, (_, n) => n);

describe('a device that is lost in the middle of a batch', () => {
  it('is opened again and tested again; finished slices are kept, the others are scored again', async () => {
    const webgpu = new FakeRung({ ms: 10 });
    const { scorer, reports } = await open({ only: webgpu, reason: verbatim('WebGPU was asked for.') });
    const scores = scoreAll(scorer, NUMBERS);
    await lose(webgpu, 1);
    await vi.runAllTimersAsync();
    expect(await Promise.all(scores)).toEqual(NUMBERS);
    expect(webgpu).toMatchObject({ starts: 2, selfTests: 2, standing: 1 });
    const scored = webgpu.batches.flat();
    expect(scored.filter((number) => number === 0)).toHaveLength(1);
    expect(scored.length).toBeGreaterThan(NUMBERS.length);
    expect(reports).toEqual([]);
  });

  it('is opened again while nothing is at work', async () => {
    const webgpu = new FakeRung();
    const { scorer } = await open({ only: webgpu, reason: verbatim('') });
    webgpu.lose('the tab slept');
    await vi.runAllTimersAsync();
    const scores = scoreAll(scorer, [1]);
    await vi.runAllTimersAsync();
    expect(await Promise.all(scores)).toEqual([1]);
    expect(webgpu.starts).toBe(2);
  });

  it('is left for WebAssembly after three losses, which is told with its reason', async () => {
    const webgpu = new FakeRung({ ms: 10 });
    const { scorer, reports } = await open(ofTwo(webgpu, slow()));
    const scores = scoreAll(scorer, NUMBERS);
    await lose(webgpu, 3);
    await vi.runAllTimersAsync();
    expect(await Promise.all(scores)).toEqual(NUMBERS);
    const report = {
      rung: 'wasm',
      name: 'WebAssembly',
      reason: expect.objectContaining({
        text: 'The graphics processor was lost 3 times (driver reset). WebAssembly runs instead.',
      }) as unknown,
    };
    expect(reports).toEqual([report]);
    expect(scorer.device).toEqual(report);
    expect(scorer.inHand).toBe(1);
    expect(webgpu.standing).toBe(0);
  });

  it('is left at once where it cannot be opened again', async () => {
    const webgpu = new FakeRung({ ms: 10, opens: (start) => start === 1 });
    const { scorer } = await open(ofTwo(webgpu, slow()));
    const scores = scoreAll(scorer, NUMBERS);
    await lose(webgpu, 1);
    await vi.runAllTimersAsync();
    expect(await Promise.all(scores)).toEqual(NUMBERS);
    expect(scorer.device.reason.text).toBe(
      'The graphics processor was lost (driver reset). WebGPU (Acme 1) could not be started. WebAssembly runs instead.',
    );
  });

  it('ends scoring after three losses where it was asked for, and keeps what is scored', async () => {
    const webgpu = new FakeRung({ ms: 10, capacity: 1, overlap: 1 });
    const { scorer } = await open({ only: webgpu, reason: verbatim('WebGPU was asked for.') });
    const scores = scoreAll(scorer, NUMBERS);
    await lose(webgpu, 3);
    await vi.runAllTimersAsync();
    const answers = await Promise.all(scores);
    expect(answers.slice(0, 3)).toEqual([0, 1, 2]);
    expect(new Set(answers.slice(3))).toEqual(new Set(['inference/device-lost']));
    await expect(scorer.score(frameOf(1))).rejects.toMatchObject({
      code: 'inference/device-lost',
      message: 'The graphics processor was lost 3 times (driver reset).',
    });
    await scorer.dispose();
  });

  it('ends scoring where no rung is left', async () => {
    const webgpu = new FakeRung({ ms: 10, opens: (start) => start === 1 });
    const wasm = new FakeRung({ rung: 'wasm', name: 'WebAssembly', ms: 500, opens: (start) => start === 1 });
    const { scorer } = await open(ofTwo(webgpu, wasm));
    const scores = scoreAll(scorer, NUMBERS);
    await lose(webgpu, 1);
    await vi.runAllTimersAsync();
    expect((await Promise.all(scores)).at(-1)).toBe('inference/device-lost');
    await expect(scorer.score(frameOf(1))).rejects.toThrow('WebAssembly could not be started.');
  });

  it('is not opened again once scoring was stopped', async () => {
    const webgpu = new FakeRung({ ms: 10 });
    const { scorer } = await open({ only: webgpu, reason: verbatim('') });
    const scores = scoreAll(scorer, NUMBERS);
    await lose(webgpu, 1);
    const disposed = scorer.dispose();
    await vi.runAllTimersAsync();
    await disposed;
    expect((await Promise.all(scores)).at(-1)).toBe('inference/stopped');
    expect(webgpu.standing).toBe(0);
  });
});
