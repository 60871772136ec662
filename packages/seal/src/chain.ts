import { toBase64url } from './bytes.ts';
import { purpose, sha256 } from './derive.ts';
import { isCount, isDigest } from './identifier.ts';
import { SealRefusal } from './refusal.ts';

/** The head of a drawer that holds no entry yet: 32 zero bytes in base64url. */
export const GENESIS_HEAD = 'A'.repeat(43);

/**
 * Gives the head of a drawer's chain after one more entry.
 *
 * Shape: base64url SHA-256 of the canonical JSON `["amparo/chain/v1", previousHead, position, entryHash]`;
 * the first entry has position 1 and follows `GENESIS_HEAD`.
 * Refuses: `seal/malformed` for a head, position or hash that is not one.
 */
export async function chainHead(
  previousHead: string,
  position: number,
  entryHash: string,
): Promise<string> {
  if (!isDigest(previousHead) || !isDigest(entryHash) || !isCount(position)) {
    throw new SealRefusal('seal/malformed', 'A chain is made of two hashes and a position.');
  }
  return toBase64url(await sha256(purpose('chain', previousHead, position, entryHash)));
}
