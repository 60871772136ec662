/**
 * Watching the node's log: every checkpoint must continue the last one that this device saw, and every
 * checkpoint that colleagues signed into their entries must lie in the same history.
 */
import {
  consistencyNodes,
  consistencyProof,
  fromBase64,
  LedgerRefusal,
  openNote,
  parseCheckpoint,
  parseTile,
  tileNodes,
  tilePath,
  tilesHolding,
  toBase64,
  verifyConsistency,
} from '@amparo/ledger';
import type { Hash } from '@amparo/ledger';
import { verifyWithoutContext } from '@amparo/seal';
import { nodeInformation } from '@amparo/casework/directory';
import type { Caller } from './caller.ts';
import { synchronousSha256 } from './note-crypto.ts';
import { refuseLocked, stateOf } from './session.ts';
import type { Fork, Session } from './session.ts';

/** Where the log lies under the app's face. Source: c2sp.org/tlog-tiles. */
const LOG = '/api/log/';

/** What watching the log came to. */
export type LogState =
  /** It continues everything this device saw; `size` leaves. */
  | { readonly state: 'consistent'; readonly size: number; readonly time: string }
  /** The node shows less than it showed before: nothing is wrapped until it has caught up. */
  | { readonly state: 'behind' }
  /** Two signed histories: nothing is wrapped any more. `fork` is the proof, to be shown to oversight. */
  | { readonly state: 'forked'; readonly fork: Fork }
  /** Another log than before, as after a restored backup: `from` and `to` are verifier keys. */
  | { readonly state: 'other-log'; readonly from: string; readonly to: string }
  | { readonly state: 'unreadable' }
  | { readonly state: 'offline' };

interface Seen {
  readonly key: string;
  /** The signed note, as it came. */
  readonly text: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
}

/**
 * Reads the newest checkpoint and holds it against the last one that this device saw, and against those
 * that authors signed into the entries it opened.
 *
 * A fork is remembered on this device; reading goes on, wrapping stops. After `other-log` nothing is wrapped
 * until {@link acceptLog}. Never throws on what a node sends.
 */
export async function watchLog(session: Session): Promise<LogState> {
  if (refuseLocked(session) !== undefined) return { state: 'offline' };
  const state = stateOf(session);
  const known = await session.store.get<Fork>('checkpoint', 'fork');
  if (known !== undefined) {
    state.fork = known;
    return { state: 'forked', fork: known };
  }
  const last = await session.store.get<Seen>('checkpoint', 'last');
  const found = await judge(session, last);
  if (found.state === 'consistent') {
    await session.store.put('checkpoint', 'last', found.seen);
    state.checkpoint = { size: found.seen.size, root: found.seen.root };
    state.isLogBehind = false;
    return { state: 'consistent', size: found.seen.size, time: session.now() };
  }
  if (found.state === 'forked') {
    // An author's word stops this session; only the node's own two signatures stop this device for good.
    if (found.isSigned) await session.store.put('checkpoint', 'fork', found.fork);
    state.fork = found.fork;
    return { state: 'forked', fork: found.fork };
  }
  if (found.state === 'behind' || found.state === 'other-log') state.isLogBehind = true;
  return found;
}

/** Goes by another log from now on: a person checked that the node was restored and names the old one. */
export async function acceptLog(session: Session): Promise<LogState> {
  await session.store.delete('checkpoint', 'last');
  return watchLog(session);
}

type Judged =
  | Exclude<LogState, { state: 'consistent' | 'forked' }>
  | { readonly state: 'consistent'; readonly seen: Seen }
  | { readonly state: 'forked'; readonly fork: Fork; readonly isSigned: boolean };

async function judge(session: Session, last: Seen | undefined): Promise<Judged> {
  const node = await session.caller.call(nodeInformation, {});
  if (!node.ok) return { state: node.offline ? 'offline' : 'unreadable' };
  const key = node.value.logKey;
  if (last !== undefined && last.key !== key)
    return { state: 'other-log', from: last.key, to: key };
  const answer = await session.caller.read(`${LOG}checkpoint`);
  if (!answer.ok) return { state: answer.offline ? 'offline' : 'unreadable' };
  try {
    const hash = await synchronousSha256();
    const shown = await readSigned(hash, answer.value, key);
    if (last !== undefined && shown.size < last.size) return { state: 'behind' };
    const tree = { caller: session.caller, hash, shown };
    if (last !== undefined && !(await continues(tree, last))) {
      const fork = { remembered: last.text, shown: shown.text };
      return { state: 'forked', fork, isSigned: true };
    }
    const other = await findOtherHistory(session, tree);
    if (other !== undefined) {
      const fork = { remembered: other, shown: shown.text };
      return { state: 'forked', fork, isSigned: false };
    }
    return { state: 'consistent', seen: shown };
  } catch (error) {
    if (error instanceof LineBroke) return { state: 'offline' };
    if (error instanceof LedgerRefusal || error instanceof RangeError)
      return { state: 'unreadable' };
    throw error;
  }
}

async function readSigned(hash: Hash, bytes: Uint8Array, vkey: string): Promise<Seen> {
  const text = new TextDecoder().decode(bytes);
  const note = await openNote(text, [vkey], { hash, verify: verifyWithoutContext });
  const { origin, size, root } = parseCheckpoint(note.text);
  if (!note.signers.includes(origin) || size > Number.MAX_SAFE_INTEGER)
    throw new RangeError('another log');
  return { key: vkey, text, size: Number(size), root: toBase64(root) };
}

interface Tree {
  readonly caller: Caller;
  readonly hash: Hash;
  readonly shown: Seen;
}

class LineBroke extends Error {}

/** Whether the shown tree begins with an earlier one, by the node's own tiles. */
async function continues(
  { caller, hash, shown }: Tree,
  earlier: Pick<Seen, 'size' | 'root'>,
): Promise<boolean> {
  const oldRoot = fromBase64(earlier.root);
  const newRoot = fromBase64(shown.root);
  if (oldRoot === undefined || newRoot === undefined) return false;
  if (earlier.size === 0) return true;
  if (earlier.size === shown.size) return earlier.root === shown.root;
  const tiles = new Map<string, Uint8Array[]>();
  for (const tile of tilesHolding(consistencyNodes(earlier.size, shown.size), shown.size)) {
    const path = tilePath(tile.level, tile.index, tile.width);
    const answer = await caller.read(LOG + path);
    if (!answer.ok) throw new LineBroke(path);
    tiles.set(`${tile.level}/${tile.index}`, parseTile(answer.value, tile.width));
  }
  const nodes = tileNodes(hash, (level, index) => tiles.get(`${level}/${index}`) ?? []);
  const claim = { oldSize: earlier.size, newSize: shown.size, oldRoot, newRoot };
  return verifyConsistency(hash, claim, consistencyProof(hash, nodes, earlier.size, shown.size));
}

/** The entry (base64url) of an author who was shown another history, if there is one. */
async function findOtherHistory(session: Session, tree: Tree): Promise<string | undefined> {
  const { heard } = stateOf(session);
  for (const [name, { size, root, entry }] of heard) {
    if (size > tree.shown.size) continue;
    if (!(await continues(tree, { size, root }))) return entry;
    heard.delete(name);
  }
  return undefined;
}
