/** Commands that are written for someone to copy are quoted, or they do something else where a name has a space. */

/** What needs no quotes in any POSIX shell; a tilde or an equals sign does at a word's beginning. */
const PLAIN = /^[\w./:@%+,-]+$/;

/**
 * A word as a POSIX shell reads it back unchanged.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
export function shellWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
