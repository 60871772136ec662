/**
 * The one who gives leaves their place and signs what is durable. Every process of a node may run it; a
 * lock lets one at a time work, and nothing is kept in memory between two rounds.
 */
import {
  ED25519,
  formatCheckpoint,
  formatNote,
  Frontier,
  leafHash,
  signNote,
  verifierKey,
} from '@amparo/ledger';
import type { KeyPair } from '@amparo/seal';
import { sign as signEd25519 } from 'node:crypto';
import { sha256 } from '../bytes.ts';
import type { Database, Runner } from '../db/handle.ts';
import type { Tables } from '../db/tables.ts';
import { privateKeyFromSeed } from '../keys/index.ts';
import { ok } from '../outcome.ts';
import { keepLastCheckpoint } from './last-checkpoint.ts';
import { recordLeaf } from '../ledger/index.ts';
import {
  findLastActTime,
  findLogState,
  insertTreeNodes,
  listPendingLeaves,
  placeLeaves,
  tryLock,
  updateCheckpoint,
  updateTree,
} from './store.ts';

export interface SequencerDeps {
  /** As `amparo_keeper`. */
  readonly keeper: Database;
  readonly logSigning: KeyPair;
  readonly dataFolder: string;
}

const BATCH = 2000;
/** Silence must be visible: at least every ten minutes something is recorded. */
const HEARTBEAT_MS = 9.5 * 60 * 1000;

/** One round: a heartbeat if it is time, leaves into the tree, a signed checkpoint if the tree grew. */
export async function sequenceOnce(deps: SequencerDeps, now: Date): Promise<void> {
  await beat(deps, now);
  while ((await integrate(deps)) === BATCH);
  await signIfGrown(deps);
}

async function beat({ keeper }: SequencerDeps, now: Date): Promise<void> {
  const handle = keeper.as({ kind: 'keeper' });
  const last = await findLastActTime(handle);
  if (last !== undefined && now.getTime() - last.getTime() < HEARTBEAT_MS) return;
  await handle.commit(async (tx) => {
    if (await tryLock(tx)) await recordLeaf(tx, { kind: 'heartbeat', now, about: {} });
    return ok(null);
  });
}

/** Takes at most one batch of leaves into the tree and says how many. */
async function integrate({ keeper }: SequencerDeps): Promise<number> {
  const taken = await keeper.as({ kind: 'keeper' }).commit(async (tx) => {
    const state = (await tryLock(tx)) ? await findLogState(tx) : undefined;
    const pending = state === undefined ? [] : await listPendingLeaves(tx, BATCH);
    if (state === undefined || pending.length === 0) return ok(0);
    const { generation, size } = state;
    const frontier = Frontier.parse(sha256, state.frontier);
    const sequences = pending.map(({ sequence }) => sequence);
    await placeLeaves(tx, sequences, { generation, first: size });
    await insertTreeNodes(tx, growTree(frontier, generation, pending));
    await updateTree(tx, { generation, size: frontier.size, frontier: frontier.toText() });
    return ok(pending.length);
  });
  return taken.ok ? taken.value : 0;
}

function growTree(
  frontier: Frontier,
  generation: number,
  pending: readonly { readonly leaf: Buffer }[],
): Tables['tree_nodes'][] {
  return pending.flatMap(({ leaf }) =>
    frontier
      .append(leafHash(sha256, leaf))
      .filter(({ height }) => height % 8 === 0)
      .map(({ height, index, hash }) => ({
        generation,
        level: height / 8,
        node_index: index,
        hash: Buffer.from(hash),
      })),
  );
}

/** Signs the tree as the database has it durably; the file is written before anybody can see it. */
async function signIfGrown({ keeper, logSigning, dataFolder }: SequencerDeps): Promise<void> {
  await keeper.as({ kind: 'keeper' }).commit(async (tx: Runner) => {
    const state = (await tryLock(tx)) ? await findLogState(tx) : undefined;
    if (state === undefined || state.signed_size === state.size) return ok(null);
    const { generation, origin, size } = state;
    const root = Frontier.parse(sha256, state.frontier).root();
    const text = formatCheckpoint({ origin, size, root });
    const key = verifierKey(sha256, origin, ED25519, logSigning.publicKey);
    const privateKey = privateKeyFromSeed(logSigning.secretKey);
    const sign = async (message: Uint8Array): Promise<Uint8Array> =>
      signEd25519(null, message, privateKey);
    const checkpoint = formatNote(text, [await signNote(text, { key, sign })]);
    await keepLastCheckpoint(dataFolder, checkpoint);
    await updateCheckpoint(tx, generation, { checkpoint, signed_size: size });
    return ok(null);
  });
}
