/**
 * Bringing messages to other nodes: each is fixed when it is first sent, tried until it arrived or its time
 * is over, and taken for delivered only when the other node signed that it has it.
 */
import { randomInt } from 'node:crypto';
import {
  FederationFile,
  type FederationNode,
  LONGEST_WAY_DAYS,
  mayTryAgain,
  Message,
  pauseBefore,
  type SignedMessage,
} from '@amparo/casework/federation';
import { z } from 'zod';
import type { Runner } from '../db/handle.ts';
import { ok, type Outcome } from '../outcome.ts';
import { callPeer, codeIn, type PeerAnswer } from './call-peer.ts';
import { lockThread, updateThread } from './incoming-store.ts';
import {
  fixMessage,
  lockNext,
  noteAttempt,
  noteDelivered,
  noteFailure,
  type OutgoingRow,
  sendAgain,
} from './outgoing-store.ts';
import { type ExchangeDeps, hashOfMessage, receiveMessage } from './receive.ts';
import { bodyOf, endForGood, endOver, mayLeave } from './undelivered.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a node answers to a message that it has. */
const Taken = z.object({ state: z.enum(['applied', 'held']), missing: z.array(z.int().min(1)) });

/** How the attempt with one message ended. */
type Attempt =
  | { readonly kind: 'taken'; readonly missing: readonly number[] }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'silent'; readonly code: string };

/**
 * Brings a node everything that is due, urgent messages first; stops at the first silence.
 *
 * Gives how many arrived.
 */
export async function deliverTo(deps: ExchangeDeps, name: string, now: Date): Promise<number> {
  await endOver(deps, now);
  let count = 0;
  for (;;) {
    const next = await takeNext(deps, name, now);
    if (next === undefined) return count;
    if (next === 'ended') continue;
    const peer = deps.membership.findPeer(name);
    if (peer === undefined) {
      await endForGood(deps, { peer: name, message: next.message.id, code: 'peer/unknown', now });
      continue;
    }
    const attempt = await attemptOnce(deps, peer, next.message, now);
    await noteAttemptEnd(deps, { ...next, peer: name, now }, attempt);
    if (attempt.kind === 'silent') return count;
    if (attempt.kind === 'taken') count += 1;
  }
}

interface Next {
  readonly message: Message;
  /** How often it was tried, this time included. */
  readonly attempts: number;
}

/**
 * Locks, fixes and counts the next message, in a transaction of its own before anything is sent; or ends it
 * where it may not leave any more.
 */
async function takeNext(
  { exchange, membership, slices }: ExchangeDeps,
  peer: string,
  now: Date,
): Promise<Next | 'ended' | undefined> {
  // A node without an address fetches by itself; one that was removed is told of in `deliverTo`.
  const found = membership.findPeer(peer);
  const self = membership.self().node;
  if (found?.url === null && peer !== self) return undefined;
  // While the file has ended nobody is spoken with, and nothing is given up.
  if (membership.file() !== undefined && membership.statement() === undefined) return undefined;
  const taken = await exchange
    .as({ kind: 'federation' })
    .commit(async (tx): Promise<Outcome<Next | 'ended' | undefined>> => {
      const [row] = await lockNext(tx, { peer, now, isDue: true, limit: 1 });
      if (row === undefined) return ok(undefined);
      if (!(await mayLeave(tx, slices, row, now))) return ok('ended');
      const message = await fixed(tx, row, { self, now });
      const attempts = row.attempts + 1;
      const next = new Date(now.getTime() + pauseBefore(attempts, chance()));
      await noteAttempt(tx, message.id, { now, next, offer: row.offer });
      return ok({ message, attempts });
    });
  return taken.ok ? taken.value : undefined;
}

function chance(): number {
  return randomInt(1_000_000) / 1_000_000;
}

