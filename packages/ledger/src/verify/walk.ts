import { isPrefix, isSame } from '../bytes.ts';
import { HASH_BYTES, type Hash } from '../merkle-tree.ts';
import { parseTilePath, splitEntryBundle, TILE_WIDTH, tilePath, tileWidth } from '../tile.ts';
import {
  CHECKPOINT_FILE,
  KEY_FILE,
  type LogFiles,
  OPENINGS_FILE,
  WITNESSES_FILE,
} from './files.ts';
import { isOpenedBy, type Opening } from './opening.ts';
import type { Findings } from './report.ts';
import {
  type BundleRead,
  hashEntries,
  type LeafTileRead,
  readBundle,
  readLeafTile,
  type RebuiltTree,
  TreeRebuild,
} from './tree.ts';

/** A log to be walked, and what its checkpoint claims about it. */
export type Walk = {
  readonly files: LogFiles;
  readonly hash: Hash;
  readonly size: number;
  readonly root: Uint8Array;
  /** The size of the auditor's earlier checkpoint, when it is one of this tree's. */
  readonly earlierSize: number | undefined;
  readonly openings: ReadonlyMap<number, Opening>;
  readonly findings: Findings;
};

/** A position where the entry does not hash to what the tile of leaf hashes has there. */
type Disagreement = {
  readonly entry: string;
  readonly tile: string;
  readonly isBundleWhole: boolean;
};

const MOST_DISAGREEMENTS = 100;
const OTHER_FILES = new Set([CHECKPOINT_FILE, KEY_FILE, WITNESSES_FILE, OPENINGS_FILE]);

/**
 * Recomputes the whole tree from the entries and reports every file that differs from it.
 *
 * Returns the root at `earlierSize`, or `undefined` when it could not be computed.
 *
 * Where an entry and its leaf hash disagree, the signed root decides which of the two was changed: the
 * tree is rebuilt a second time from the leaf hashes alone, and the side that leads to the root is right.
 */
export async function walkTree(walk: Walk): Promise<Uint8Array | undefined> {
  const { findings } = walk;
  const disagreements: Disagreement[] = [];
  const fromEntries = await rebuildFromEntries(walk, disagreements);
  if (fromEntries === undefined) {
    for (const place of disagreements) findings.add('log/entry-changed', place.entry);
    return undefined;
  }
  if (isSame(fromEntries.root, walk.root)) {
    for (const place of disagreements) {
      if (place.isBundleWhole) findings.add('log/tile-changed', place.tile);
      else findings.add('log/entry-changed', place.entry);
    }
    return settle(walk, fromEntries);
  }
  for (const place of disagreements) findings.add('log/entry-changed', place.entry);
  const fromTiles = disagreements.length > 0 ? await rebuildFromTiles(walk) : undefined;
  if (fromTiles !== undefined && isSame(fromTiles.root, walk.root)) return settle(walk, fromTiles);
  findings.add('log/root-differs', CHECKPOINT_FILE);
  return settle(walk, withoutBlame(fromEntries));
}

/** Reports files that no log of this size has, and leftovers of smaller sizes that say something else. */
export async function checkStrays(walk: Omit<Walk, 'earlierSize' | 'openings'>): Promise<void> {
  const { files, size, findings } = walk;
  for (const path of (await files.list?.()) ?? []) {
    if (OTHER_FILES.has(path)) continue;
    const tile = parseTilePath(path);
    const width = tile === undefined ? 0 : tileWidth(size, tile.level, tile.index);
    if (tile === undefined || tile.width > width) {
      findings.add('log/unexpected-file', path);
    } else if (tile.width < width) {
      const earlier = await files.read(path);
      const now = await files.read(tilePath(tile.level, tile.index, width));
      // The tile that replaced it was compared already; where it is missing, that was reported.
      if (earlier === undefined || now === undefined) continue;
      const count =
        tile.level === 'entries'
          ? splitEntryBundle(earlier).entries.length
          : Math.floor(earlier.length / HASH_BYTES);
      if (!isPrefix(earlier, now) || count !== tile.width) {
        findings.add(tile.level === 'entries' ? 'log/entry-changed' : 'log/tile-changed', path);
      }
    }
  }
}

