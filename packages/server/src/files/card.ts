import { CARD_SIZE } from '@amparo/seal';
import { toBuffer } from '../bytes.ts';

/** Suite id, key commitment and nonce before the padded card, and the tag behind it. */
const OVERHEAD = 1 + 32 + 12 + 16;

/** Says whether a card has the one size that every sealed card has. */
export function isSealedCard({ sealed }: { readonly sealed: string }): boolean {
  return toBuffer(sealed).length === CARD_SIZE + OVERHEAD;
}
