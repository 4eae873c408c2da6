import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verbatim } from '../base/index.ts';
import { findRung } from './ladder.ts';
import { memoryOf } from './memory.ts';
import { FakeRung, MODEL } from './testing/rungs.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const software = (ms: number, more = {}) =>
  new FakeRung({ name: 'WebGPU (SwiftShader)', rung: 'webgpu', ms, ...more });
const wasm = (ms: number, more = {}) => new FakeRung({ name: 'WebAssembly', rung: 'wasm', ms, ...more });
const graphics = (ms: number, more = {}) =>
  new FakeRung({ name: 'WebGPU (Acme 1)', rung: 'webgpu', ms, enoughMs: 20, ...more });

async function choose(both: readonly [FakeRung, FakeRung], known: Record<string, string> = {}) {
  const written: Record<string, string> = {};
  const memory = memoryOf(known, (key, value) => void (written[key] = value));
  const found = findRung(MODEL, { both, key: 'k' }, memory, () => undefined).then(
    ({ standing, reason }) => ({ rung: standing.tried.rung, reason: reason.text }),
    (cause: unknown) => ({ rung: undefined, reason: String(cause) }),
  );
  await vi.runAllTimersAsync();
  return { ...(await found), written };
}

describe('of two rungs', () => {
  it('the one that scores a slice faster is kept, the other is let go, and both times are told', async () => {
    const both = [wasm(88), software(200)] as const;
    const { rung, reason } = await choose(both);
    expect(rung).toBe('wasm');
    expect(reason).toBe('WebGPU (SwiftShader) took 200 ms for a slice, WebAssembly 88 ms.');
    expect(both.map(({ standing }) => standing)).toEqual([1, 0]);
  });

  it('a software adapter is taken where it is the faster one', async () => {
    expect(await choose([wasm(88), software(40)])).toMatchObject({
      rung: 'webgpu',
      reason: 'WebGPU (SwiftShader) took 40 ms for a slice, WebAssembly 88 ms.',
    });
  });

  it('the first run does not count, for it prepares what later runs find ready', async () => {
    expect((await choose([wasm(88), software(40, { firstMs: 300 })])).rung).toBe('webgpu');
  });

  it('a first run beyond comparison is not repeated', async () => {
    const slow = software(5000);
    expect(await choose([wasm(88), slow])).toMatchObject({
      rung: 'wasm',
      reason: 'WebGPU (SwiftShader) took 5.0 s for its first slice, WebAssembly 88 ms for a slice.',
    });
    expect(slow.selfTests).toBe(1);
  });

  it('the one that scores several slices side by side is measured by what it does in all', async () => {
    expect(await choose([wasm(90, { lanes: 3 }), software(40)])).toMatchObject({
      rung: 'wasm',
      reason: 'WebGPU (SwiftShader) took 40 ms for a slice, WebAssembly 90 ms with 3 side by side.',
    });
  });

  it('a fast graphics processor is taken at once, and WebAssembly is not even started', async () => {
    const spare = wasm(88);
    expect(await choose([graphics(4), spare])).toMatchObject({
      rung: 'webgpu',
      reason: 'WebGPU (Acme 1) took 4.0 ms for a slice: WebAssembly was not tried.',
    });
    expect(spare.starts).toBe(0);
  });

  it('a slow graphics processor is compared', async () => {
    expect((await choose([graphics(300), wasm(88)])).rung).toBe('wasm');
  });

  it('one that computes something else is left, and the other runs however slow', async () => {
    const wrong = graphics(4, { passes: false });
    const { rung, reason, written } = await choose([wrong, wasm(88)]);
    expect(rung).toBe('wasm');
    expect(reason).toBe(
      'WebGPU (Acme 1) failed the self-test: its logits differ by 1.0 from the reference. WebAssembly runs instead.',
    );
    expect(wrong.standing).toBe(0);
    expect(written).toEqual({});
  });

  it('one that prepares images otherwise is left, though it passes with inputs made for it', async () => {
    const wrong = graphics(4, { prepares: false });
    const { rung, reason } = await choose([wrong, wasm(88)]);
    expect(rung).toBe('wasm');
    expect(reason).toBe(
      'WebGPU (Acme 1) failed the self-test: its logits of an image that it prepares itself differ by 1.0 from those of one that was prepared for it. WebAssembly runs instead.',
    );
    expect(wrong.standing).toBe(0);
  });

  it('neither may stand, and each one’s reason is told', async () => {
    const { rung, reason } = await choose([graphics(4, { opens: () => false }), wasm(88, { passes: false })]);
    expect(rung).toBeUndefined();
    expect(reason).toContain('WebGPU (Acme 1) could not be started. WebAssembly failed the self-test');
    expect(reason).not.toContain('0x887a0004');
  });
});

/** As it is kept. */
const FASTER = `webgpu: ${JSON.stringify(verbatim('It was faster.'))}`;

describe('what was measured', () => {
  it('is remembered, and the faster one starts alone the next time', async () => {
    const { written } = await choose([wasm(88), software(200)]);
    const both = [wasm(88), software(200)] as const;
    expect(await choose(both, written)).toMatchObject({
      rung: 'wasm',
      reason: 'Measured here before: WebGPU (SwiftShader) took 200 ms for a slice, WebAssembly 88 ms.',
      written: {},
    });
    expect(both.map(({ starts, selfTests }) => [starts, selfTests])).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });

  it('is measured anew where the remembered one does not stand any more', async () => {
    const both = [wasm(88), software(40, { opens: () => false })] as const;
    expect(await choose(both, { k: FASTER })).toMatchObject({
      rung: 'wasm',
      reason: 'WebGPU (SwiftShader) could not be started. WebAssembly runs instead.',
    });
    const recovers = software(40, { opens: (start: number) => start > 1 });
    const { rung, written } = await choose([wasm(88), recovers], { k: FASTER });
    expect(rung).toBe('webgpu');
    expect(written.k).toContain('took 40 ms');
  });

  it('is measured anew where what is remembered cannot be read', async () => {
    expect((await choose([wasm(88), software(40)], { k: 'abacus: faster' })).rung).toBe('webgpu');
  });
});