function settle(walk: Walk, tree: RebuiltTree): Uint8Array | undefined {
  for (const { code, where } of tree.problems) walk.findings.add(code, where);
  return tree.earlierRoot;
}

/** Where nothing leads to the signed root, a tile that differs may be the one that was not changed. */
function withoutBlame(tree: RebuiltTree): RebuiltTree {
  const problems = tree.problems.map(({ code, where }) => ({
    code: code === 'log/tile-changed' ? 'log/root-differs' : code,
    where,
  }));
  return { ...tree, problems };
}

async function rebuildFromEntries(
  walk: Walk,
  disagreements: Disagreement[],
): Promise<RebuiltTree | undefined> {
  const { files, hash, size, findings } = walk;
  let tree: TreeRebuild | undefined = new TreeRebuild(files, hash, size, walk.earlierSize);
  for (let index = 0; index * TILE_WIDTH < size; index += 1) {
    if (findings.isFull('log/missing-file')) return undefined;
    const bundle = await readBundle(files, size, index);
    const tile = await readLeafTile(files, size, index);
    reportReads(bundle, tile, findings);
    const hashes = hashEntries(hash, bundle.entries);
    disagreements.push(
      ...compareLeaves(bundle, hashes, tile, index).slice(
        0,
        MOST_DISAGREEMENTS - disagreements.length,
      ),
    );
    if (bundle.isWhole) checkOpenings(walk, index * TILE_WIDTH, bundle.entries);
    const leaves = bundle.isWhole ? hashes : tile.hashes;
    if (leaves === undefined) tree = undefined;
    else await tree?.append(leaves);
  }
  return tree?.finish();
}

async function rebuildFromTiles(walk: Walk): Promise<RebuiltTree | undefined> {
  const { files, hash, size } = walk;
  const tree = new TreeRebuild(files, hash, size, walk.earlierSize);
  for (let index = 0; index * TILE_WIDTH < size; index += 1) {
    const tile = await readLeafTile(files, size, index);
    const leaves = tile.hashes ?? hashEntries(hash, (await readBundle(files, size, index)).entries);
    await tree.append(leaves);
  }
  return tree.finish();
}

function reportReads(bundle: BundleRead, tile: LeafTileRead, findings: Findings): void {
  if (!bundle.isThere) findings.add('log/missing-file', bundle.path);
  else if (!bundle.isWhole) findings.add('log/malformed', bundle.path);
  if (!tile.isThere) findings.add('log/missing-file', tile.path);
  else if (tile.hashes === undefined) findings.add('log/tile-changed', tile.path);
}

function compareLeaves(
  bundle: BundleRead,
  hashes: readonly Uint8Array[],
  tile: LeafTileRead,
  index: number,
): Disagreement[] {
  const differing = hashes.flatMap((hash, at) => {
    const found = tile.hashes?.[at];
    if (found === undefined || isSame(found, hash)) return [];
    const number = index * TILE_WIDTH + at;
    const entry = `${bundle.path}#${number}`;
    return [{ entry, tile: `${tile.path}#${number}`, isBundleWhole: bundle.isWhole }];
  });
  // After an entry was taken out or put in, every later one stands in the wrong place: the first says it.
  return bundle.isWhole ? differing : differing.slice(0, 1);
}

function checkOpenings(walk: Walk, start: number, entries: readonly Uint8Array[]): void {
  if (walk.openings.size === 0) return;
  entries.forEach((entry, at) => {
    const opening = walk.openings.get(start + at);
    if (opening !== undefined && !isOpenedBy(walk.hash, entry, opening)) {
      walk.findings.add('log/opening-differs', `${OPENINGS_FILE}#${start + at}`);
    }
  });
}
