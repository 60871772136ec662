import type { Bytes } from './bytes.ts';
import { SealRefusal } from './refusal.ts';

/** The sizes, in bytes, that a padded plaintext of an entry can have; nothing else shows. */
export const PADDED_SIZES = [256, 1024, 4096, 16_384, 65_536] as const;

const LENGTH_PREFIX = 4;

/** The longest payload, in bytes, that one entry can carry: 65,532. Longer content is a file. */
export const MAX_PAYLOAD = 65_536 - LENGTH_PREFIX;

/** Pads to the smallest of `sizes` that holds a 4-byte big-endian length, the payload, then zeros. */
export function pad(payload: Bytes, sizes: readonly number[]): Bytes {
  const size = sizes.find((candidate) => payload.length + LENGTH_PREFIX <= candidate);
  if (size === undefined) {
    throw new SealRefusal('seal/too-large', 'This is too long to be sealed in one piece.');
  }
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, payload.length);
  padded.set(payload, LENGTH_PREFIX);
  return padded;
}

export function unpad(padded: Bytes): Bytes {
  if (padded.length < LENGTH_PREFIX) throw badPadding();
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  const end = LENGTH_PREFIX + length;
  if (end > padded.length || padded.subarray(end).some((byte) => byte !== 0)) throw badPadding();
  return padded.slice(LENGTH_PREFIX, end);
}

function badPadding(): SealRefusal {
  return new SealRefusal('seal/malformed', 'The sealed content is not padded as it must be.');
}
