import { type Bytes, randomBytes, utf8 } from './bytes.ts';
import { hkdf, purpose } from './derive.ts';
import { SealRefusal } from './refusal.ts';
import { stretch } from './stretch.ts';
import { typedSymbols } from './typed-text.ts';

/** The 24 digits with which a person comes back to their mailbox. */
export interface Receipt {
  /** Five digits that say where to look; not secret. */
  readonly locator: string;
  /** Nineteen digits, 63 bits, that open the mailbox. */
  readonly secret: string;
}

/**
 * What a receipt opens, 32 bytes each: a token to show to the node, the key of the mailbox, and the
 * half of "my page" that opens nothing without the second secret.
 */
export interface ReceiptKeys {
  readonly token: Bytes;
  readonly key: Bytes;
  readonly page: Bytes;
}

const LOCATOR_DIGITS = 5;
const SECRET_DIGITS = 19;
const RECEIPT = /^\d{24}$/;
const SECRET = /^\d{19}$/;

/** Draws a new receipt, every digit evenly and from the secure random source. */
export function newReceipt(): Receipt {
  return { locator: drawDigits(LOCATOR_DIGITS), secret: drawDigits(SECRET_DIGITS) };
}

/** Writes a receipt as six groups of four digits. */
export function formatReceipt({ locator, secret }: Receipt): string {
  return (`${locator}${secret}`.match(/\d{4}/g) ?? []).join(' ');
}

/**
 * Reads a receipt as people type it: digits of many scripts (among them Arabic-Indic and Persian),
 * spaces, dashes, dots and invisible direction marks anywhere.
 *
 * Refuses: `seal/mistyped` unless exactly 24 digits are left and nothing else.
 */
export function parseReceipt(text: string): Receipt {
  const digits = typedSymbols(text);
  if (!RECEIPT.test(digits)) {
    throw new SealRefusal('seal/mistyped', 'A receipt has 24 digits.');
  }
  return { locator: digits.slice(0, LOCATOR_DIGITS), secret: digits.slice(LOCATOR_DIGITS) };
}

/**
 * Derives what a receipt's secret opens.
 *
 * Shape: `salt` is the 16 random bytes of this one report; Argon2id (64 MiB, 3 passes), then HKDF-SHA-256
 * for each of the three keys. The locator is no part of it.
 * Refuses: `seal/malformed` for a secret that is not 19 ASCII digits or a salt that is not 16 bytes.
 */
export async function receiptKeys(secret: string, salt: Bytes): Promise<ReceiptKeys> {
  if (!SECRET.test(secret)) {
    throw new SealRefusal('seal/malformed', 'The secret of a receipt has 19 digits.');
  }
  const from = await stretch(utf8(secret), salt);
  const derive = (name: string): Promise<Bytes> =>
    hkdf({ from, salt: new Uint8Array(0), info: purpose(name), length: 32 });
  return {
    token: await derive('receipt-token'),
    key: await derive('receipt-mailbox'),
    page: await derive('receipt-page'),
  };
}

/** Draws decimal digits evenly. `draw` gives that many random bytes; only a test gives its own. */
export function drawDigits(length: number, draw: (length: number) => Bytes = randomBytes): string {
  let digits = '';
  while (digits.length < length) {
    // 250 is the largest multiple of ten in a byte: what is above it would favour the low digits.
    const even = draw(length).filter((byte) => byte < 250);
    digits += Array.from(even, (byte) => byte % 10).join('');
  }
  return digits.slice(0, length);
}
