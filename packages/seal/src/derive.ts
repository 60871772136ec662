import { type Bytes, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';

/** Node takes no longer info in HKDF; refusing it everywhere keeps every platform alike. */
const MAX_PURPOSE = 1024;

/** Hashes bytes with SHA-256 into 32 bytes. Source: FIPS 180-4. */
export async function sha256(bytes: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes as Bytes));
}

/** What {@link hkdf} takes: input key, salt (may be empty), info, and the wanted length in bytes. */
export interface Derivation {
  readonly from: Bytes;
  readonly salt: Bytes;
  readonly info: Bytes;
  readonly length: number;
}

/** Derives key material with HKDF-SHA-256. Source: RFC 5869. */
export async function hkdf({ from, salt, info, length }: Derivation): Promise<Bytes> {
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey('raw', from, 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info };
  return new Uint8Array(await subtle.deriveBits(algorithm, key, length * 8));
}

/**
 * Names the purpose of a derived key so that no two purposes, and no two places, ever share one.
 *
 * Shape: the UTF-8 of the canonical JSON array `["amparo/PURPOSE/v1", ...place]`. JSON quoting makes
 * it injective: no choice of ids can imitate another purpose. Throws over 1,024 bytes.
 */
export function purpose(name: string, ...place: readonly (string | number)[]): Bytes {
  const info = utf8(canonicalJson([`amparo/${name}/v1`, ...place]));
  if (info.length > MAX_PURPOSE) throw new RangeError('The purpose of a key is too long.');
  return info;
}
