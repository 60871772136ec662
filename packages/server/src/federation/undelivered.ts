/** Messages that did not arrive: who is told, when, and why. */
import {
  type listUndelivered,
  mayTryAgain,
  type MessageBody,
  warnAt,
} from '@amparo/casework/federation';
import type { z } from 'zod';
import type { Database, Runner } from '../db/handle.ts';
import { ok } from '../outcome.ts';
import type { MessageSlices } from './handlers.ts';
import {
  endMessage,
  listOver,
  listUnwarned,
  noteWarned,
  type OutgoingRow,
} from './outgoing-store.ts';
import type { Membership } from './membership.ts';

export interface TellingDeps {
  /** As `amparo_federation`. */
  readonly exchange: Database;
  readonly slices: MessageSlices;
}

interface Ended {
  readonly peer: string;
  readonly message: string;
  readonly code: string;
  readonly now: Date;
}

/**
 * Asks the slices whether a message may still leave; where it may not, ends it and tells its desk, in the
 * running transaction.
 */
export async function mayLeave(
  tx: Runner,
  slices: MessageSlices,
  row: OutgoingRow,
  now: Date,
): Promise<boolean> {
  const body = bodyOf(row);
  const code = body === undefined ? null : await slices.beforeSending(tx, body);
  if (code === null) return true;
  await endInTransaction(tx, slices, { peer: row.peer, message: row.message, code, now });
  return false;
}

/** Ends a message for good and tells its desk, in the running transaction. */
async function endInTransaction(
  tx: Runner,
  slices: MessageSlices,
  { peer, message, code, now }: Ended,
): Promise<void> {
  const row = await endMessage(tx, { peer, message }, code);
  if (row !== undefined) await tell(tx, slices, row, { reason: code, final: true, now });
}

/** A message was taken by the other node, waited there, and was refused when its turn came. */
export async function endRefused(
  { tx, slices }: { readonly tx: Runner; readonly slices: MessageSlices },
  refused: Ended,
): Promise<void> {
  if (!mayTryAgain(refused.code)) await endInTransaction(tx, slices, refused);
}

/** Ends a message for good and tells its desk. */
export async function endForGood({ exchange, slices }: TellingDeps, ended: Ended): Promise<void> {
  await exchange.as({ kind: 'federation' }).commit(async (tx) => {
    await endInTransaction(tx, slices, ended);
    return ok(null);
  });
}

/** Ends what may not be sent any more: a consent that has expired does not leave the node. */
export async function endOver(deps: TellingDeps, now: Date): Promise<number> {
  const over = await listOver(deps.exchange.as({ kind: 'federation' }), now);
  for (const { peer, message } of over) {
    await endForGood(deps, { peer, message, code: 'message/expired', now });
  }
  return over.length;
}

/** Tells desks, once, of what has not arrived while there is still time to do something else. */
export async function warnLate({ exchange, slices }: TellingDeps, now: Date): Promise<number> {
  const warned = await exchange.as({ kind: 'federation' }).commit(async (tx) => {
    const late = (await listUnwarned(tx)).filter(
      ({ made_at, not_after, urgent }) => warnAt(made_at, not_after, urgent) <= now,
    );
    for (const row of late) {
      await noteWarned(tx, row.message, now);
      const reason = row.reason ?? 'peer/unreachable';
      await tell(tx, slices, row, { reason, final: false, now });
    }
    return ok(late.length);
  });
  return warned.ok ? warned.value : 0;
}

async function tell(
  tx: Runner,
  slices: MessageSlices,
  row: OutgoingRow,
  why: { readonly reason: string; readonly final: boolean; readonly now: Date },
): Promise<void> {
  const body = bodyOf(row);
  if (body === undefined) return;
  const { message, peer: to, thread, desk } = row;
  await slices.onUndeliverable(tx, { message, to, thread, desk, body, ...why });
}

/** The body of a message that is numbered, or not yet; undefined once its bytes are forgotten. */
export function bodyOf({
  body,
  content,
}: Pick<OutgoingRow, 'body' | 'content'>): MessageBody | undefined {
  if (body !== null) return body;
  if (content === null) return undefined;
  const { type, data } = content;
  return { type, data } as MessageBody;
}

/** A line of the list that the app shows to the desk. */
export function describeUndelivered(
  row: OutgoingRow,
  membership: Pick<Membership, 'findPeer' | 'findFormerPeer'>,
): z.input<typeof listUndelivered.output>['items'][number] {
  const peer = membership.findPeer(row.peer) ?? membership.findFormerPeer(row.peer);
  return {
    message: row.message,
    to: row.peer,
    toName: peer?.name ?? row.peer,
    thread: row.thread,
    about: ABOUT[row.type] ?? 'other',
    packet: row.packet,
    urgent: row.urgent,
    since: row.made_at.toISOString(),
    notAfter: row.not_after.toISOString(),
    attempts: row.attempts,
    triedAt: row.tried_at?.toISOString() ?? null,
    state: row.state === 'ended' ? 'ended' : 'late',
    reason: row.reason ?? 'peer/unreachable',
  };
}

const ABOUT: Readonly<Partial<Record<MessageBody['type'], 'packet' | 'receipt' | 'recall'>>> = {
  'org.amparo.packet.v1': 'packet',
  'org.amparo.receipt.v1': 'receipt',
  'org.amparo.recall.v1': 'recall',
};
