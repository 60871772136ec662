import { type Bytes, concatBytes } from './bytes.ts';
import { MAX_HEADER, type EntryHeader, decodeHeader } from './entry-header.ts';
import { PADDED_SIZES } from './padding.ts';
import { SealRefusal } from './refusal.ts';
import { SIGNATURE_LENGTH } from './signing.ts';
import { SUITE, requireSuite } from './suite.ts';
import { COMMITMENT_LENGTH, SALT_LENGTH, TAG_LENGTH } from './symmetric.ts';
import { WRAP_OVERHEAD } from './wrapping.ts';

const SEALED = 0;
const DROPPED = 1;
const FIXED_LENGTH = 4;
/** A dropped entry carries its one-use secret, 32 bytes, wrapped to the drop. */
const WRAP_LENGTH = WRAP_OVERHEAD + 32;

/** The parts of an entry by their places in its bytes. `head` is everything before the ciphertext. */
export interface EntryParts {
  readonly header: EntryHeader;
  readonly wrapped: Bytes | null;
  readonly salt: Bytes;
  readonly commitment: Bytes;
  readonly head: Bytes;
  readonly ciphertext: Bytes;
  readonly signature: Bytes;
  readonly size: number;
}

export interface HeadParts {
  readonly header: Bytes;
  readonly wrapped: Bytes | null;
  readonly salt: Bytes;
  readonly commitment: Bytes;
}

export function joinHead({ header, wrapped, salt, commitment }: HeadParts): Bytes {
  if (header.length > MAX_HEADER) {
    throw new SealRefusal('seal/too-large', 'The header of an entry is at most 4,096 bytes.');
  }
  const kind = wrapped === null ? SEALED : DROPPED;
  const fixed = Uint8Array.of(SUITE, kind, header.length >> 8, header.length & 0xff);
  return concatBytes(fixed, header, wrapped ?? new Uint8Array(0), salt, commitment);
}

/** Cuts an entry into its parts. Refuses every byte string that is not exactly one entry. */
export function splitEntry(bytes: Bytes): EntryParts {
  requireSuite(bytes);
  const kind = bytes[1];
  if (bytes.length < FIXED_LENGTH || (kind !== SEALED && kind !== DROPPED)) throw notAnEntry();
  const headerLength = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  if (headerLength > MAX_HEADER) throw notAnEntry();

  const wrapAt = FIXED_LENGTH + headerLength;
  const saltAt = wrapAt + (kind === DROPPED ? WRAP_LENGTH : 0);
  const commitmentAt = saltAt + SALT_LENGTH;
  const ciphertextAt = commitmentAt + COMMITMENT_LENGTH;
  const signatureAt = bytes.length - SIGNATURE_LENGTH;
  const size = signatureAt - ciphertextAt - TAG_LENGTH;
  if (!PADDED_SIZES.some((allowed) => allowed === size)) throw notAnEntry();

  return {
    header: decodeHeader(bytes.slice(FIXED_LENGTH, wrapAt)),
    wrapped: kind === DROPPED ? bytes.slice(wrapAt, saltAt) : null,
    salt: bytes.slice(saltAt, commitmentAt),
    commitment: bytes.slice(commitmentAt, ciphertextAt),
    head: bytes.slice(0, ciphertextAt),
    ciphertext: bytes.slice(ciphertextAt, signatureAt),
    signature: bytes.slice(signatureAt),
    size,
  };
}

function notAnEntry(): SealRefusal {
  return new SealRefusal('seal/malformed', 'These bytes are not one whole entry.');
}
