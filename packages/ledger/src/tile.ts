import { concat } from './bytes.ts';
import { HASH_BYTES, type Hash, type NodePlace, type NodeReader, rootHash } from './merkle-tree.ts';
import { LedgerRefusal } from './refusal.ts';

/** How many hashes, or entries, a full tile, or bundle, holds. */
export const TILE_WIDTH = 256;

const TILE_HEIGHT = 8;
const MAX_ENTRY_BYTES = 65_535;

/** Which row of files a tile belongs to: a level of tree hashes, or the entries themselves. */
export type TileLevel = number | 'entries';

/** A tile's place; `width` counts its hashes (or entries): 256 when it is full, fewer at the right edge. */
export type Tile = { readonly level: TileLevel; readonly index: number; readonly width: number };

/**
 * The path of a tile or entry bundle under the log's prefix, such as `tile/0/x001/x234/067.p/5`.
 *
 * Throws `RangeError` outside levels 0 to 63 and widths 1 to 256. Source: c2sp.org/tlog-tiles.
 */
export function tilePath(level: TileLevel, index: number, width: number = TILE_WIDTH): string {
  if (level !== 'entries' && !isWithin(level, 0, 63)) throw new RangeError(`No level ${level}.`);
  if (!isWithin(width, 1, TILE_WIDTH)) throw new RangeError(`No tile is ${width} wide.`);
  if (!isWithin(index, 0, Number.MAX_SAFE_INTEGER)) throw new RangeError(`No tile ${index}.`);
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const number = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group));
  return `tile/${level}/${number.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** Reads a path as `tilePath` writes it; `undefined` for any other spelling. */
export function parseTilePath(path: string): Tile | undefined {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return undefined;
  const [, level = '', number = '', width] = match;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(number.replace(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  if (tile.level !== 'entries' && tile.level > 63) return undefined;
  if (!Number.isSafeInteger(tile.index) || !isWithin(tile.width, 1, TILE_WIDTH)) return undefined;
  return tilePath(tile.level, tile.index, tile.width) === path ? tile : undefined;
}

/**
 * Lists the tiles of hashes that a tree of `size` leaves has and a tree of `since` leaves had not,
 * level by level; entry bundles are those of level 0 again, under `entries`.
 *
 * Shape: `since` defaults to the empty tree, which lists all. Throws `RangeError` unless
 * `0 <= since <= size`, both safe integers. Source: c2sp.org/tlog-tiles, partial tiles.
 */
export function tilesFor(size: number, since = 0): (Tile & { readonly level: number })[] {
  if (!isWithin(size, 0, Number.MAX_SAFE_INTEGER) || !isWithin(since, 0, size)) {
    throw new RangeError(`No tiles lead from ${since} leaves to ${size}.`);
  }
  const tiles: (Tile & { readonly level: number })[] = [];
  let hashes = size;
  let known = since;
  for (let level = 0; hashes > 0; level += 1) {
    if (hashes > known) {
      for (let index = Math.floor(known / TILE_WIDTH); index * TILE_WIDTH < hashes; index += 1) {
        tiles.push({ level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) });
      }
    }
    hashes = Math.floor(hashes / TILE_WIDTH);
    known = Math.floor(known / TILE_WIDTH);
  }
  return tiles;
}

/** How wide the tile at `level` and `index` is in a tree of `size` leaves: 0 when it has none. */
export function tileWidth(size: number, level: TileLevel, index: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** A tile file: 1 to 256 hashes of 32 bytes each, one after the other. Throws `RangeError` otherwise. */
export function formatTile(hashes: readonly Uint8Array[]): Uint8Array {
  if (!isWithin(hashes.length, 1, TILE_WIDTH))
    throw new RangeError('A tile holds 1 to 256 hashes.');
  if (hashes.some((hash) => hash.length !== HASH_BYTES))
    throw new RangeError('A hash has 32 bytes.');
  return concat(...hashes);
}

/** The hashes in a tile file; refuses `tile/malformed` unless it holds exactly `width` of them. */
export function parseTile(bytes: Uint8Array, width: number): Uint8Array[] {
  if (bytes.length !== width * HASH_BYTES) {
    throw new LedgerRefusal('tile/malformed', `This tile does not hold ${width} hashes.`);
  }
  return Array.from({ length: width }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

/**
 * An entry bundle: each entry behind its length as a big-endian 16-bit number.
 *
 * Throws `RangeError` for an entry above 65 535 bytes, no entry, or more than 256.
 * Source: c2sp.org/tlog-tiles, log entries.
 */
export function formatEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (!isWithin(entries.length, 1, TILE_WIDTH)) {
    throw new RangeError('An entry bundle holds 1 to 256 entries.');
  }
  if (entries.some((entry) => entry.length > MAX_ENTRY_BYTES)) {
    throw new RangeError(`An entry has at most ${MAX_ENTRY_BYTES} bytes.`);
  }
  return concat(
    ...entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]),
  );
}

/** The entries in a bundle; refuses `bundle/malformed` when a length leads beyond its end. */
export function parseEntryBundle(bytes: Uint8Array): Uint8Array[] {
  const { entries, isWhole } = splitEntryBundle(bytes);
  if (!isWhole) {
    throw new LedgerRefusal('bundle/malformed', 'A length in this entry bundle is wrong.');
  }
  return entries;
}

/** The entries up to the first length that leads beyond the end, and whether there was none such. */
export function splitEntryBundle(bytes: Uint8Array): { entries: Uint8Array[]; isWhole: boolean } {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const begin = at + 2;
    const end = begin + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    if (begin > bytes.length || end > bytes.length) return { entries, isWhole: false };
    entries.push(bytes.subarray(begin, end));
    at = end;
  }
  return { entries, isWhole: true };
}

/** The tiles that hold what is needed for these subtrees of a tree of `size` leaves, each once. */
export function tilesHolding(places: readonly NodePlace[], size: number): Tile[] {
  const tiles = new Map<string, Tile>();
  for (const place of places) {
    const { level, index, from, count } = placeInTile(place);
    const width = tileWidth(size, level, index);
    if (from + count > width) throw new RangeError(`A tree of ${size} leaves has no such subtree.`);
    tiles.set(tilePath(level, index, width), { level, index, width });
  }
  return [...tiles.values()];
}

/**
 * Reads subtrees from tiles, so that proofs need no more of a log than a few files.
 *
 * Shape: `readTile` gives the hashes of one tile that `tilesHolding` listed. Throws `RangeError` when
 * that tile is too narrow.
 */
export function tileNodes(
  hash: Hash,
  readTile: (level: number, index: number) => readonly Uint8Array[],
): NodeReader {
  return (height, index) => {
    const place = placeInTile({ height, index });
    const hashes = readTile(place.level, place.index).slice(place.from, place.from + place.count);
    if (hashes.length !== place.count) throw new RangeError('This tile is too narrow.');
    return rootHash(hash, hashes);
  };
}

function placeInTile(node: NodePlace): {
  level: number;
  index: number;
  from: number;
  count: number;
} {
  const level = Math.floor(node.height / TILE_HEIGHT);
  const count = 2 ** (node.height % TILE_HEIGHT);
  const first = node.index * count;
  return { level, index: Math.floor(first / TILE_WIDTH), from: first % TILE_WIDTH, count };
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}
