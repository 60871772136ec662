import { SealRefusal } from './refusal.ts';

/** The one suite. A later suite gets the next number; nothing is ever negotiated. */
export const SUITE = 1;

export function requireSuite(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new SealRefusal('seal/malformed', 'There is nothing here.');
  if (bytes[0] !== SUITE) {
    throw new SealRefusal('seal/unknown-suite', 'This was sealed by another version of the suite.');
  }
}
