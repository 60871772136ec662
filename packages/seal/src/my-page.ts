import { type Bytes, concatBytes, randomBytes, requireLength, utf8 } from './bytes.ts';
import { hkdf, purpose, sha256 } from './derive.ts';
import { requireId } from './identifier.ts';
import { pad, unpad } from './padding.ts';
import { stretch, STRETCH_SALT_LENGTH } from './stretch.ts';
import { openWithKey, sealWithKey } from './symmetric.ts';
import { typedSymbols } from './typed-text.ts';
import { encryptionKeyFromSeed, unwrapWith, wrapTo } from './wrapping.ts';

/** What a second secret opens together with a receipt: a token for the node, and a lock, 32 bytes each. */
export interface PageKeys {
  readonly token: Bytes;
  readonly lock: Bytes;
}

/** What {@link pageKeys} takes. `half` is the `page` half of the receipt's keys, 32 bytes. */
export interface SecondSecret {
  readonly secret: string;
  readonly salt: Bytes;
  readonly half: Bytes;
  readonly mailbox: string;
}

/** The sizes that a page can have before it is wrapped. */
const PAGE_SIZES = [1024, 4096, 16_384] as const;

/** The fewest bits of guessing resistance that a second secret may have. */
export const FEWEST_PAGE_BITS = 26;
const BITS_OF_A_DIGIT = Math.log2(10);
const BITS_OF_A_LETTER = 3;
const BITS_OF_A_WORD = 9;
/** Fewer different digits than this in a number are a pattern, not a secret. */
const FEWEST_DIFFERENT_DIGITS = 4;

/**
 * Reduces a second secret to what counts in it, so that it opens again however it is typed: a number
 * in any script becomes its digits; a phrase is lower-cased NFKC with single blanks between its words.
 */
export function readSecondSecret(typed: string): string {
  const symbols = typedSymbols(typed);
  if (/^\d+$/.test(symbols)) return symbols;
  const visible = typed.normalize('NFKC').replace(/\p{Cf}/gu, '');
  return visible.trim().toLowerCase().split(/\s+/u).join(' ');
}

/**
 * The guessing resistance of a second secret in bits, at least: a digit counts 3.3, a word 9 or 3 for
 * each of its letters if that is less, a word that comes again nothing. A number of few different
 * digits, or one that only counts up or down, counts 0.
 */
export function secondSecretBits(typed: string): number {
  const secret = readSecondSecret(typed);
  if (/^\d+$/.test(secret)) {
    const steps = new Set(
      Array.from(secret.slice(1), (digit, at) => Number(digit) - Number(secret[at])),
    );
    const isPattern = steps.size <= 1 || new Set(secret).size < FEWEST_DIFFERENT_DIGITS;
    return isPattern ? 0 : Math.floor(secret.length * BITS_OF_A_DIGIT);
  }
  const words = new Set(secret.split(' ').filter((word) => word !== ''));
  return [...words].reduce((bits, word) => {
    const letters = new Set(word).size;
    return bits + Math.min(BITS_OF_A_WORD, letters * BITS_OF_A_LETTER);
  }, 0);
}

/**
 * Derives what a second secret opens. Neither it nor the receipt gives anything alone.
 *
 * Shape: `salt` is the 16 random bytes of this page; Argon2id over {@link readSecondSecret}, then
 * HKDF-SHA-256 over its output and the receipt's half, for each of the two keys.
 * Refuses: `seal/malformed` for a half that is not 32 bytes, a salt that is not 16, or a bad id.
 */
export async function pageKeys({ secret, salt, half, mailbox }: SecondSecret): Promise<PageKeys> {
  requireLength(half, 32, 'The page half of a receipt');
  requireId(mailbox, 'A mailbox');
  const stretched = await stretch(utf8(readSecondSecret(secret)), salt);
  const from = concatBytes(stretched, half);
  const derive = (name: string): Promise<Bytes> =>
    hkdf({ from, salt: new Uint8Array(0), info: purpose(name, mailbox), length: 32 });
  return { token: await derive('page-token'), lock: await derive('page-lock') };
}

/** Draws a salt for {@link pageKeys}. */
export function newPageSalt(): Bytes {
  return randomBytes(STRETCH_SALT_LENGTH);
}

/** Draws the seed of a page key and gives the public key with it: 32 and 1,216 bytes. */
export async function newPageKey(): Promise<{ readonly seed: Bytes; readonly publicKey: Bytes }> {
  const seed = randomBytes(32);
  return { seed, publicKey: await publicPageKey(seed) };
}

/** The public key of a page, from its seed. */
export async function publicPageKey(seed: Bytes): Promise<Bytes> {
  return (await encryptionKeyFromSeed(seed)).publicKey;
}

/** Seals the seed of a page under the lock of {@link pageKeys}: 113 bytes. */
export async function sealPageSeed(lock: Bytes, mailbox: string, seed: Bytes): Promise<Bytes> {
  requireLength(seed, 32, 'The seed of a page');
  return sealWithKey(lock, `page-seed ${mailbox}`, seed);
}

/** Opens what {@link sealPageSeed} sealed. Refuses as `openWithKey` does. */
export async function openPageSeed(lock: Bytes, mailbox: string, sealed: Bytes): Promise<Bytes> {
  return openWithKey(lock, `page-seed ${mailbox}`, sealed);
}

/**
 * Seals what is written for a page to its public key.
 *
 * Shape: `content` is padded to 1, 4 or 16 KiB; the wrap is bound to drawer and mailbox.
 * Refuses: `seal/too-large` beyond 16,380 bytes, `seal/malformed`.
 */
export async function sealPage(page: PageToSeal): Promise<Bytes> {
  return wrapTo(page.publicKey, placeOf(page), pad(page.content, PAGE_SIZES));
}

/** What {@link sealPage} takes. */
export interface PageToSeal {
  readonly publicKey: Bytes;
  readonly drawer: string;
  readonly mailbox: string;
  readonly content: Bytes;
}

/** Opens what {@link sealPage} sealed. Refuses: `seal/wrong-key`, `seal/malformed`. */
export async function openPage(page: PageToOpen): Promise<Bytes> {
  return unpad(await unwrapWith(page.seed, placeOf(page), page.sealed));
}

/** What {@link openPage} takes. */
export interface PageToOpen {
  readonly seed: Bytes;
  readonly drawer: string;
  readonly mailbox: string;
  readonly sealed: Bytes;
}

function placeOf({
  drawer,
  mailbox,
}: {
  readonly drawer: string;
  readonly mailbox: string;
}): string {
  return `page ${drawer} ${mailbox}`;
}

/**
 * The twelve digits by which a person and their worker check, by voice, that they mean the same page key.
 *
 * Shape: the first eight bytes of SHA-256 over the purpose `page-number` and the key, modulo 10^12, in
 * three groups of four. Whoever wants another key with the same number makes 10^12 of them.
 */
export async function pageNumber(publicKey: Bytes): Promise<string> {
  const hash = await sha256(concatBytes(purpose('page-number'), publicKey));
  const first = new DataView(hash.buffer, hash.byteOffset).getBigUint64(0);
  const digits = String(first % 10n ** 12n).padStart(12, '0');
  return (digits.match(/\d{4}/g) ?? []).join(' ');
}
