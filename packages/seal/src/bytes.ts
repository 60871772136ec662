import { SealRefusal } from './refusal.ts';

/** Bytes in memory that nobody else can resize or share between threads. */
export type Bytes = Uint8Array<ArrayBuffer>;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Writes bytes as base64url without padding. Source: RFC 4648 section 5. */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group =
      ((bytes[at] ?? 0) << 16) |
      ((bytes[at + 1] ?? 0) << 8) |
      (left > 2 ? (bytes[at + 2] ?? 0) : 0);
    text += ALPHABET.charAt(group >> 18) + ALPHABET.charAt((group >> 12) & 63);
    if (left > 1) text += ALPHABET.charAt((group >> 6) & 63);
    if (left > 2) text += ALPHABET.charAt(group & 63);
  }
  return text;
}

/**
 * Reads base64url, and only the one spelling that {@link toBase64url} writes.
 *
 * Refuses: `seal/malformed` for padding, other letters, an impossible length, or spare bits that are
 * not zero, so that two texts never mean the same bytes.
 */
export function fromBase64url(text: string): Bytes {
  if (typeof text !== 'string' || text.length % 4 === 1) throw badBase64url();
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) throw badBase64url();
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  if ((held & ((1 << bits) - 1)) !== 0) throw badBase64url();
  return bytes;
}

function badBase64url(): SealRefusal {
  return new SealRefusal('seal/malformed', 'This text is not base64url.');
}

/** Encodes text as UTF-8. Refuses: `seal/malformed` for half a surrogate pair, which has no UTF-8. */
export function utf8(text: string): Bytes {
  if (!isUnicode(text)) throw new SealRefusal('seal/malformed', 'This text is not Unicode.');
  return new TextEncoder().encode(text);
}

/** Says whether a text has no half surrogate pair in it. */
export function isUnicode(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Decodes UTF-8 without guessing and keeps a byte-order mark. Refuses: `seal/malformed`. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SealRefusal('seal/malformed', 'These bytes are not UTF-8.');
  }
}

/**
 * Says whether two byte strings are equal, looking at every byte of equal lengths.
 *
 * The running time does not depend on where they differ, as far as a JavaScript engine lets us promise.
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at++) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
  return difference === 0;
}

/** Joins byte strings into a new one. */
export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Draws `length` bytes (at most 65,536) from the platform's secure random source. */
export function randomBytes(length: number): Bytes {
  return globalThis.crypto.getRandomValues(new Uint8Array(length));
}

/** Refuses (`seal/malformed`) bytes that are not exactly `length` long; `what` names them. */
export function requireLength(bytes: Uint8Array, length: number, what: string): void {
  if (bytes.length !== length) {
    throw new SealRefusal('seal/malformed', `${what} must be ${length} bytes long.`);
  }
}
