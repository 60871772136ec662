import { type Bytes, concatBytes, equalBytes, randomBytes, requireLength } from './bytes.ts';
import { hkdf, purpose } from './derive.ts';
import { requireId, requireVersion } from './identifier.ts';
import { pad, unpad } from './padding.ts';
import { SealRefusal } from './refusal.ts';
import { SUITE, requireSuite } from './suite.ts';
import {
  COMMITMENT_LENGTH,
  TAG_LENGTH,
  aesGcmDecrypt,
  aesGcmEncrypt,
  importAesKey,
} from './symmetric.ts';

/** The padded size of a card's content in bytes; its payload is at most four bytes shorter. */
export const CARD_SIZE = 1024;
const NONCE_LENGTH = 12;
const HEAD_LENGTH = 1 + COMMITMENT_LENGTH + NONCE_LENGTH;
const SEALED_CARD_LENGTH = HEAD_LENGTH + CARD_SIZE + TAG_LENGTH;

/** Which card: of which file, in which revision. Both are bound, so cards cannot be swapped. */
export interface CardPlace {
  readonly file: string;
  readonly revision: number;
}

/** A sealed card with its place. */
export interface SealedCard extends CardPlace {
  readonly sealed: Bytes;
}

interface IndexKey {
  readonly aes: CryptoKey;
  readonly commitment: Bytes;
}

/**
 * Seals a card of the caseload under the desk's index key (32 bytes).
 *
 * Shape: always 1,085 bytes. Random 96-bit nonces bound one index key to 2^32 cards (NIST SP 800-38D
 * section 8.3), which no desk reaches.
 * Refuses: `seal/too-large` for a payload over 1,020 bytes, `seal/malformed`.
 */
export async function sealCard(
  card: CardPlace & { readonly indexKey: Bytes; readonly payload: Bytes },
): Promise<Bytes> {
  return sealCardWith(card, randomBytes(NONCE_LENGTH));
}

export async function sealCardWith(
  card: CardPlace & { readonly indexKey: Bytes; readonly payload: Bytes },
  nonce: Bytes,
): Promise<Bytes> {
  const { aes, commitment } = await deriveIndexKey(card.indexKey);
  const head = concatBytes(Uint8Array.of(SUITE), commitment, nonce);
  const aad = concatBytes(head, place(card));
  const plaintext = pad(card.payload, [CARD_SIZE]);
  return concatBytes(head, await aesGcmEncrypt(aes, { nonce, aad }, plaintext));
}

/**
 * Opens one card.
 *
 * Refuses: `seal/malformed`, `seal/unknown-suite`, `seal/not-committed` (another index key),
 * `seal/altered` (changed, or of another file or revision).
 */
export async function openCard(card: SealedCard & { readonly indexKey: Bytes }): Promise<Bytes> {
  return openUnderIndexKey(await deriveIndexKey(card.indexKey), card);
}

/**
 * Opens a whole caseload: derives the key once and opens all cards side by side.
 *
 * Gives, in the same order, the payload of each card or the refusal of that one card: a damaged card
 * never hides the others. Refuses as a whole only an index key that is not 32 bytes.
 */
export async function openCards(
  indexKey: Bytes,
  cards: readonly SealedCard[],
): Promise<(Bytes | SealRefusal)[]> {
  const derived = await deriveIndexKey(indexKey);
  return Promise.all(
    cards.map((card) =>
      openUnderIndexKey(derived, card).catch((error: unknown) => {
        if (error instanceof SealRefusal) return error;
        throw error;
      }),
    ),
  );
}

async function openUnderIndexKey(key: IndexKey, card: SealedCard): Promise<Bytes> {
  const { sealed } = card;
  requireSuite(sealed);
  requireLength(sealed, SEALED_CARD_LENGTH, 'A sealed card');
  if (!equalBytes(sealed.subarray(1, 1 + COMMITMENT_LENGTH), key.commitment)) {
    throw new SealRefusal('seal/not-committed', 'This card belongs to another index key.');
  }
  const head = sealed.slice(0, HEAD_LENGTH);
  const nonce = head.slice(1 + COMMITMENT_LENGTH);
  const aad = concatBytes(head, place(card));
  return unpad(await aesGcmDecrypt(key.aes, { nonce, aad }, sealed.slice(HEAD_LENGTH)));
}

async function deriveIndexKey(indexKey: Bytes): Promise<IndexKey> {
  requireLength(indexKey, 32, 'An index key');
  const info = purpose('card-index');
  const derived = await hkdf({ from: indexKey, salt: new Uint8Array(0), info, length: 64 });
  return { aes: await importAesKey(derived.slice(0, 32)), commitment: derived.slice(32) };
}

function place({ file, revision }: CardPlace): Bytes {
  requireId(file, 'A file');
  requireVersion(revision);
  return purpose('card', file, revision);
}
