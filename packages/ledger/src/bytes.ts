import { LedgerRefusal, type LedgerRefusalCode } from './refusal.ts';

// Both names exist in every browser and in Node, but in no ECMAScript library file. Declaring only
// what is used keeps this package's types free of any platform.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: true; ignoreBOM: true },
) => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
// A byte order mark is kept: dropping it would let a changed file read like the signed one.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text of UTF-8 bytes; refuses with `code` whatever is not valid UTF-8. */
export function textOf(bytes: Uint8Array, code: LedgerRefusalCode): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new LedgerRefusal(code, 'This is not text in UTF-8.');
  }
}

/** The parts one after the other in one new array. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether both hold the same bytes. Not for secrets: it stops at the first difference. */
export function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** Whether `bytes` begins with all of `start`. */
export function isPrefix(start: Uint8Array, bytes: Uint8Array): boolean {
  return start.length <= bytes.length && isSame(start, bytes.subarray(0, start.length));
}

/** Whether a text has no ASCII control character and no half of a surrogate pair. */
export function isPlain(text: string): boolean {
  return !/\p{Surrogate}/u.test(text) && Array.from(text).every((character) => character >= ' ');
}
