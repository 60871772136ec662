import { fromBase64, toBase64 } from './base64.ts';
import { canonicalJson } from './canonical-json.ts';
import {
  foldPeaks,
  HASH_BYTES,
  type Hash,
  nodeHash,
  type NodePlace,
  type NodeReader,
  nodesOf,
} from './merkle-tree.ts';
import { LedgerRefusal } from './refusal.ts';

/** A subtree that became whole, with its hash: what a log stores. */
export type TreeNode = NodePlace & { readonly hash: Uint8Array };

/**
 * The right edge of a growing tree: enough to append leaves and to know the root, in at most 53 hashes.
 *
 * Shape: not shared between writers; one sequencer owns it and keeps `toText()` with its checkpoint.
 */
export class Frontier {
  readonly #hash: Hash;
  // The perfect subtrees from left to right: one for each bit that is set in the size.
  readonly #peaks: Uint8Array[];
  #size: number;

  /** Starts with the empty tree. */
  constructor(hash: Hash) {
    this.#hash = hash;
    this.#peaks = [];
    this.#size = 0;
  }

  /** How many leaves the tree has. */
  get size(): number {
    return this.#size;
  }

  /**
   * Appends one leaf hash and returns every subtree that became whole by it, lowest first.
   *
   * Shape: those with `height % 8 === 0` belong into tile level `height / 8`, at `index`.
   * Throws `RangeError` for a hash that is not 32 bytes.
   */
  append(leaf: Uint8Array): TreeNode[] {
    if (leaf.length !== HASH_BYTES) throw new RangeError('A leaf hash has 32 bytes.');
    let node: TreeNode = { height: 0, index: this.#size, hash: leaf };
    const whole = [node];
    while (node.index % 2 === 1) {
      const left = this.#peaks.pop();
      if (left === undefined) throw new RangeError('A frontier lost a subtree.');
      node = {
        height: node.height + 1,
        index: (node.index - 1) / 2,
        hash: nodeHash(this.#hash, left, node.hash),
      };
      whole.push(node);
    }
    this.#peaks.push(node.hash);
    this.#size += 1;
    return whole;
  }

  /** The root of the tree as it stands. */
  root(): Uint8Array {
    return foldPeaks(this.#hash, this.#peaks);
  }

  /** The frontier as canonical JSON, `{"hashes":[base64…],"size":n}`, for `Frontier.parse`. */
  toText(): string {
    return canonicalJson({ size: this.#size, hashes: this.#peaks.map(toBase64) });
  }

  /**
   * Takes a frontier up again from the subtrees of its tree, which `nodes` must know.
   *
   * Throws `RangeError` for a size that is no safe integer, and whatever `nodes` throws.
   */
  static of(hash: Hash, nodes: NodeReader, size: number): Frontier {
    if (!Number.isSafeInteger(size) || size < 0)
      throw new RangeError(`No tree has ${size} leaves.`);
    const frontier = new Frontier(hash);
    for (const { height, index } of nodesOf({ begin: 0, end: size })) {
      frontier.#peaks.push(nodes(height, index));
    }
    frontier.#size = size;
    return frontier;
  }

  /**
   * Takes a frontier up again from `toText()`.
   *
   * Refuses: `frontier/malformed` for any other text, or when the hashes cannot belong to that size.
   */
  static parse(hash: Hash, text: string): Frontier {
    const { size, peaks } = parseState(text);
    const frontier = new Frontier(hash);
    frontier.#size = size;
    frontier.#peaks.push(...peaks);
    return frontier;
  }
}

function parseState(text: string): { size: number; peaks: Uint8Array[] } {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    throw refuse();
  }
  if (typeof state !== 'object' || state === null) throw refuse();
  const { size, hashes } = state as { size?: unknown; hashes?: unknown };
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw refuse();
  if (!Array.isArray(hashes) || canonicalJson({ size, hashes }) !== text) throw refuse();
  const peaks = hashes.map((item: unknown) => {
    const bytes = typeof item === 'string' ? fromBase64(item) : undefined;
    if (bytes?.length !== HASH_BYTES) throw refuse();
    return bytes;
  });
  if (peaks.length !== BigInt(size).toString(2).replaceAll('0', '').length) throw refuse();
  return { size, peaks };
}

function refuse(): LedgerRefusal {
  return new LedgerRefusal('frontier/malformed', 'This is not a saved frontier of a log.');
}
