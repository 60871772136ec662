import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  consistencyNodes,
  consistencyProof,
  formatEntryBundle,
  formatTile,
  inclusionNodes,
  inclusionProof,
  leafHash,
  parseEntryBundle,
  parseTile,
  parseTilePath,
  rootHash,
  tileNodes,
  tilePath,
  tilesFor,
  tilesHolding,
  TileWriter,
  treeNodes,
} from './index.ts';
import { sha256 } from './testing/node-crypto.ts';

const anySize = fc.integer({ min: 0, max: 600 });

function numbered(size: number): Uint8Array[] {
  return Array.from({ length: size }, (_, at) => leafHash(sha256, Uint8Array.of(at >> 8, at)));
}

/** The tiles of a tree, by path without width. */
function written(hashes: readonly Uint8Array[]): Map<string, readonly Uint8Array[]> {
  const writer = new TileWriter(sha256);
  for (const leaf of hashes) writer.append(leaf);
  return new Map(writer.takeTiles().map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]));
}

test('a tile has the path that the specification gives it', () => {
  expect(tilePath(0, 1234067)).toBe('tile/0/x001/x234/067');
  expect(tilePath(3, 7, 5)).toBe('tile/3/007.p/5');
  expect(tilePath('entries', 1000, 255)).toBe('tile/entries/x001/000.p/255');
});

test('every path reads back to its tile, and only that spelling', () => {
  const level = fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 }));
  const index = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(level, index, fc.integer({ min: 1, max: 256 }), (l, n, w) => {
      expect(parseTilePath(tilePath(l, n, w))).toEqual({ level: l, index: n, width: w });
    }),
  );
  for (const path of [
    'tile/0/67',
    'tile/00/067',
    'tile/64/067',
    'tile/0/067.p/0',
    'tile/0/067.p/256',
    'tile/0/067.p/05',
    'tile/0/x000/067',
    'tile/0/001/067',
    'tile/0/x001/067/',
    'tile/data/067',
    `tile/0/${'x999/'.repeat(9)}999`,
  ]) {
    expect(parseTilePath(path), path).toBeUndefined();
  }
});

test('paths outside the format are a fault, not a file', () => {
  expect(() => tilePath(64, 0)).toThrow(RangeError);
  expect(() => tilePath(0, -1)).toThrow(RangeError);
  expect(() => tilePath(0, 0, 257)).toThrow(RangeError);
  expect(() => tilesFor(-1)).toThrow(RangeError);
  expect(() => tilesFor(1, 2)).toThrow(RangeError);
});

test('a tree of 70 000 has the tiles that the specification counts', () => {
  const tiles = tilesFor(70_000);
  const count = (level: number, isFull: boolean): number =>
    tiles.filter((tile) => tile.level === level && (tile.width === 256) === isFull).length;
  expect([count(0, true), count(0, false), count(1, true)]).toEqual([273, 1, 1]);
  expect(tiles.filter((tile) => tile.width < 256)).toEqual([
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ]);
  expect(tilesFor(256)).toEqual([
    { level: 0, index: 0, width: 256 },
    { level: 1, index: 0, width: 1 },
  ]);
});

test('growing needs exactly the tiles that are new or wider', () => {
  fc.assert(
    fc.property(fc.nat({ max: 200_000 }), fc.nat({ max: 200_000 }), (a, b) => {
      const [since, size] = [Math.min(a, b), Math.max(a, b)];
      const names = (n: number): Set<string> =>
        new Set(tilesFor(n).map((tile) => tilePath(tile.level, tile.index, tile.width)));
      const known = names(since);
      const fresh = [...names(size)].filter((path) => !known.has(path));
      const told = tilesFor(size, since).map((t) => tilePath(t.level, t.index, t.width));
      expect(told.toSorted()).toEqual(fresh.toSorted());
    }),
  );
});

