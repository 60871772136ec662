import { equalBytes, fromBase64url, randomBytes, unwrapWith, wrapTo } from '@amparo/seal';
import type { Bytes } from '@amparo/seal';

// RFC 8410 section 7: the PKCS #8 wrapping of a 32-byte Ed25519 seed.
const PKCS8_PREFIX = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/** Gives the public half (32 bytes) of an Ed25519 seed. Source: RFC 8032 section 5.1.5. */
export async function publicHalf(seed: Bytes): Promise<Bytes> {
  const { subtle } = globalThis.crypto;
  const pkcs8 = Uint8Array.from([...PKCS8_PREFIX, ...seed]);
  const key = await subtle.importKey('pkcs8', pkcs8, { name: 'Ed25519' }, true, ['sign']);
  const { x } = await subtle.exportKey('jwk', key);
  return fromBase64url(x ?? '');
}

/**
 * Says whether a secret encryption key is the other half of a certified public one.
 *
 * Wraps are not signed: without this check a node could hand a member "desk keys" that it made itself.
 */
export async function isEncryptionPair(publicKey: string, secretKey: Bytes): Promise<boolean> {
  const probe = randomBytes(32);
  try {
    const wrapped = await wrapTo(fromBase64url(publicKey), 'pair', probe);
    return equalBytes(await unwrapWith(secretKey, 'pair', wrapped), probe);
  } catch {
    return false;
  }
}
