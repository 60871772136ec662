import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { type Bytes, concatBytes, randomBytes, requireLength } from './bytes.ts';
import { purpose } from './derive.ts';
import { SealRefusal } from './refusal.ts';
import type { KeyPair } from './signing.ts';
import { SUITE, requireSuite } from './suite.ts';

const ENCRYPTION_PUBLIC_KEY_LENGTH = 1216;
const ENCAPSULATED_LENGTH = 1120;
const TAG_LENGTH = 16;
const MAX_SECRET_LENGTH = 65_536;

/** How many bytes a wrap is longer than the secret in it. */
export const WRAP_OVERHEAD = 1 + ENCAPSULATED_LENGTH + TAG_LENGTH;

/**
 * Makes an X-Wing key pair (ML-KEM-768 with X25519).
 *
 * Shape: `publicKey` 1,216 bytes; `secretKey` the 32-byte seed from which both halves are expanded.
 * Source: draft-connolly-cfrg-xwing-kem.
 */
export async function generateEncryptionKey(): Promise<KeyPair> {
  return encryptionKeyFromSeed(randomBytes(32));
}

/**
 * The X-Wing key pair of a seed that was drawn at random and kept.
 *
 * Refuses: `seal/malformed` for a seed that is not 32 bytes.
 */
export async function encryptionKeyFromSeed(seed: Bytes): Promise<KeyPair> {
  requireLength(seed, 32, 'An encryption key');
  const kem = new XWing();
  const { publicKey } = await kem.generateKeyPairDerand(seed);
  return { secretKey: seed, publicKey: new Uint8Array(await kem.serializePublicKey(publicKey)) };
}

/**
 * Wraps a secret so that only the holder of one encryption key can open it, for one purpose.
 *
 * Shape: `info` names the purpose and place in words (at most 512 bytes of UTF-8) and must be given
 * again to open; `secret` at most 64 KiB. Gives suite id, encapsulated key (1,120 bytes), ciphertext.
 * Refuses: `seal/malformed` for a public key that is not valid, `seal/too-large`.
 * Source: RFC 9180 base mode, one message, X-Wing (0x647a), HKDF-SHA256, AES-256-GCM.
 */
export async function wrapTo(publicKey: Bytes, info: string, secret: Bytes): Promise<Bytes> {
  return wrapFor({ publicKey, info: purpose('wrap', info), secret });
}

/**
 * Opens what {@link wrapTo} wrapped.
 *
 * Refuses: `seal/malformed`, `seal/unknown-suite`, and `seal/wrong-key` when the key or the info is not
 * the one it was wrapped for, or when a single bit was changed.
 */
export async function unwrapWith(secretKey: Bytes, info: string, wrapped: Bytes): Promise<Bytes> {
  return unwrapFor({ secretKey, info: purpose('wrap', info), wrapped });
}

interface WrapInput {
  readonly publicKey: Bytes;
  readonly info: Bytes;
  readonly secret: Bytes;
  /** The 64 random bytes of the encapsulation: fixed by test vectors only. */
  readonly encapsulationSeed?: Bytes;
}

export async function wrapFor(input: WrapInput): Promise<Bytes> {
  requireLength(input.publicKey, ENCRYPTION_PUBLIC_KEY_LENGTH, 'An encryption public key');
  if (input.secret.length > MAX_SECRET_LENGTH) {
    throw new SealRefusal('seal/too-large', 'A wrapped secret is at most 64 KiB.');
  }
  const suite = hpke();
  const seed = input.encapsulationSeed;
  const recipientPublicKey = await suite.kem.deserializePublicKey(input.publicKey.slice());
  const params = { recipientPublicKey, info: input.info, ...(seed && { ekm: seed }) };
  try {
    const { enc, ct } = await suite.seal(params, input.secret);
    return concatBytes(Uint8Array.of(SUITE), new Uint8Array(enc), new Uint8Array(ct));
  } catch {
    throw new SealRefusal('seal/malformed', 'This is not a valid encryption public key.');
  }
}

interface UnwrapInput {
  readonly secretKey: Bytes;
  readonly info: Bytes;
  readonly wrapped: Bytes;
}

export async function unwrapFor({ secretKey, info, wrapped }: UnwrapInput): Promise<Bytes> {
  requireLength(secretKey, 32, 'An encryption key');
  requireSuite(wrapped);
  if (wrapped.length < WRAP_OVERHEAD || wrapped.length > WRAP_OVERHEAD + MAX_SECRET_LENGTH) {
    throw new SealRefusal('seal/malformed', 'This wrap is cut off or too long.');
  }
  const suite = hpke();
  const recipientKey = await suite.kem.deserializePrivateKey(secretKey.slice());
  const enc = wrapped.slice(1, 1 + ENCAPSULATED_LENGTH);
  try {
    const ciphertext = wrapped.slice(1 + ENCAPSULATED_LENGTH);
    return new Uint8Array(await suite.open({ recipientKey, enc, info }, ciphertext));
  } catch {
    throw new SealRefusal('seal/wrong-key', 'This key does not open this wrap, or it was changed.');
  }
}

function hpke(): CipherSuite {
  return new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}
