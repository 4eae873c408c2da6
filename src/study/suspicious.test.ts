import { describe, expect, it } from 'vitest';
import type { SliceFinding } from './states.ts';
import { isSuspicious, leadingKind, mostSuspicious, nextSuspicious } from './suspicious.ts';
import { groupByName, score, slice } from './testing/fakes.ts';

const PROBABILITIES = [0.1, 0.9, undefined, 0.2, 0.9, 0.05];
const slices = PROBABILITIES.map((_, index) => slice(`s${index}`, { z: index }));
const [series] = groupByName(slices);
const findings = new Map<string, SliceFinding>(
  PROBABILITIES.map((any, index) => [
    `s${index}#1`,
    any === undefined ? { state: 'waiting' } : { state: 'scored', score: score(any) },
  ]),
);
const flat = (value: number) => ({
  epidural: value,
  intraparenchymal: value,
  intraventricular: value,
  subarachnoid: value,
  subdural: value,
  any: value,
});

describe('suspicious slices', () => {
  it('are those whose probability reaches the threshold of the class', () => {
    const at = (id: string, threshold: number) => isSuspicious(findings.get(id), 'any', flat(threshold));
    expect(at('s1#1', 0.9)).toBe(true);
    expect(at('s3#1', 0.9)).toBe(false);
    expect(at('s2#1', 0.01)).toBe(false);
    expect(isSuspicious(findings.get('s1#1'), 'any', undefined)).toBe(false);
  });

  it('are ranked by probability, ties from the feet up, slices without a score left out', () => {
    expect(mostSuspicious(series, findings, 'any', 3).map(({ index }) => index)).toEqual([1, 4, 3]);
    expect(mostSuspicious(series, findings, 'any', 9)).toHaveLength(5);
    expect(mostSuspicious(undefined, findings, 'any', 3)).toEqual([]);
  });

  it('are walked in both directions, beyond the present one, to the end', () => {
    const next = (from: number, direction: 1 | -1) =>
      nextSuspicious(series, findings, 'any', flat(0.5), from, direction);
    expect([next(0, 1), next(1, 1), next(4, 1)]).toEqual([1, 4, undefined]);
    expect([next(5, -1), next(4, -1), next(1, -1)]).toEqual([4, 1, undefined]);
    expect(next(-1, 1)).toBe(1);
  });

  it('have a kind of bleed that leads, which is never “any”', () => {
    const finding = findings.get('s1#1');
    if (finding?.state !== 'scored') throw new Error('not scored');
    const probabilities = { ...finding.score.probabilities, subdural: finding.score.probabilities.any };
    expect(leadingKind({ ...finding, score: { ...finding.score, probabilities } })).toBe('subdural');
    expect(leadingKind({ state: 'waiting' })).toBeUndefined();
  });
});
