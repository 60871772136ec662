import { isSame } from '../bytes.ts';
import { HASH_BYTES, type Hash, leafHash } from '../merkle-tree.ts';
import { TileWriter, type WrittenTile } from '../tile-writer.ts';
import { parseTile, splitEntryBundle, TILE_WIDTH, tilePath, tileWidth } from '../tile.ts';
import type { LogFiles } from './files.ts';
import type { LogProblem } from './report.ts';

/** A tree as it follows from a sequence of leaf hashes, beside the tiles that should hold it. */
export type RebuiltTree = {
  readonly root: Uint8Array;
  /** The root at the size asked for, when the tree is at least that large. */
  readonly earlierRoot: Uint8Array | undefined;
  /** Where the tiles above level 0 differ from it, or are missing. */
  readonly problems: readonly LogProblem[];
};

/** What an entry bundle holds: its entries up to where it stops making sense. */
export type BundleRead = {
  readonly path: string;
  readonly isThere: boolean;
  /** Whether it holds exactly the entries that a log of this size has there. */
  readonly isWhole: boolean;
  readonly entries: readonly Uint8Array[];
};

/** A level 0 tile: `hashes` is `undefined` when it is missing or has the wrong length. */
export type LeafTileRead = {
  readonly path: string;
  readonly isThere: boolean;
  readonly hashes: readonly Uint8Array[] | undefined;
};

/** Reads the entry bundle at `index` of a log of `size` leaves. */
export async function readBundle(
  files: LogFiles,
  size: number,
  index: number,
): Promise<BundleRead> {
  const width = tileWidth(size, 'entries', index);
  const path = tilePath('entries', index, width);
  const bytes = await files.read(path);
  if (bytes === undefined) return { path, isThere: false, isWhole: false, entries: [] };
  const { entries, isWhole } = splitEntryBundle(bytes);
  return { path, isThere: true, isWhole: isWhole && entries.length === width, entries };
}

/** Reads the tile of leaf hashes at `index` of a log of `size` leaves. */
export async function readLeafTile(
  files: LogFiles,
  size: number,
  index: number,
): Promise<LeafTileRead> {
  const width = tileWidth(size, 0, index);
  const path = tilePath(0, index, width);
  const bytes = await files.read(path);
  const hashes = bytes?.length === width * HASH_BYTES ? parseTile(bytes, width) : undefined;
  return { path, isThere: bytes !== undefined, hashes };
}

/** The leaf hashes of entries. */
export function hashEntries(hash: Hash, entries: readonly Uint8Array[]): Uint8Array[] {
  return entries.map((entry) => leafHash(hash, entry));
}

/** Grows a tree and compares every tile above the leaves with its file, as soon as the tile is complete. */
export class TreeRebuild {
  readonly #files: LogFiles;
  readonly #size: number;
  readonly #earlierSize: number | undefined;
  readonly #writer: TileWriter;
  readonly #problems: LogProblem[] = [];
  #earlierRoot: Uint8Array | undefined;

  constructor(files: LogFiles, hash: Hash, size: number, earlierSize: number | undefined) {
    this.#files = files;
    this.#size = size;
    this.#earlierSize = earlierSize;
    this.#writer = new TileWriter(hash);
    if (earlierSize === 0) this.#earlierRoot = this.#writer.root();
  }

  async append(leaves: readonly Uint8Array[]): Promise<void> {
    for (const leaf of leaves) {
      this.#writer.append(leaf);
      if (this.#writer.size === this.#earlierSize) this.#earlierRoot = this.#writer.root();
    }
    for (const tile of this.#writer.takeTiles()) {
      const width = tileWidth(this.#size, tile.level, tile.index);
      if (tile.level > 0 && tile.hashes.length === width) await this.#compare(tile);
    }
  }

  finish(): RebuiltTree {
    return {
      root: this.#writer.root(),
      earlierRoot: this.#earlierRoot,
      problems: this.#problems,
    };
  }

  async #compare({ level, index, hashes }: WrittenTile): Promise<void> {
    const path = tilePath(level, index, hashes.length);
    const bytes = await this.#files.read(path);
    if (bytes === undefined) {
      this.#problems.push({ code: 'log/missing-file', where: path });
    } else if (bytes.length !== hashes.length * HASH_BYTES) {
      this.#problems.push({ code: 'log/tile-changed', where: path });
    } else {
      hashes.forEach((hash, at) => {
        if (isSame(hash, bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES))) return;
        const where = `${path}#${index * TILE_WIDTH + at}`;
        this.#problems.push({ code: 'log/tile-changed', where });
      });
    }
  }
}
