/** Who has the cores while a study is read, and while the reader goes through it. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFindingsStore } from './findings.ts';
import { dependencies, handScorer, newStudy, read, slice } from './testing/fakes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settled = () => vi.advanceTimersByTimeAsync(200);

const HEAD = ['a', 'b', 'c', 'd'].map((name, z) => slice(name, { z }));

it.each([
  { rung: 'wasm', goesOn: false, because: 'reading wants the same cores, and comes first' },
  { rung: 'webgpu', goesOn: true, because: 'the device has nothing else to do' },
] as const)(
  'while others are read, $rung scores what is looked at for two seconds; $because',
  async ({ rung, goesOn }) => {
    const study = newStudy();
    const hand = handScorer(rung);
    const findings = createFindingsStore(dependencies(study, hand.scorer));
    const states = () => [...findings.getState().slices.values()].map(({ state }) => state);
    let end: () => void = () => undefined;
    const opened = study.open((listener) => {
      for (const one of HEAD) listener.onInstance(read(one));
      return new Promise((resolve) => (end = resolve));
    });
    await findings.start();
    await vi.advanceTimersByTimeAsync(1500);
    expect(states().includes('scoring')).toBe(goesOn);
    await vi.advanceTimersByTimeAsync(500);
    expect(states()).toContain('scoring');
    study.goTo(3);
    hand.answer(0.1);
    await vi.advanceTimersByTimeAsync(1500);
    expect(states().includes('scoring')).toBe(goesOn);
    await vi.advanceTimersByTimeAsync(500);
    hand.answer(0.2);
    await settled();
    const reached = states();
    expect(reached.filter((state) => state === 'scored').length).toBe(2);
    expect(reached.includes('scoring')).toBe(goesOn);
    end();
    await opened;
    await settled();
    expect(states()).toContain('scoring');
  },
);

it('what is on screen is scored first where all is read before it was looked at', async () => {
  const study = newStudy();
  const hand = handScorer('wasm');
  const findings = createFindingsStore(dependencies(study, hand.scorer));
  let end: () => void = () => undefined;
  const opened = study.open((listener) => {
    for (const one of HEAD) listener.onInstance(read(one));
    return new Promise((resolve) => (end = resolve));
  });
  await findings.start();
  await settled();
  study.goTo(3);
  await settled();
  expect(hand.pending).toBe(0);
  end();
  await opened;
  const { sliceId = '' } = study.getState();
  expect(sliceId).toBe('d#1');
  expect(findings.getState().slices.get(sliceId)?.state).toBe('scoring');
});

it.each([
  { rung: 'wasm', atWork: 1, because: 'a frame that is drawn wants a core' },
  { rung: 'webgpu', atWork: 2, because: 'the page and the device are not in each other’s way' },
] as const)('while slices go by, $rung scores $atWork of 2 at once; $because', async ({ rung, atWork }) => {
  const study = newStudy();
  const hand = handScorer(rung);
  const findings = createFindingsStore(dependencies(study, { ...hand.scorer, inHand: 2 }));
  await study.open((listener) => {
    for (let z = 0; z < 8; z++) listener.onInstance(read(slice(`head ${z}`, { z })));
    return Promise.resolve();
  });
  await vi.advanceTimersByTimeAsync(1000);
  await findings.start();
  expect(hand.pending).toBe(2);
  study.step(1);
  hand.answer(0.1);
  hand.answer(0.2);
  await vi.advanceTimersByTimeAsync(0);
  expect(hand.pending).toBe(atWork);
  await vi.advanceTimersByTimeAsync(1000);
  hand.answer(0.3);
  await vi.advanceTimersByTimeAsync(0);
  expect(hand.pending).toBe(2);
});
