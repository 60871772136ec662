/**
 * What happens to a message that came: verified, recorded and applied in one transaction, once, in the
 * order of its thread. What came over a socket, what was fetched and what stays on this node go this way.
 */
import {
  decideReceive,
  type FederationNode,
  type KnownMessage,
  listOverdue,
  LONGEST_GAP_MS,
  type Message,
  type MessageBody,
  settledUpTo,
  type SignedMessage,
} from '@amparo/casework/federation';
import { canonicalJson } from '@amparo/seal';
import { sha256, toText } from '../bytes.ts';
import type { Database, Runner } from '../db/handle.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { enqueue } from './enqueue.ts';
import type { HandledType, MessageSlices, Received } from './handlers.ts';
import {
  findContent,
  findIncoming,
  type IncomingRow,
  insertIncoming,
  listThread,
  listThreadsWaiting,
  lockThread,
  mark,
  settleIncoming,
  type ThreadPlace,
  undoToMark,
  updateThread,
} from './incoming-store.ts';
import { isSignedByAny, type Membership } from './membership.ts';
import { endRefused } from './undelivered.ts';

export interface ExchangeDeps {
  /** As `amparo_federation`. */
  readonly exchange: Database;
  readonly membership: Membership;
  readonly slices: MessageSlices;
}

/** What the sender is told. */
export type ReceiveAnswer =
  | { readonly ok: true; readonly state: 'applied' | 'held'; readonly missing: readonly number[] }
  | { readonly ok: false; readonly code: string };

const DAY_MS = 24 * 60 * 60 * 1000;
/** A message is remembered this long after its end, so that no clock makes it come twice. */
const REMEMBER_MS = 7 * DAY_MS;
/** How long a node tries to bring back an answer that it gives by itself. */
const ANSWER_MS = 30 * DAY_MS;

/** SHA-256 of the canonical JSON of a message: what the next one in its thread names. */
export function hashOfMessage(message: Message): Buffer {
  return sha256(Buffer.from(canonicalJson(message)));
}

/**
 * Takes a message that `peer` sent.
 *
 * Refuses with a code of the closed lists; what an honest node cannot have sent is also recorded in the log.
 */
export async function receiveMessage(
  deps: ExchangeDeps,
  { message, signature }: SignedMessage,
  { peer, now }: { readonly peer: FederationNode; readonly now: Date },
): Promise<ReceiveAnswer> {
  const signed = { statement: message, signature };
  const isSigned = await isSignedByAny(peer.signingKeys, 'message', signed);
  if (message.source === peer.node && !isSigned) {
    await recordConflict(deps, message, now);
    return { ok: false, code: 'message/signature' };
  }
  const taken = await deps.exchange
    .as({ kind: 'federation' })
    .commit((tx) => takeMessage({ ...deps, tx, peer, now }, message));
  if (!taken.ok) return { ok: false, code: taken.refusal.code };
  const { answer, isBreach } = taken.value;
  if (isBreach) await recordConflict(deps, message, now);
  return answer;
}

async function recordConflict(
  { exchange }: ExchangeDeps,
  { id }: Message,
  now: Date,
): Promise<void> {
  await exchange.as({ kind: 'federation' }).commit(async (tx) => {
    await recordLeaf(tx, { kind: 'message-conflict', now, about: { object: id } });
    return ok(null);
  });
}

/** The transaction in which one message is taken. */
interface Taking extends ExchangeDeps {
  readonly tx: Runner;
  readonly peer: FederationNode;
  readonly now: Date;
}

interface Taken {
  readonly answer: ReceiveAnswer;
  readonly isBreach: boolean;
}

async function takeMessage(taking: Taking, message: Message): Promise<Outcome<Taken>> {
  const { tx, peer, now, membership } = taking;
  const place = { peer: peer.node, thread: message.subject, direction: 'in' } as const;
  const { settled } = await lockThread(tx, place);
  const same = await findIncoming(tx, message.source, message.id);
  const hash = hashOfMessage(message);
  const thread = (await listThread(tx, peer.node, message.subject)).map(knownOf);
  const decision = decideReceive(message, {
    self: membership.self().node,
    peer: peer.node,
    now: now.toISOString(),
    hash: toText(hash),
    same: same && knownOf(same),
    settled,
    thread,
  });
  switch (decision.kind) {
    case 'refuse':
      return ok({ answer: { ok: false, code: decision.code }, isBreach: decision.breach });
    case 'repeat':
      return ok({ answer: repeatAnswer(decision.known, decision.missing), isBreach: false });
    case 'hold': {
      await insertIncoming(tx, rowOf(message, hash, { now, state: 'held', code: null }));
      const { missing } = decision;
      return ok({ answer: { ok: true, state: 'held', missing }, isBreach: false });
    }
    case 'apply': {
      const code = await applyOne(taking, message);
      if (code === 'node/busy') return no('node/busy');
      const state = code === null ? 'applied' : 'refused';
      await insertIncoming(tx, rowOf(message, hash, { now, state, code }));
      await applyHeld(taking, decision.follows);
      await settleThread(taking, place, settled);
      const answer: ReceiveAnswer =
        code === null ? { ok: true, state: 'applied', missing: [] } : { ok: false, code };
      return ok({ answer, isBreach: false });
    }
  }
}

