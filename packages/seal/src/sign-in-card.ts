import { type Bytes, randomBytes, requireLength } from './bytes.ts';
import { readCardText, writeCardText } from './crockford.ts';
import { hkdf, purpose } from './derive.ts';
import { requireId } from './identifier.ts';

const SECRET_LENGTH = 16;

/** A sign-in card to print for one member. The printed text names nobody. */
export interface SignInCard {
  readonly member: string;
  /** Seven groups of four symbols, such as a person can read out and type. */
  readonly text: string;
  /** The 128 bits that the text stands for; the node never sees them. */
  readonly secret: Bytes;
}

/** Makes a new sign-in card for a member. Refuses: `seal/malformed` for an id that is not one. */
export function newSignInCard(member: string): SignInCard {
  requireId(member, 'A member');
  const secret = randomBytes(SECRET_LENGTH);
  return { member, text: writeCardText(secret), secret };
}

/**
 * Reads the secret (16 bytes) from what somebody typed off their card.
 *
 * Takes any case, spaces and dashes, O for 0, I and L for 1.
 * Refuses: `seal/mistyped` when symbols are missing or the checksum does not agree.
 */
export function parseSignInCard(text: string): Bytes {
  return readCardText(text);
}

/**
 * Gives the token (32 bytes) under which a node keeps the sealed keys of the card's owner.
 *
 * HKDF-SHA-256 of the secret: the node can find the sealed keys by it and learns nothing that opens them.
 * Refuses: `seal/malformed` for a secret that is not 16 bytes.
 */
export async function lookupToken(secret: Bytes): Promise<Bytes> {
  requireLength(secret, SECRET_LENGTH, 'The secret of a sign-in card');
  return hkdf({
    from: secret,
    salt: new Uint8Array(0),
    info: purpose('sign-in-lookup'),
    length: 32,
  });
}
