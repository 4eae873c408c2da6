/** Failures as the page tells them. */
import type { Failure } from '../base/index.ts';
import { fileName } from './format.ts';
import { reasonOf, t } from './words/index.ts';

/** More than these are counted. */
const NAMED = 3;

export function failureInWords(failure: Failure): string {
  const reason = reasonOf(failure);
  const { file } = failure;
  return file === undefined ? reason : t('app.failureOf', { file: fileName(file), reason });
}

/** A line each, and one more that says how many others there are. */
export function failuresInWords(failures: readonly Failure[]): readonly string[] {
  const named = failures.slice(0, NAMED).map(failureInWords);
  const more = failures.length - named.length;
  return more === 0 ? named : [...named, t('app.andMore', { number: more })];
}