/** The message as it is sent each time: made and chained the first time, read back later. */
export async function fixed(
  tx: Runner,
  row: OutgoingRow,
  { self, now }: { readonly self: string; readonly now: Date },
): Promise<Message> {
  if (row.content !== null) return row.content;
  const body = bodyOf(row);
  if (body === undefined) throw new TypeError('A message that waits has a body.');
  const place = { peer: row.peer, thread: row.thread, direction: 'out' } as const;
  const { settled, head } = await lockThread(tx, place);
  const last = now.getTime() + LONGEST_WAY_DAYS * DAY_MS;
  const message = Message.parse({
    specversion: '1.0',
    id: row.message,
    source: self,
    audience: row.peer,
    subject: row.thread,
    time: now.toISOString(),
    expirytime: new Date(Math.min(last, row.not_after.getTime())).toISOString(),
    datacontenttype: 'application/json',
    sequence: settled + 1,
    previous: head.toString('base64url'),
    urgent: row.urgent,
    ...body,
  });
  const hash = hashOfMessage(message);
  await fixMessage(tx, message, { hash });
  await updateThread(tx, place, { settled: message.sequence, head: hash });
  return message;
}

async function attemptOnce(
  deps: ExchangeDeps,
  peer: FederationNode,
  message: Message,
  now: Date,
): Promise<Attempt> {
  const { membership } = deps;
  const signed = { message, signature: await membership.sign('message', message) };
  if (peer.node === membership.self().node) {
    const answer = await receiveMessage(deps, signed, { peer, now });
    if (!answer.ok) return { kind: 'refused', code: answer.code };
    return { kind: 'taken', missing: answer.missing };
  }
  const first = await post(deps, peer, signed, now);
  const isBehind = first.kind === 'answered' && codeIn(first.body) === 'peer/release';
  if (!isBehind || !(await takeFileFrom(deps, peer, now))) return judge(first);
  return judge(await post(deps, peer, signed, now));
}

function post(
  deps: ExchangeDeps,
  peer: FederationNode,
  signed: SignedMessage,
  now: Date,
): Promise<PeerAnswer> {
  const body = Buffer.from(JSON.stringify(signed));
  return callPeer(
    peer,
    { method: 'POST', path: '/federation/messages', body },
    callerOf(deps, now),
  );
}

/** The node as it calls others. */
export function callerOf({ membership }: Pick<ExchangeDeps, 'membership'>, now: Date) {
  const release = membership.statement()?.release ?? 0;
  return { key: membership.signingKey(), release, now };
}

function judge(answer: PeerAnswer): Attempt {
  if (answer.kind === 'silent') return answer;
  const taken = Taken.safeParse(answer.body);
  if (answer.status === 202 && taken.success) {
    return { kind: 'taken', missing: taken.data.missing };
  }
  return { kind: 'refused', code: codeIn(answer.body) ?? 'peer/busy' };
}

/** A peer goes by a newer federation file: it is taken if the two bodies signed it, whoever brings it. */
async function takeFileFrom(
  { membership }: ExchangeDeps,
  peer: FederationNode,
  now: Date,
): Promise<boolean> {
  const caller = callerOf({ membership }, now);
  const answer = await callPeer(peer, { method: 'GET', path: '/federation/file' }, caller);
  const file = FederationFile.safeParse(answer.kind === 'answered' ? answer.body : undefined);
  if (!file.success) return false;
  return (await membership.take(file.data)) === undefined;
}

async function noteAttemptEnd(
  deps: ExchangeDeps,
  { message, attempts, peer, now }: Next & { readonly peer: string; readonly now: Date },
  attempt: Attempt,
): Promise<void> {
  const handle = deps.exchange.as({ kind: 'federation' });
  if (attempt.kind === 'taken') {
    await noteDelivered(handle, message.id);
    // With a pause that grows, so that a peer that always misses something costs little.
    const next = new Date(now.getTime() + pauseBefore(attempts, chance()));
    await sendAgain(handle, { peer, thread: message.subject, next }, attempt.missing);
    return;
  }
  const { code } = attempt;
  if (attempt.kind === 'refused' && !mayTryAgain(code)) {
    await endForGood(deps, { peer, message: message.id, code, now });
    return;
  }
  const next = new Date(now.getTime() + pauseBefore(attempts, chance()));
  await noteFailure(handle, message.id, { reason: code, next });
}
