/** Which images a report has no numbers of, and why, in sentences for its reader. */
import type { ReportResult } from './row.ts';

interface Numbered {
  /** Its place in the series, from 1. */
  readonly number: number;
  readonly result: ReportResult;
}

/** One sentence of how many, then one a reason with its slices by number; none where every image has its numbers. */
export function leftOutSentences(images: readonly Numbered[]): string[] {
  const slices = new Map<string, number[]>();
  for (const { number, result } of images) {
    if (!('status' in result)) continue;
    const reason = result.status.replace(/^Not scored: /, '').replace(/\.$/, '');
    slices.set(reason, [...(slices.get(reason) ?? []), number]);
  }
  const count = [...slices.values()].flat().length;
  if (count === 0) return [];
  return [
    `${count} of ${images.length} slices have no probabilities in this report.`,
    ...[...slices].map(
      ([reason, numbers]) => `Slice${numbers.length === 1 ? '' : 's'} ${ranges(numbers)}: ${reason}.`,
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
