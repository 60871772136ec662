/** Proofs that the lines of an access log are in the node's log, for whoever has no line to the node. */
import { createSHA256 } from 'hash-wasm';
import {
  formatLeaf,
  fromBase64Url,
  inclusionNodes,
  inclusionProof,
  LedgerRefusal,
  leafHash,
  makeLeaf,
  parseCheckpoint,
  parseNote,
  parseTile,
  tileNodes,
  tilePath,
  tilesHolding,
  toBase64Url,
  verifyInclusion,
} from '@amparo/ledger';
import type { Hash } from '@amparo/ledger';
import { nodeInformation } from '@amparo/casework/directory';
import type { AccessRecord } from '@amparo/casework/log';
import type { CopiedLog } from '@amparo/casework/keeping';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';

const LOG = '/api/log/';

/** The leaf that a record opens, as the log has it: kind, hour and commitment. */
export function leafOf(hash: Hash, record: AccessRecord): Uint8Array {
  const time = `${record.time.slice(0, 13)}:00:00Z`;
  const salt = fromBase64Url(record.salt) ?? new Uint8Array();
  const detail = { ...record.detail };
  return formatLeaf(makeLeaf(hash, { kind: record.kind, time }, salt, detail));
}

/**
 * Proves records against the newest checkpoint. A record that has no place in this log, because it is older than
 * a restored backup or seconds old, has no proof; neither has one that does not fit what the log says.
 *
 * Refuses: `node/busy` when the log cannot be read.
 */
export async function proveRecords(
  session: Session,
  records: readonly AccessRecord[],
): Promise<Outcome<CopiedLog>> {
  const node = await session.caller.call(nodeInformation, {});
  if (!node.ok) return node;
  const answer = await session.caller.read(`${LOG}checkpoint`);
  if (!answer.ok) return answer;
  try {
    const hash = await synchronousSha256();
    const checkpoint = new TextDecoder().decode(answer.value);
    const { size, root } = parseCheckpoint(parseNote(checkpoint).text);
    const tree = { hash, size: Number(size), root, tiles: new Map<string, Uint8Array[]>() };
    const proved: CopiedLog['records'] = [];
    for (const record of records) {
      const proof = await proveRecord(session, tree, record);
      proved.push({ record: { ...record, actorName: null }, proof });
    }
    return ok({ v: 1, key: node.value.logKey, checkpoint, records: proved });
  } catch (error) {
    if (error instanceof LedgerRefusal || error instanceof RangeError) return no('node/busy');
    throw error;
  }
}

interface Tree {
  readonly hash: Hash;
  readonly size: number;
  readonly root: Uint8Array;
  readonly tiles: Map<string, Uint8Array[]>;
}

async function proveRecord(
  session: Session,
  tree: Tree,
  record: AccessRecord,
): Promise<string[] | null> {
  const { index } = record;
  const { hash, size, root, tiles } = tree;
  if (index === null || index >= size) return null;
  for (const { level, index: at, width } of tilesHolding(inclusionNodes(index, size), size)) {
    const name = `${level}/${at}`;
    if (tiles.has(name)) continue;
    const answer = await session.caller.read(LOG + tilePath(level, at, width));
    if (!answer.ok) return null;
    tiles.set(name, parseTile(answer.value, width));
  }
  const nodes = tileNodes(hash, (level, at) => tiles.get(`${level}/${at}`) ?? []);
  const proof = inclusionProof(hash, nodes, index, size);
  const leaf = leafHash(hash, leafOf(hash, record));
  const holds = verifyInclusion(hash, { index, size, leaf, root }, proof);
  return holds ? proof.map(toBase64Url) : null;
}

/** SHA-256 that answers at once, which WebCrypto has not. */
async function synchronousSha256(): Promise<Hash> {
  const hasher = await createSHA256();
  return (bytes) => hasher.init().update(bytes).digest('binary');
}
