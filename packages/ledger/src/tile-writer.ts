import { Frontier } from './frontier.ts';
import type { Hash } from './merkle-tree.ts';
import { TILE_WIDTH, tileNodes, tileWidth } from './tile.ts';

/** A tile with its hashes, 1 to 256 of them: `formatTile(hashes)` is its file. */
export type WrittenTile = {
  readonly level: number;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
};

/**
 * Turns leaf hashes into the tiles that a log publishes, and knows the root.
 *
 * Shape: one writer owns it. Entry bundles are not its business: they follow from the entries alone.
 */
export class TileWriter {
  #frontier: Frontier;
  // The tile at the right edge of each level; it may be empty when the one before was just filled.
  readonly #edge: { index: number; hashes: Uint8Array[]; isTaken: boolean }[] = [];
  #full: WrittenTile[] = [];

  /** Starts with the empty tree. */
  constructor(hash: Hash) {
    this.#frontier = new Frontier(hash);
  }

  /**
   * Takes a log up again from the tiles at its right edge.
   *
   * Shape: `readTile` gives the hashes of the last, not full, tile of a level, as wide as `tileWidth`
   * says. Throws `RangeError` when one is not.
   */
  static resume(
    hash: Hash,
    size: number,
    readTile: (level: number, index: number) => readonly Uint8Array[],
  ): TileWriter {
    const writer = new TileWriter(hash);
    writer.#frontier = Frontier.of(hash, tileNodes(hash, readTile), size);
    for (let level = 0, hashes = size; hashes > 0; level += 1) {
      const index = Math.floor(hashes / TILE_WIDTH);
      const width = tileWidth(size, level, index);
      const edge = width === 0 ? [] : [...readTile(level, index)];
      if (edge.length !== width) throw new RangeError(`Tile ${level}/${index} has another width.`);
      writer.#edge.push({ index, hashes: edge, isTaken: true });
      hashes = index;
    }
    return writer;
  }

  /** How many leaves the tree has. */
  get size(): number {
    return this.#frontier.size;
  }

  /** The root of the tree as it stands. */
  root(): Uint8Array {
    return this.#frontier.root();
  }

  /** Appends one leaf hash. Throws `RangeError` unless it is 32 bytes. */
  append(leaf: Uint8Array): void {
    for (const { height, hash } of this.#frontier.append(leaf)) {
      if (height % 8 === 0) this.#place(height / 8, hash);
    }
  }

  /** The tiles that are new or wider since they were last taken: full ones first, then the right edge. */
  takeTiles(): WrittenTile[] {
    const tiles = this.#full;
    this.#full = [];
    for (const [level, edge] of this.#edge.entries()) {
      if (edge.isTaken || edge.hashes.length === 0) continue;
      tiles.push({ level, index: edge.index, hashes: [...edge.hashes] });
      edge.isTaken = true;
    }
    return tiles;
  }

  #place(level: number, hash: Uint8Array): void {
    const edge = (this.#edge[level] ??= { index: 0, hashes: [], isTaken: false });
    edge.hashes.push(hash);
    edge.isTaken = false;
    if (edge.hashes.length < TILE_WIDTH) return;
    this.#full.push({ level, index: edge.index, hashes: edge.hashes });
    this.#edge[level] = { index: edge.index + 1, hashes: [], isTaken: false };
  }
}
