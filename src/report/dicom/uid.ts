/** Unique identifiers under 2.25, the root for UUIDs (PS3.5 B.2). */
import { newId } from '../../base/index.ts';

/** From random bits: no two objects share it. */
export function randomUid(): string {
  return uidOfHash(newId());
}

/**
 * From a SHA-256, so that whatever has the same hash has the same identifier: its first 128 bits as a UUID of version 8
 * (RFC 9562, made by the application's own rule).
 * @param hash  32 hexadecimal digits or more
 */
export function uidOfHash(hash: string): string {
  const hex = hash.slice(0, 32).padEnd(32, '0');
  const variant = '89ab'[parseInt(hex.charAt(16), 16) % 4] ?? '8';
  return `2.25.${BigInt(`0x${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17)}`)}`;
}

/** Identifiers made as they are asked for, one a key: what is to lie together gets the same. */
export function uidsByKey(): (key: string) => string {
  const made = new Map<string, string>();
  return (key) => {
    const uid = made.get(key) ?? randomUid();
    made.set(key, uid);
    return uid;
  };
}
