/**
 * Which log this is. Normally the one from before; after a database was put back from a backup, a new
 * one that names the old, because what was signed must never be signed again otherwise.
 */
import { randomBytes } from 'node:crypto';
import {
  type Checkpoint,
  formatLeaf,
  Frontier,
  leafHash,
  makeLeaf,
  toBase64,
} from '@amparo/ledger';
import { sha256 } from '../bytes.ts';
import type { Database, Runner } from '../db/handle.ts';
import type { FollowedLog } from '../db/tables.ts';
import { ok } from '../outcome.ts';
import {
  findLogState,
  insertLogState,
  insertPlacedLeaf,
  insertTreeNodes,
  listOrigins,
  listTreeNodes,
  type LogState,
} from './store.ts';
import { rootAt } from './tree.ts';

/** The origin of one life of a node's log; also the name of its key. */
function originName(node: string, generation: number): string {
  return `amparo/${node}/${generation}`;
}

/**
 * Makes sure that there is a log that may be signed, as the keeper.
 *
 * Gives `true` when a new origin had to be started because the database is behind, or beside, the
 * checkpoint that was signed last.
 */
export async function settleOrigin(
  keeper: Database,
  node: string,
  lastSigned: Checkpoint | undefined,
  now: Date,
): Promise<boolean> {
  const settled = await keeper.as({ kind: 'keeper' }).commit(async (tx) => {
    const state = await findLogState(tx);
    if (state === undefined && lastSigned === undefined) {
      await insertLogState(tx, emptyLog(node, 1));
      return ok(false);
    }
    if (lastSigned === undefined || (await isPast(tx, lastSigned))) return ok(false);
    const generation = Math.max(state?.generation ?? 0, generationOf(lastSigned.origin)) + 1;
    await startAfter(tx, emptyLog(node, generation), lastSigned, now);
    return ok(true);
  });
  return settled.ok && settled.value;
}

/** Says whether a signed checkpoint is a true past of one of the logs in the database. */
async function isPast(tx: Runner, signed: Checkpoint): Promise<boolean> {
  const state = (await listOrigins(tx)).find(({ origin }) => origin === signed.origin);
  if (state === undefined || BigInt(state.size) < signed.size) return false;
  const root = await rootAt(Number(signed.size), (range) =>
    listTreeNodes(tx, { generation: state.generation, ...range }),
  );
  return Buffer.from(root).equals(Buffer.from(signed.root));
}

async function startAfter(
  tx: Runner,
  state: LogState,
  signed: Checkpoint,
  now: Date,
): Promise<void> {
  const { generation } = state;
  const follows: FollowedLog = {
    origin: signed.origin,
    size: Number(signed.size),
    root: toBase64(signed.root),
  };
  const salt = randomBytes(32);
  const time = `${now.toISOString().slice(0, 19)}Z`;
  const event = { kind: 'log-restarted', time };
  const leaf = Buffer.from(formatLeaf(makeLeaf(sha256, event, salt, { follows })));
  const frontier = new Frontier(sha256);
  const hash = Buffer.from(leafHash(sha256, leaf));
  frontier.append(hash);
  await insertLogState(tx, {
    ...state,
    size: frontier.size,
    frontier: frontier.toText(),
    follows,
    follows_salt: salt,
  });
  await insertPlacedLeaf(tx, leaf, generation);
  await insertTreeNodes(tx, [{ generation, level: 0, node_index: 0, hash }]);
}

function emptyLog(node: string, generation: number): LogState {
  return {
    generation,
    origin: originName(node, generation),
    size: 0,
    frontier: new Frontier(sha256).toText(),
    checkpoint: null,
    signed_size: null,
    follows: null,
    follows_salt: null,
  };
}

function generationOf(origin: string): number {
  return Number(/\/(\d+)$/.exec(origin)?.[1] ?? 0);
}