test('what a writer hands out between two batches is what that growth needs', () => {
  fc.assert(
    fc.property(anySize, anySize, (before, after) => {
      const hashes = numbered(before + after);
      const writer = new TileWriter(sha256);
      for (const leaf of hashes.slice(0, before)) writer.append(leaf);
      const all = new Map(
        writer.takeTiles().map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]),
      );
      const resumed = TileWriter.resume(sha256, before, (l, n) => all.get(`${l}/${n}`) ?? []);
      for (const leaf of hashes.slice(before)) resumed.append(leaf);
      const tiles = resumed.takeTiles();
      const told = tiles.map((tile) => tilePath(tile.level, tile.index, tile.hashes.length));
      const needed = tilesFor(before + after, before).map((tile) =>
        tilePath(tile.level, tile.index, tile.width),
      );
      expect(told.toSorted()).toEqual(needed.toSorted());
      expect(resumed.root()).toEqual(rootHash(sha256, hashes));
      expect(resumed.takeTiles()).toEqual([]);
      const whole = written(hashes);
      for (const tile of tiles) {
        expect(tile.hashes).toEqual(whole.get(`${tile.level}/${tile.index}`));
      }
    }),
    { numRuns: 40 },
  );
});

test('a writer does not go on from tiles of another size', () => {
  expect(() => TileWriter.resume(sha256, 3, () => numbered(2))).toThrow(RangeError);
  expect(() => TileWriter.resume(sha256, 3, () => numbered(4))).toThrow(RangeError);
  expect(() => TileWriter.resume(sha256, -3, () => [])).toThrow(RangeError);
});

test('the few tiles that are listed are enough for any proof', () => {
  const hashes = numbered(600);
  const all = written(hashes);
  const nodes = treeNodes(sha256, hashes);
  const size = fc.integer({ min: 2, max: 600 });
  fc.assert(
    fc.property(fc.nat({ max: 599 }), size, (index, oldSize) => {
      const needed = [...inclusionNodes(index, 600), ...consistencyNodes(oldSize, 600)];
      const tiles = tilesHolding(needed, 600);
      const names = tiles.map((tile) => `${tile.level}/${tile.index}`);
      const read = tileNodes(sha256, (l, n) => {
        expect(names).toContain(`${l}/${n}`);
        return all.get(`${l}/${n}`) ?? [];
      });
      const proof = inclusionProof(sha256, read, index, 600);
      expect(proof).toEqual(inclusionProof(sha256, nodes, index, 600));
      const growth = consistencyProof(sha256, read, oldSize, 600);
      expect(growth).toEqual(consistencyProof(sha256, nodes, oldSize, 600));
    }),
    { numRuns: 60 },
  );
  expect(() => tilesHolding([{ height: 0, index: 600 }], 600)).toThrow(RangeError);
  expect(() => tileNodes(sha256, () => [])(0, 0)).toThrow(RangeError);
});

test('tiles and bundles read back as they were written', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(entries, (list) => {
      expect(parseEntryBundle(formatEntryBundle(list))).toEqual(list);
      const hashes = list.map((entry) => leafHash(sha256, entry));
      expect(parseTile(formatTile(hashes), hashes.length)).toEqual(hashes);
    }),
  );
  const longest = new Uint8Array(65_535).fill(7);
  expect(parseEntryBundle(formatEntryBundle([longest]))).toEqual([longest]);
});

test('a bundle of the public example reads as its three entries', () => {
  // Lengths and texts as transparency-dev/tessera's test log has them.
  const bytes = Buffer.from('00036f6e65000374776f00057468726565', 'hex');
  const texts = parseEntryBundle(bytes).map((entry) => Buffer.from(entry).toString());
  expect(texts).toEqual(['one', 'two', 'three']);
});

test('a length that leads beyond the bundle, or a tile of another width, is refused', () => {
  for (const bytes of [Uint8Array.of(0), Uint8Array.of(0, 2, 1), Uint8Array.of(0, 0, 1)]) {
    expect(() => parseEntryBundle(bytes)).toThrow(
      expect.objectContaining({ code: 'bundle/malformed' }),
    );
  }
  expect(() => parseTile(new Uint8Array(33), 1)).toThrow(
    expect.objectContaining({ code: 'tile/malformed' }),
  );
});

test('too many, too few or too long are never written', () => {
  expect(() => formatEntryBundle([])).toThrow(RangeError);
  expect(() => formatEntryBundle(Array(257).fill(new Uint8Array(1)))).toThrow(RangeError);
  expect(() => formatEntryBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  expect(() => formatTile([])).toThrow(RangeError);
  expect(() => formatTile([new Uint8Array(31)])).toThrow(RangeError);
});
