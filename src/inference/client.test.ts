/** The page's scorer over workers made for the test, which die when it says so. */
import * as comlink from 'comlink';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { verbatim } from '../base/index.ts';
import { startScorer } from './client.ts';
import type { RemoteScorer } from './remote.ts';
import { probabilitiesOf } from './scorer.ts';
import { frameOf, MODEL, outputOf } from './testing/rungs.ts';
import type { DeviceReport, SliceScore } from './types.ts';

const DEVICE: DeviceReport = { rung: 'wasm', name: 'WebAssembly', reason: verbatim('For a test.') };

function scoreOf(value: number): SliceScore {
  const output = outputOf(value);
  return { ...output, probabilities: probabilitiesOf(output.logits, [1]) };
}

/** A worker's two ends in one thread. It answers a frame by its first value once the test lets it. */
class FakeWorker extends EventTarget {
  static all: FakeWorker[] = [];
  static gate: Promise<void> = Promise.resolve();
  readonly #channel = new MessageChannel();
  #open: (() => void)[] = [];
  terminated = false;

  constructor() {
    super();
    FakeWorker.all.push(this);
    this.#channel.port1.addEventListener('message', ({ data }) => {
      this.dispatchEvent(new MessageEvent('message', { data: data as unknown }));
    });
    this.#channel.port1.start();
    // Every worker after the first may be held up as it starts.
    const mayStart = FakeWorker.all.length > 1 ? FakeWorker.gate : Promise.resolve();
    const remote: RemoteScorer = {
      start: async () => {
        await mayStart;
        return { ok: true, value: { manifest: MODEL.manifest, device: DEVICE, weightBytes: 1, inHand: 1 } };
      },
      score: ({ values }) =>
        new Promise((resolve) => {
          this.#open.push(() => resolve({ ok: true, value: { score: scoreOf(values[0] ?? 0), inHand: 1 } }));
        }),
    };
    comlink.expose(remote, this.#channel.port2);
  }

  postMessage(message: unknown, transfer: Transferable[]) {
    this.#channel.port1.postMessage(message, transfer);
  }

  terminate() {
    this.terminated = true;
    this.#channel.port1.close();
  }

  die() {
    this.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message: 'out of memory' }));
  }

  answer() {
    this.#open.shift()?.();
  }

  get pending() {
    return this.#open.length;
  }
}

beforeEach(() => {
  FakeWorker.all = [];
  FakeWorker.gate = Promise.resolve();
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('navigator', { hardwareConcurrency: 4 });
});

afterEach(() => {
  for (const worker of FakeWorker.all) worker.terminate();
  vi.unstubAllGlobals();
});

async function started() {
  const devices: string[] = [];
  const scorer = await startScorer({
    modelUrl: 'model.json',
    device: 'wasm',
    onDevice: ({ name }) => devices.push(name),
  });
  await expect.poll(() => FakeWorker.all.length).toBe(3);
  return { scorer, devices };
}

it('a worker that dies is stopped, and its slices are scored by the others', async () => {
  const { scorer, devices } = await started();
  expect(scorer.device.name).toBe('WebAssembly, 3 workers');
  const answers = Promise.all([0, 1, 2, 3, 4, 5].map((value) => scorer.score(frameOf(value))));
  const [first, ...others] = FakeWorker.all;
  await expect.poll(() => FakeWorker.all.map(({ pending }) => pending)).toEqual([1, 1, 1]);
  first?.die();
  await expect.poll(() => devices).toEqual(['WebAssembly, 2 workers']);
  expect(first?.terminated).toBe(true);
  expect(scorer.inHand).toBe(2);
  expect(scorer.device.name).toBe('WebAssembly, 2 workers');
  const letWork = setInterval(() => others.forEach((worker) => worker.answer()), 1);
  const scores = await answers.finally(() => clearInterval(letWork));
  expect(scores.map(({ logits }) => logits[0])).toEqual([0, 1, 2, 3, 4, 5]);
});

it('says so where no worker is left', async () => {
  const { scorer } = await started();
  const answers = Promise.allSettled([1, 2, 3, 4, 5].map((value) => scorer.score(frameOf(value))));
  for (const worker of FakeWorker.all) {
    await expect.poll(() => worker.pending).toBe(1);
    worker.die();
  }
  for (const answer of await answers) {
    expect(answer).toMatchObject({
      reason: { code: 'inference/worker', message: expect.stringContaining('out of memory') as string },
    });
  }
});

it('a worker that dies alone leaves its slices to those that still start', async () => {
  let open: () => void = () => undefined;
  FakeWorker.gate = new Promise((resolve) => (open = resolve));
  const { scorer } = await started();
  const answer = scorer.score(frameOf(7));
  const [first, ...others] = FakeWorker.all;
  await expect.poll(() => first?.pending).toBe(1);
  first?.die();
  open();
  await expect.poll(() => others.reduce((sum, { pending }) => sum + pending, 0)).toBe(1);
  for (const worker of others) worker.answer();
  expect((await answer).logits[0]).toBe(7);
});

it('is disposed of at once, those that still start as well', async () => {
  FakeWorker.gate = new Promise(() => undefined);
  const { scorer } = await started();
  await scorer.dispose();
  expect(FakeWorker.all.map(({ terminated }) => terminated)).toEqual([true, true, true]);
});
