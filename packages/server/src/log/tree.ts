/** Reads the log's tree from the hashes that the database keeps, one row for each tile entry. */
import { Frontier, TILE_WIDTH, tileNodes } from '@amparo/ledger';
import { sha256 } from '../bytes.ts';
import type { TreeRange } from './store.ts';

type ReadNodes = (range: Omit<TreeRange, 'generation'>) => Promise<readonly Uint8Array[]>;

/** The root that the tree had when it had `size` leaves; the tree must have them all. */
export async function rootAt(size: number, read: ReadNodes): Promise<Uint8Array> {
  const edges: { index: number; hashes: readonly Uint8Array[] }[] = [];
  for (let level = 0, width = size; width > 0; level += 1, width = Math.floor(width / TILE_WIDTH)) {
    const index = Math.floor(width / TILE_WIDTH);
    const from = index * TILE_WIDTH;
    edges.push({ index, hashes: await read({ level, from, count: width - from }) });
  }
  const nodes = tileNodes(sha256, (level, index) => {
    const edge = edges[level];
    if (edge?.index !== index) throw new RangeError(`No tile ${level}/${index} at this edge.`);
    return edge.hashes;
  });
  return Frontier.of(sha256, nodes, size).root();
}