function repeatAnswer(known: KnownMessage, missing: readonly number[]): ReceiveAnswer {
  if (known.state === 'refused') return { ok: false, code: known.code ?? 'message/malformed' };
  const isHeld = known.state === 'held';
  return { ok: true, state: isHeld ? 'held' : 'applied', missing: isHeld ? missing : [] };
}

function rowOf(
  message: Message,
  hash: Buffer,
  { now, state, code }: { now: Date; state: 'applied' | 'held' | 'refused'; code: string | null },
): Parameters<typeof insertIncoming>[1] {
  return {
    source: message.source,
    message: message.id,
    thread: message.subject,
    sequence: message.sequence,
    hash,
    previous: Buffer.from(message.previous, 'base64url'),
    state,
    code,
    content: state === 'held' ? message : null,
    received_at: now,
    expires_at: new Date(Date.parse(message.expirytime) + REMEMBER_MS),
  };
}

function knownOf(row: IncomingRow): KnownMessage {
  return {
    id: row.message,
    sequence: row.sequence,
    hash: toText(row.hash),
    previous: toText(row.previous),
    state: row.state,
    code: row.code,
    receivedAt: row.received_at.toISOString(),
  };
}

/** Applies a message; gives null, or the code with which it was refused and nothing of it kept. */
async function applyOne(taking: Taking, message: Message): Promise<string | null> {
  const { tx, peer, now } = taking;
  await mark(tx);
  const outcome = await applyBody(taking, message);
  if (!outcome.ok) {
    await undoToMark(tx);
    return outcome.refusal.code;
  }
  for (const body of outcome.value) await answerWith(taking, message.subject, body);
  if (message.type === 'org.amparo.refusal.v1') {
    await endRefused(taking, { peer: peer.node, ...message.data, now });
  }
  return null;
}

function applyBody(
  { tx, peer, now, slices }: Taking,
  message: Message,
): Promise<Outcome<readonly MessageBody[]>> {
  switch (message.type) {
    case 'org.amparo.refusal.v1':
    case 'org.amparo.check.v1':
      return Promise.resolve(ok([]));
    default:
      return handle(slices.handlers[message.type], { message, peer, now }, tx);
  }
}

/** The table of handlers has, for each type, one that takes messages of that type. */
function handle(
  handler: unknown,
  received: { readonly message: Message; readonly peer: FederationNode; readonly now: Date },
  tx: Runner,
): Promise<Outcome<readonly MessageBody[]>> {
  const typed = handler as (
    tx: Runner,
    received: Received<HandledType>,
  ) => Promise<Outcome<readonly MessageBody[]>>;
  return typed(tx, received as Received<HandledType>);
}

function answerWith({ tx, peer, now }: Taking, thread: string, body: MessageBody): Promise<void> {
  const notAfter = new Date(now.getTime() + ANSWER_MS);
  return enqueue(tx, { to: peer.node, thread, body, urgent: false, notAfter, desk: null, now });
}

/** Applies messages that waited, in order; the first that cannot be applied now lets the others wait on. */
async function applyHeld(taking: Taking, messages: readonly string[]): Promise<void> {
  const { tx, peer } = taking;
  for (const id of messages) {
    const message = await findContent(tx, peer.node, id);
    if (message === undefined) return;
    const code = await applyOne(taking, message);
    if (code === 'node/busy') return;
    const place = { source: peer.node, message: id };
    await settleIncoming(tx, place, { state: code === null ? 'applied' : 'refused', code });
    if (code === null) continue;
    const body = { type: 'org.amparo.refusal.v1', data: { message: id, code } } as const;
    await answerWith(taking, message.subject, body);
  }
}

/** Moves the thread on: `floor` is settled, and whatever follows it without a gap. */
async function settleThread({ tx }: Taking, place: ThreadPlace, floor: number): Promise<void> {
  const thread = await listThread(tx, place.peer, place.thread);
  const settled = settledUpTo(floor, thread);
  const last = thread.find(({ sequence }) => sequence === settled);
  if (last !== undefined) await updateThread(tx, place, { settled, head: last.hash });
}

/** Applies what has waited too long for those before it, and records that they are missing. */
export async function releaseHeld(deps: ExchangeDeps, now: Date): Promise<number> {
  const handle = deps.exchange.as({ kind: 'federation' });
  const before = new Date(now.getTime() - LONGEST_GAP_MS);
  let count = 0;
  for (const { source, thread } of await listThreadsWaiting(handle, before)) {
    const peer = deps.membership.findPeer(source);
    if (peer === undefined) continue;
    const released = await handle.commit(async (tx) =>
      ok(await releaseThread({ ...deps, tx, peer, now }, thread)),
    );
    count += released.ok ? released.value : 0;
  }
  return count;
}

async function releaseThread(taking: Taking, thread: string): Promise<number> {
  const { tx, peer, now } = taking;
  const place = { peer: peer.node, thread, direction: 'in' } as const;
  await lockThread(tx, place);
  const overdue = listOverdue(
    (await listThread(tx, peer.node, thread)).map(knownOf),
    now.toISOString(),
  );
  const last = overdue.at(-1);
  if (last === undefined) return 0;
  await recordLeaf(tx, { kind: 'message-gap', now, about: { object: last.id } });
  await applyHeld(
    taking,
    overdue.map(({ id }) => id),
  );
  await settleThread(taking, place, last.sequence);
  return overdue.length;
}
