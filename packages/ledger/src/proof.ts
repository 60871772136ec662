import { isSame } from './bytes.ts';
import {
  HASH_BYTES,
  type Hash,
  largestPowerWithin,
  type LeafRange,
  nodeHash,
  type NodePlace,
  type NodeReader,
  nodesOf,
  rangeHash,
} from './merkle-tree.ts';

/** That the leaf with hash `leaf` is number `index` of the tree of `size` leaves that hashes to `root`. */
export type InclusionClaim = {
  readonly index: bigint | number;
  readonly size: bigint | number;
  readonly leaf: Uint8Array;
  readonly root: Uint8Array;
};

/** That the tree of `newSize` leaves and `newRoot` begins with the `oldSize` leaves that hash to `oldRoot`. */
export type ConsistencyClaim = {
  readonly oldSize: bigint | number;
  readonly newSize: bigint | number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
};

/** The subtrees that a reader must know for `inclusionProof(…, index, size)`. */
export function inclusionNodes(index: number, size: number): NodePlace[] {
  return inclusionRanges(index, size).flatMap(nodesOf);
}

/** The subtrees that a reader must know for `consistencyProof(…, oldSize, newSize)`. */
export function consistencyNodes(oldSize: number, newSize: number): NodePlace[] {
  return consistencyRanges(oldSize, newSize).flatMap(nodesOf);
}

/**
 * Proves that a tree holds one leaf: the hashes from the leaf's sibling up to the root's child.
 *
 * Throws `RangeError` unless `0 <= index < size`. Source: RFC 6962 section 2.1.1.
 */
export function inclusionProof(
  hash: Hash,
  nodes: NodeReader,
  index: number,
  size: number,
): Uint8Array[] {
  return inclusionRanges(index, size).map((range) => rangeHash(hash, nodes, range));
}

/**
 * Proves that a tree of `newSize` leaves begins with the tree of `oldSize` leaves.
 *
 * Throws `RangeError` unless `1 <= oldSize <= newSize`: nothing needs proving about the empty tree.
 * Source: RFC 6962 section 2.1.2.
 */
export function consistencyProof(
  hash: Hash,
  nodes: NodeReader,
  oldSize: number,
  newSize: number,
): Uint8Array[] {
  return consistencyRanges(oldSize, newSize).map((range) => rangeHash(hash, nodes, range));
}

/**
 * Whether an inclusion proof holds.
 *
 * Shape: sizes up to any bigint; a claim outside its tree or a hash that is not 32 bytes is `false`.
 * Throws `RangeError` only for a number that is no integer. Source: RFC 9162 section 2.1.3.2.
 */
export function verifyInclusion(
  hash: Hash,
  claim: InclusionClaim,
  proof: readonly Uint8Array[],
): boolean {
  const size = BigInt(claim.size);
  let index = BigInt(claim.index);
  if (index < 0n || index >= size) return false;
  if (!areHashes([claim.leaf, claim.root, ...proof])) return false;
  let last = size - 1n;
  let node = claim.leaf;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (isOdd(index) || index === last) {
      node = nodeHash(hash, sibling, node);
      while (!isOdd(index) && index !== 0n) {
        index >>= 1n;
        last >>= 1n;
      }
    } else {
      node = nodeHash(hash, node, sibling);
    }
    index >>= 1n;
    last >>= 1n;
  }
  return last === 0n && isSame(node, claim.root);
}

/**
 * Whether a consistency proof holds.
 *
 * Shape: sizes up to any bigint. An old size of 0 is `false`: every tree continues the empty one, so a
 * proof about it would say nothing; callers that allow 0 (a witness) handle it before they call.
 * Throws `RangeError` only for a number that is no integer. Source: RFC 9162 section 2.1.4.2.
 */
export function verifyConsistency(
  hash: Hash,
  claim: ConsistencyClaim,
  proof: readonly Uint8Array[],
): boolean {
  const oldSize = BigInt(claim.oldSize);
  const newSize = BigInt(claim.newSize);
  if (oldSize < 1n || oldSize > newSize) return false;
  if (oldSize === newSize) return proof.length === 0 && isSame(claim.oldRoot, claim.newRoot);
  if (!areHashes([claim.oldRoot, claim.newRoot, ...proof])) return false;
  const path = isPowerOfTwo(oldSize) ? [claim.oldRoot, ...proof] : proof;
  const [first, ...rest] = path;
  if (first === undefined || proof.length === 0) return false;
  let at = oldSize - 1n;
  let last = newSize - 1n;
  while (isOdd(at)) {
    at >>= 1n;
    last >>= 1n;
  }
  let oldNode = first;
  let newNode = first;
  for (const sibling of rest) {
    if (last === 0n) return false;
    if (isOdd(at) || at === last) {
      oldNode = nodeHash(hash, sibling, oldNode);
      newNode = nodeHash(hash, sibling, newNode);
      while (!isOdd(at) && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      newNode = nodeHash(hash, newNode, sibling);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n && isSame(oldNode, claim.oldRoot) && isSame(newNode, claim.newRoot);
}

function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`A tree of ${size} leaves has no leaf ${index}.`);
  }
  const ranges: LeafRange[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + leftWidth(end - begin);
    if (index < middle) {
      ranges.unshift({ begin: middle, end });
      end = middle;
    } else {
      ranges.unshift({ begin, end: middle });
      begin = middle;
    }
  }
  return ranges;
}

function consistencyRanges(oldSize: number, newSize: number): LeafRange[] {
  const areSizes = Number.isSafeInteger(oldSize) && Number.isSafeInteger(newSize);
  if (!areSizes || oldSize < 1 || oldSize > newSize) {
    throw new RangeError(`No proof leads from ${oldSize} leaves to ${newSize}.`);
  }
  const ranges: LeafRange[] = [];
  let begin = 0;
  let end = newSize;
  while (end !== oldSize) {
    const middle = begin + leftWidth(end - begin);
    if (oldSize <= middle) {
      ranges.unshift({ begin: middle, end });
      end = middle;
    } else {
      ranges.unshift({ begin, end: middle });
      begin = middle;
    }
  }
  // The old tree itself is left out where it is a whole subtree: the verifier has its root already.
  return begin === 0 ? ranges : [{ begin, end }, ...ranges];
}

/** The width of the left subtree: the largest power of two below `count` (which is at least 2). */
function leftWidth(count: number): number {
  return largestPowerWithin(count - 1).width;
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((bytes) => bytes.length === HASH_BYTES);
}

function isOdd(value: bigint): boolean {
  return (value & 1n) === 1n;
}

function isPowerOfTwo(value: bigint): boolean {
  return (value & (value - 1n)) === 0n;
}
