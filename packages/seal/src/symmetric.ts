import { type Bytes, concatBytes, equalBytes, randomBytes, requireLength } from './bytes.ts';
import { hkdf, purpose } from './derive.ts';
import { SealRefusal } from './refusal.ts';
import { SUITE, requireSuite } from './suite.ts';

export const SALT_LENGTH = 32;
export const COMMITMENT_LENGTH = 32;
export const TAG_LENGTH = 16;

/**
 * Seals bytes under a 32-byte key, for one purpose.
 *
 * Shape: `info` names purpose and place (at most 512 bytes of UTF-8) and must be given again to open.
 * Gives suite id, random salt (32), key commitment (32), ciphertext with tag: 81 bytes longer than the
 * plaintext. The length of the plaintext shows.
 * Refuses: `seal/malformed` for a key that is not 32 bytes.
 */
export async function sealWithKey(key: Bytes, info: string, plaintext: Bytes): Promise<Bytes> {
  return sealUnder({ key, info: purpose('seal', info), plaintext });
}

/**
 * Opens what {@link sealWithKey} sealed.
 *
 * Refuses: `seal/malformed`, `seal/unknown-suite`, `seal/not-committed` (another key or purpose),
 * `seal/altered` (right key, changed bytes).
 */
export async function openWithKey(key: Bytes, info: string, sealed: Bytes): Promise<Bytes> {
  return openUnder({ key, info: purpose('seal', info), sealed });
}

interface SealUnderInput {
  readonly key: Bytes;
  readonly info: Bytes;
  readonly plaintext: Bytes;
  /** Fixed by test vectors only. */
  readonly salt?: Bytes;
}

export async function sealUnder(input: SealUnderInput): Promise<Bytes> {
  const salt = input.salt ?? randomBytes(SALT_LENGTH);
  const oneUse = await deriveOneUseKey(input.key, salt, input.info);
  const head = concatBytes(Uint8Array.of(SUITE), salt, oneUse.commitment);
  return concatBytes(head, await oneUse.encrypt(input.plaintext, head));
}

interface OpenUnderInput {
  readonly key: Bytes;
  readonly info: Bytes;
  readonly sealed: Bytes;
}

export async function openUnder({ key, info, sealed }: OpenUnderInput): Promise<Bytes> {
  requireSuite(sealed);
  const headLength = 1 + SALT_LENGTH + COMMITMENT_LENGTH;
  if (sealed.length < headLength + TAG_LENGTH) {
    throw new SealRefusal('seal/malformed', 'These sealed bytes are cut off.');
  }
  const oneUse = await deriveOneUseKey(key, sealed.slice(1, 1 + SALT_LENGTH), info);
  requireCommitment(oneUse, sealed.subarray(1 + SALT_LENGTH, headLength));
  return oneUse.decrypt(sealed.slice(headLength), sealed.slice(0, headLength));
}

/** An AES-256-GCM key that seals one plaintext, with the value that commits to it. */
export interface OneUseKey {
  readonly commitment: Bytes;
  encrypt(plaintext: Bytes, aad: Bytes): Promise<Bytes>;
  decrypt(ciphertext: Bytes, aad: Bytes): Promise<Bytes>;
}

/**
 * Derives a one-use key and its commitment: the two halves of HKDF-SHA-256(key, salt, info, 64).
 *
 * AES-GCM alone does not commit to its key: one ciphertext can be made that opens differently under two
 * keys. Finding two keys with one commitment would need a collision of SHA-256.
 */
export async function deriveOneUseKey(key: Bytes, salt: Bytes, info: Bytes): Promise<OneUseKey> {
  requireLength(key, 32, 'A sealing key');
  const derived = await hkdf({ from: key, salt, info, length: 64 });
  const aes = await importAesKey(derived.slice(0, 32));
  // Twelve zeros: the key is used once, under a salt of 256 random bits, so a nonce adds nothing.
  const nonce = new Uint8Array(12);
  return {
    commitment: derived.slice(32),
    encrypt: (plaintext, aad) => aesGcmEncrypt(aes, { nonce, aad }, plaintext),
    decrypt: (ciphertext, aad) => aesGcmDecrypt(aes, { nonce, aad }, ciphertext),
  };
}

export function requireCommitment(oneUse: OneUseKey, commitment: Uint8Array): void {
  if (!equalBytes(oneUse.commitment, commitment)) {
    throw new SealRefusal('seal/not-committed', 'These bytes were not sealed under this key.');
  }
}

export async function importAesKey(key: Bytes): Promise<CryptoKey> {
  return globalThis.crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

interface GcmContext {
  readonly nonce: Bytes;
  readonly aad: Bytes;
}

export async function aesGcmEncrypt(
  key: CryptoKey,
  { nonce, aad }: GcmContext,
  plaintext: Bytes,
): Promise<Bytes> {
  const params = { name: 'AES-GCM', iv: nonce, additionalData: aad, tagLength: 128 };
  return new Uint8Array(await globalThis.crypto.subtle.encrypt(params, key, plaintext));
}

export async function aesGcmDecrypt(
  key: CryptoKey,
  { nonce, aad }: GcmContext,
  ciphertext: Bytes,
): Promise<Bytes> {
  const params = { name: 'AES-GCM', iv: nonce, additionalData: aad, tagLength: 128 };
  try {
    return new Uint8Array(await globalThis.crypto.subtle.decrypt(params, key, ciphertext));
  } catch {
    throw new SealRefusal('seal/altered', 'These sealed bytes were changed after sealing.');
  }
}
