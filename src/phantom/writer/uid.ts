/** Unique identifiers of phantoms: the same seed gives the same study, so that opening it twice does not double it. */
import { Random } from '../random.ts';

/** A UID under 2.25, the root for UUIDs (PS3.5, B.2), from a text that says what it identifies. */
export function uidOf(text: string): string {
  const random = new Random(`uid/${text}`);
  const words = [random.word(), random.word(), random.word(), random.word()];
  // Version 8 (made by the application's own rule) and variant of RFC 9562.
  words[1] = ((words[1] ?? 0) & 0xffff0fff) | 0x8000;
  words[2] = ((words[2] ?? 0) & 0x3fffffff) | 0x80000000;
  const number = words.reduce((sum, word) => (sum << 32n) | BigInt(word >>> 0), 0n);
  return `2.25.${number}`;
}
