/** A study and its findings with a scorer answered by hand, under fake timers. */
import { vi } from 'vitest';
import type { Slice } from '../../dicom/index.ts';
import { createFindingsStore } from '../findings.ts';
import type { StudyStore } from '../studyTypes.ts';
import { dependencies, handScorer, newStudy, read, slice } from './fakes.ts';

/** Lets promises and the coalescing timers run. */
export const settled = () => vi.advanceTimersByTimeAsync(200);

export async function openAll(study: StudyStore, slices: readonly Slice[]) {
  await study.open((listener) => {
    slices.forEach((one) => listener.onInstance(read(one)));
    return Promise.resolve();
  });
}

export const HEAD = [
  slice('a', { z: 0 }),
  slice('b', { z: 1 }),
  slice('c', { z: 2 }),
  slice('d', { z: 3 }),
] as const;

export function room() {
  const study = newStudy();
  const hand = handScorer();
  const findings = createFindingsStore(dependencies(study, hand.scorer));
  const states = () =>
    Object.fromEntries([...findings.getState().slices].map(([id, { state }]) => [id.slice(0, -2), state]));
  return { study, hand, findings, states };
}
