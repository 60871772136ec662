import { type Bytes } from './bytes.ts';
import { SealRefusal } from './refusal.ts';
import { typedSymbols } from './typed-text.ts';

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_LENGTH = 16;
const SECRET_SYMBOLS = 26;
const CHECK_SYMBOLS = 2;
// The largest prime below 32²: every single wrong symbol and every swap of two neighbours changes it.
const CHECK_PRIME = 1021n;

/** Writes 128 bits as 26 symbols of Crockford's base32 and two of checksum, in seven groups of four. */
export function writeCardText(secret: Bytes): string {
  const number = toNumber(secret);
  const symbols =
    toSymbols(number, SECRET_SYMBOLS) + toSymbols(number % CHECK_PRIME, CHECK_SYMBOLS);
  return (symbols.match(/.{4}/g) ?? []).join('-');
}

/** Reads what {@link writeCardText} wrote, however it was typed: case, spaces, dashes, O for 0, I or L for 1. */
export function readCardText(text: string): Bytes {
  const symbols = typedSymbols(text).toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  if (symbols.length !== SECRET_SYMBOLS + CHECK_SYMBOLS) throw mistyped();
  const number = fromSymbols(symbols.slice(0, SECRET_SYMBOLS));
  const check = fromSymbols(symbols.slice(SECRET_SYMBOLS));
  if (number % CHECK_PRIME !== check || number >> 128n !== 0n) throw mistyped();
  return toBytes(number);
}

function toNumber(bytes: Bytes): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function toBytes(number: bigint): Bytes {
  const shiftOf = (at: number): bigint => BigInt(8 * (SECRET_LENGTH - 1 - at));
  return Uint8Array.from({ length: SECRET_LENGTH }, (_, at) =>
    Number((number >> shiftOf(at)) & 255n),
  );
}

function toSymbols(number: bigint, length: number): string {
  const shiftOf = (at: number): bigint => BigInt(5 * (length - 1 - at));
  const symbolAt = (at: number): string => SYMBOLS.charAt(Number((number >> shiftOf(at)) & 31n));
  return Array.from({ length }, (_, at) => symbolAt(at)).join('');
}

function fromSymbols(symbols: string): bigint {
  let number = 0n;
  for (const symbol of symbols) {
    const value = SYMBOLS.indexOf(symbol);
    if (value < 0) throw mistyped();
    number = (number << 5n) | BigInt(value);
  }
  return number;
}

function mistyped(): SealRefusal {
  return new SealRefusal('seal/mistyped', 'This is not the whole code of a sign-in card.');
}
