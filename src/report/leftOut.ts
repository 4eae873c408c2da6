/** Which images a report has no numbers of, and why, in sentences for its reader. */
import { reasonIn, verbatim, type Sentence } from '../base/index.ts';
import type { ReportResult } from './row.ts';
import { say } from './sentences.ts';

interface Numbered {
  /** Its place in the series, from 1. */
  readonly number: number;
  readonly result: ReportResult;
}

/** One sentence of how many, then one a reason with its slices by number; none where every image has its numbers. */
export function leftOutSentences(images: readonly Numbered[]): Sentence[] {
  const slices = new Map<string, { readonly why: Sentence; readonly numbers: number[] }>();
  for (const { number, result } of images) {
    if (!('status' in result)) continue;
    const why = reasonIn(result.said ?? verbatim(result.status));
    const known = slices.get(why.text);
    if (known) known.numbers.push(number);
    else slices.set(why.text, { why, numbers: [number] });
  }
  const reasons = [...slices.values()];
  const without = reasons.reduce((sum, { numbers }) => sum + numbers.length, 0);
  if (without === 0) return [];
  return [
    say('withoutNumbers', { without, all: images.length }),
    ...reasons.map(({ why, numbers }) =>
      say('slices', { count: numbers.length, numbers: ranges(numbers), why }),
    ),
  ];
}

/** `1–3, 7`. @param numbers  ascending */
export function ranges(numbers: readonly number[]): string {
  const runs: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.to === number - 1) last.to = number;
    else runs.push({ from: number, to: number });
  }
  return runs.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
