import { fromBase64, toBase64 } from './base64.ts';
import { concat, isPlain, utf8 } from './bytes.ts';
import type { Hash } from './merkle-tree.ts';
import { LedgerRefusal } from './refusal.ts';

/** Signature type of a log's own key: plain Ed25519 over the note text. */
export const ED25519 = 0x01;
/** Signature type of a witness's key: Ed25519 over a time and the note text (cosignature/v1). */
export const COSIGNATURE_V1 = 0x04;
/** The two signature types this package speaks; others are for other logs. */
export type KeyAlg = typeof ED25519 | typeof COSIGNATURE_V1;

const PUBLIC_KEY_BYTES = 32;

/** A key that signs notes, under the name that stands in its signature lines. */
export type VerifierKey = {
  readonly name: string;
  readonly alg: KeyAlg;
  /** 32 bytes, as RFC 8032 writes an Ed25519 public key. */
  readonly publicKey: Uint8Array;
  /** The first four bytes of the key's hash: an address, not a proof. */
  readonly id: number;
};

/** Whether a name may stand in a signature line: not empty, no Unicode space, plus sign or control character. */
export function isKeyName(name: string): boolean {
  return name !== '' && isPlain(name) && !/[\p{White_Space}+]/u.test(name);
}

/**
 * The key id: first four bytes, big-endian, of SHA-256(name ‖ newline ‖ alg ‖ public key).
 *
 * Source: c2sp.org/signed-note, signatures.
 */
export function keyId(hash: Hash, name: string, alg: KeyAlg, publicKey: Uint8Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = hash(
    concat(utf8(`${name}\n`), Uint8Array.of(alg), publicKey),
  );
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

/** A verifier key from its parts. Throws `RangeError` for a name or a key that cannot be written. */
export function verifierKey(
  hash: Hash,
  name: string,
  alg: KeyAlg,
  publicKey: Uint8Array,
): VerifierKey {
  if (!isKeyName(name)) throw new RangeError('This name cannot stand in a signature line.');
  if (publicKey.length !== PUBLIC_KEY_BYTES) throw new RangeError('A public key has 32 bytes.');
  return { name, alg, publicKey, id: keyId(hash, name, alg, publicKey) };
}

/** The vkey text of a key: `name+id in hex+base64(alg ‖ public key)`. Source: c2sp.org/signed-note. */
export function formatVerifierKey(key: VerifierKey): string {
  const id = key.id.toString(16).padStart(8, '0');
  return `${key.name}+${id}+${toBase64(concat(Uint8Array.of(key.alg), key.publicKey))}`;
}

/**
 * Reads a vkey text.
 *
 * Refuses: `key/malformed` for another shape or signature type, or an id that is not that key's.
 */
export function parseVerifierKey(hash: Hash, vkey: string): VerifierKey {
  // The name holds no plus sign, but the base64 of the key may.
  const [, name = '', encoded = ''] = /^([^+]+)\+[^+]+\+(.+)$/.exec(vkey) ?? [];
  const bytes = fromBase64(encoded);
  const alg = bytes?.[0];
  if (bytes === undefined || (alg !== ED25519 && alg !== COSIGNATURE_V1)) throw refuse();
  if (!isKeyName(name) || bytes.length !== PUBLIC_KEY_BYTES + 1) throw refuse();
  const key = verifierKey(hash, name, alg, bytes.subarray(1));
  if (formatVerifierKey(key) !== vkey) throw refuse();
  return key;
}

function refuse(): LedgerRefusal {
  return new LedgerRefusal(
    'key/malformed',
    'This is not a verifier key: it reads name+id+key, and the id must belong to the key.',
  );
}
