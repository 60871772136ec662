import { argon2id } from 'hash-wasm';
import { type Bytes, requireLength } from './bytes.ts';

/** How long the salt of a stretched secret is, in bytes. */
export const STRETCH_SALT_LENGTH = 16;

/**
 * Stretches something a person remembers or types into 32 bytes, at a cost for every guess.
 *
 * Argon2id version 0x13, 64 MiB, 3 passes, 1 lane: the second recommended choice of RFC 9106 section 4
 * with one lane, because a browser has one.
 */
export async function stretch(secret: Bytes, salt: Bytes): Promise<Bytes> {
  requireLength(salt, STRETCH_SALT_LENGTH, 'A salt');
  const key = await argon2id({
    password: secret,
    salt,
    memorySize: 64 * 1024,
    iterations: 3,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(key);
}
