/** Messages that are fetched instead of brought: for nodes that nobody can reach from outside. */
import { LARGEST_MESSAGE, mayTryAgain, SignedMessage } from '@amparo/casework/federation';
import { z } from 'zod';
import { ok } from '../outcome.ts';
import { callPeer } from './call-peer.ts';
import { callerOf, fixed } from './deliver.ts';
import { enqueue } from './enqueue.ts';
import { lockNext, nextOffer, noteAttempt, noteFetched } from './outgoing-store.ts';
import { type ExchangeDeps, receiveMessage } from './receive.ts';
import { endOver, mayLeave } from './undelivered.ts';

/** What one answer carries at most. */
const MOST_MESSAGES = 20;
const MOST_BYTES = LARGEST_MESSAGE;

/** What waits for a node: `offer` is what it says next time to have received. */
export const Offered = z.strictObject({
  messages: z.array(SignedMessage).max(MOST_MESSAGES),
  offer: z.int().min(0),
  more: z.boolean(),
});
export type Offered = z.infer<typeof Offered>;

/**
 * Gives a peer what waits for it, urgent messages first.
 *
 * Shape: `after` is the `offer` of the last answer that reached it; everything of that answer and before
 * counts as delivered. What was given and is not named again is given again.
 */
export async function offerTo(
  deps: ExchangeDeps,
  { peer, after, now }: { readonly peer: string; readonly after: number; readonly now: Date },
): Promise<Offered> {
  await endOver(deps, now);
  const self = deps.membership.self().node;
  const made = await deps.exchange.as({ kind: 'federation' }).commit(async (tx) => {
    await noteFetched(tx, peer, after);
    const offer = await nextOffer(tx);
    const rows = await lockNext(tx, { peer, now, isDue: false, limit: MOST_MESSAGES + 1 });
    const messages: SignedMessage[] = [];
    let bytes = 0;
    for (const row of rows.slice(0, MOST_MESSAGES)) {
      if (!(await mayLeave(tx, deps.slices, row, now))) continue;
      const message = await fixed(tx, row, { self, now });
      const size = Buffer.byteLength(JSON.stringify(message));
      if (messages.length > 0 && bytes + size > MOST_BYTES) break;
      bytes += size;
      await noteAttempt(tx, message.id, { now, next: now, offer });
      messages.push({ message, signature: await deps.membership.sign('message', message) });
    }
    return ok({ messages, offer, more: rows.length > messages.length });
  });
  if (!made.ok) throw new TypeError('An offer is never refused.');
  return made.value;
}

/** How long an answer of this node may be on its way. */
const ANSWER_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Fetches everything that waits at a peer.
 *
 * Shape: `after` as the last call gave it, 0 at first. Gives what to say next time, and how many came.
 */
export async function fetchFrom(
  deps: ExchangeDeps,
  name: string,
  { after, now }: { readonly after: number; readonly now: Date },
): Promise<{ readonly after: number; readonly count: number }> {
  const peer = deps.membership.findPeer(name);
  if (peer === undefined) return { after, count: 0 };
  let [at, count] = [after, 0];
  for (;;) {
    const path = `/federation/messages?after=${at}`;
    const answer = await callPeer(peer, { method: 'GET', path }, callerOf(deps, now));
    const offered = Offered.safeParse(answer.kind === 'answered' ? answer.body : undefined);
    if (!offered.success) return { after: at, count };
    for (const signed of offered.data.messages) {
      const taken = await receiveMessage(deps, signed, { peer, now });
      // What cannot be taken now is not acknowledged, and comes again.
      if (!taken.ok && mayTryAgain(taken.code)) return { after: at, count };
      if (taken.ok) count += 1;
      else await tellRefused(deps, signed, { code: taken.code, peer: name, now });
    }
    at = offered.data.offer;
    if (!offered.data.more) return { after: at, count };
  }
}

async function tellRefused(
  { exchange }: ExchangeDeps,
  { message }: SignedMessage,
  { code, peer, now }: { readonly code: string; readonly peer: string; readonly now: Date },
): Promise<void> {
  if (message.type === 'org.amparo.refusal.v1') return;
  await exchange.as({ kind: 'federation' }).commit(async (tx) => {
    const body = { type: 'org.amparo.refusal.v1', data: { message: message.id, code } } as const;
    const notAfter = new Date(now.getTime() + ANSWER_MS);
    const thread = message.subject;
    await enqueue(tx, { to: peer, thread, body, urgent: false, notAfter, desk: null, now });
    return ok(null);
  });
}
