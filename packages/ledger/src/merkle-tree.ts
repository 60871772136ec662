import { concat } from './bytes.ts';

/**
 * SHA-256, passed in by whoever uses this package (`node:crypto`, a browser library).
 *
 * Shape: any bytes in, 32 new bytes out, at once; it must not keep or change its input.
 */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** How many bytes every tree hash has. */
export const HASH_BYTES = 32;

/**
 * Reads the hash of one perfect subtree: `2 ** height` leaves, the `index`-th such subtree from the left.
 *
 * Shape: `height` 0 is a leaf hash. Throws when the tree does not hold that subtree whole.
 */
export type NodeReader = (height: number, index: number) => Uint8Array;

/** The place of a perfect subtree: it covers leaves `index * 2 ** height` and the `2 ** height - 1` after it. */
export type NodePlace = { readonly height: number; readonly index: number };

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);
const NOTHING = new Uint8Array(0);

/** The hash of one log entry: SHA-256(0x00 ‖ entry). Source: RFC 6962 section 2.1. */
export function leafHash(hash: Hash, entry: Uint8Array): Uint8Array {
  return hash(concat(LEAF_PREFIX, entry));
}

/** The hash of two neighbouring subtrees: SHA-256(0x01 ‖ left ‖ right). Source: RFC 6962 section 2.1. */
export function nodeHash(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(concat(NODE_PREFIX, left, right));
}

/**
 * The Merkle tree hash over leaf hashes (not entries); of no leaf at all, the hash of nothing.
 *
 * Source: RFC 6962 section 2.1.
 */
export function rootHash(hash: Hash, leafHashes: readonly Uint8Array[]): Uint8Array {
  return rangeHash(hash, treeNodes(hash, leafHashes), { begin: 0, end: leafHashes.length });
}

/** Leaves `begin` up to, but without, `end`. */
export type LeafRange = { readonly begin: number; readonly end: number };

/**
 * The Merkle tree hash of some neighbouring leaves, from the perfect subtrees they consist of.
 *
 * Shape: `begin` must be a multiple of the largest power of two that fits into the range, as it is
 * for every range in a proof and for a whole tree. Source: RFC 6962 section 2.1.
 */
export function rangeHash(hash: Hash, nodes: NodeReader, range: LeafRange): Uint8Array {
  const parts = nodesOf(range).map(({ height, index }) => nodes(height, index));
  return foldPeaks(hash, parts);
}

/** Joins perfect subtrees, largest first, into one hash; none at all gives the hash of the empty tree. */
export function foldPeaks(hash: Hash, peaks: readonly Uint8Array[]): Uint8Array {
  if (peaks.length === 0) return hash(NOTHING);
  return peaks.reduceRight((right, left) => nodeHash(hash, left, right));
}

/** The perfect subtrees of which a range consists, from left to right. */
export function nodesOf(range: LeafRange): NodePlace[] {
  const places: NodePlace[] = [];
  let begin = range.begin;
  while (begin < range.end) {
    const { height, width } = largestPowerWithin(range.end - begin);
    places.push({ height, index: begin / width });
    begin += width;
  }
  return places;
}

/** The largest power of two that is not above `count` (which is at least 1), and its exponent. */
export function largestPowerWithin(count: number): { height: number; width: number } {
  let height = 0;
  let width = 1;
  while (width * 2 <= count) {
    width *= 2;
    height += 1;
  }
  return { height, width };
}

/** Reads the perfect subtrees of a tree that fits into memory; each is computed once. */
export function treeNodes(hash: Hash, leafHashes: readonly Uint8Array[]): NodeReader {
  const known: Map<number, Uint8Array>[] = [];
  const read: NodeReader = (height, index) => {
    if (height === 0) {
      const leaf = leafHashes[index];
      if (leaf === undefined) throw new RangeError(`The tree has no leaf ${index}.`);
      return leaf;
    }
    const row = (known[height] ??= new Map());
    const found = row.get(index);
    if (found !== undefined) return found;
    const node = nodeHash(hash, read(height - 1, index * 2), read(height - 1, index * 2 + 1));
    row.set(index, node);
    return node;
  };
  return read;
}
