import { UsageError } from './command.ts';

/**
 * An option that takes one of a few words.
 * @throws {UsageError} naming the words where it is another
 */
export function oneOf<Word extends string>(option: string, value: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new UsageError(`--${option} is one of ${words.join(', ')}, not ${value}`);
  return word;
}
