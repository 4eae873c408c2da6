import { HemolensError } from '../base/index.ts';
import { say } from './sentences.ts';

/**
 * SHA-256 as lower-case hex, by the platform.
 * @throws {HemolensError} `model/insecure-page` where a page has no Web Crypto, which browsers keep for https and localhost
 */
export async function sha256(bytes: Uint8Array): Promise<string> {
  if (!('subtle' in globalThis.crypto)) {
    throw new HemolensError('model/insecure-page', say('insecurePage'));
  }
  const { buffer, byteOffset, length } = bytes;
  // Shared memory is not hashed in place; everything else is, for weights are large.
  const data =
    buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, length) : new Uint8Array(bytes);
  const digest = await globalThis.crypto.subtle.digest('SHA-256', data);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
