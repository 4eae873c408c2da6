import { expect, it } from 'vitest';
import { sentences, withFullStop } from '../base/index.ts';
import { leftOutSentences, ranges } from './leftOut.ts';

it('slices without numbers are counted and named by reason, neighbours as a range', () => {
  const said = sentences('test', {
    why: 'Not scored: {{why}}.',
    localizer: 'this is an overview image, not a slice',
  });
  const result = (status: string) => ({ status });
  expect(
    leftOutSentences([
      { number: 1, result: result('not scored yet') },
      { number: 2, result: { status: '', said: said('why', { why: said('localizer') }) } },
      { number: 3, result: result('not scored yet') },
      { number: 4, result: result('not scored yet') },
    ]).map(({ text }) => withFullStop(text)),
  ).toEqual([
    '4 of 4 slices have no probabilities in this report.',
    'Slices 1, 3–4: not scored yet.',
    'Slice 2: this is an overview image, not a slice.',
  ]);
});

it('where every slice has numbers there is nothing to say', () => {
  expect(leftOutSentences([])).toEqual([]);
});

it('runs of numbers are written from – to', () => {
  expect(ranges([1, 2, 3, 7, 9, 10])).toBe('1–3, 7, 9–10');
});
