import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { Message } from '@amparo/casework/federation';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

export type OutgoingRow = Selectable<Tables['outgoing_messages']>;

/** Puts a message down that is not numbered yet. */
export async function insertOutgoing(
  tx: Runner,
  row: Insertable<Tables['outgoing_messages']>,
): Promise<void> {
  await tx.execute(build.insertInto('outgoing_messages').values(row));
}

/** Leaves work for the queue, in the transaction that causes it. */
export async function insertTask(tx: Runner, task: string, subject: string): Promise<void> {
  await tx.execute(build.insertInto('outbox').values({ task, subject }));
}

/** Ends what waits of a packet and says how often each was tried. */
export async function endPacketMessages(
  tx: Runner,
  packet: string,
): Promise<{ attempts: number }[]> {
  return tx.run(
    build
      .updateTable('outgoing_messages')
      .set({ state: 'ended', reason: 'packet/gone', body: null, content: sql`null` })
      .where('packet', '=', packet)
      .where('type', '=', 'org.amparo.packet.v1')
      .where('state', 'in', ['waiting', 'delivered'])
      .returning('attempts'),
  );
}

/** To which node a message goes, while it waits. */
export async function findPeerOf(db: Runner, message: string): Promise<string | undefined> {
  const rows = await db.run(
    build
      .selectFrom('outgoing_messages')
      .select('peer')
      .where('message', '=', message)
      .where('state', '=', 'waiting'),
  );
  return rows[0]?.peer;
}

/** When something for a node is to be tried next. */
export async function findNextDue(db: Runner, peer: string): Promise<Date | undefined> {
  const rows = await db.run(
    build
      .selectFrom('outgoing_messages')
      .select('next_at')
      .where('peer', '=', peer)
      .where('state', '=', 'waiting')
      .orderBy('next_at')
      .limit(1),
  );
  return rows[0]?.next_at;
}

/** Nodes for which something is due. */
export async function listDuePeers(db: Runner, now: Date): Promise<{ peer: string }[]> {
  return db.run(
    build
      .selectFrom('outgoing_messages')
      .select('peer')
      .distinct()
      .where('state', '=', 'waiting')
      .where('next_at', '<=', now),
  );
}

/**
 * Locks what goes next to a node: urgent messages first, then those that have a number, then by age.
 * `isDue` false ignores the pause after a failure, for a node that asks.
 */
export async function lockNext(
  tx: Runner,
  { peer, now, isDue, limit }: { peer: string; now: Date; isDue: boolean; limit: number },
): Promise<OutgoingRow[]> {
  return tx.run(
    build
      .selectFrom('outgoing_messages')
      .selectAll()
      .where('peer', '=', peer)
      .where('state', '=', 'waiting')
      .where('not_after', '>', now)
      .$if(isDue, (query) => query.where('next_at', '<=', now))
      .orderBy('urgent', 'desc')
      .orderBy(sql`sequence is null`)
      .orderBy('position')
      .limit(limit)
      .forUpdate()
      .skipLocked(),
  );
}

/** Fixes a message: its number, its bytes, its hash. */
export async function fixMessage(
  tx: Runner,
  message: Message,
  fixed: { readonly hash: Buffer },
): Promise<void> {
  await tx.execute(
    build
      .updateTable('outgoing_messages')
      .set({
        sequence: message.sequence,
        content: JSON.stringify(message),
        hash: fixed.hash,
        body: null,
      })
      .where('message', '=', message.id),
  );
}

/** Notes an attempt before it is made, so that a crash on the way counts as one. */
export async function noteAttempt(
  tx: Runner,
  message: string,
  { now, next, offer }: { readonly now: Date; readonly next: Date; readonly offer: number | null },
): Promise<void> {
  await tx.execute(
    build
      .updateTable('outgoing_messages')
      .set({ tried_at: now, next_at: next, offer, attempts: sql<number>`attempts + 1` })
      .where('message', '=', message),
  );
}

/** Ends the wait of a message that arrived. Its bytes stay for a day, in case the peer asks again. */
export async function noteDelivered(db: Runner, message: string): Promise<void> {
  await db.execute(
    build
      .updateTable('outgoing_messages')
      .set({ state: 'delivered', reason: null })
      .where('message', '=', message)
      .where('state', '=', 'waiting'),
  );
}

/** Notes why the last attempt failed, while the message still waits. */
export async function noteFailure(
  db: Runner,
  message: string,
  { reason, next }: { readonly reason: string; readonly next: Date },
): Promise<void> {
  await db.execute(
    build
      .updateTable('outgoing_messages')
      .set({ reason, next_at: next })
      .where('message', '=', message)
      .where('state', '=', 'waiting'),
  );
}

/** Lets messages be sent once more that a peer misses although they were delivered. */
export async function sendAgain(
  db: Runner,
  { peer, thread, next }: { readonly peer: string; readonly thread: string; readonly next: Date },
  sequences: readonly number[],
): Promise<void> {
  if (sequences.length === 0) return;
  await db.execute(
    build
      .updateTable('outgoing_messages')
      .set({ state: 'waiting', next_at: next })
      .where('peer', '=', peer)
      .where('thread', '=', thread)
      .where('sequence', 'in', [...sequences])
      .where('state', '=', 'delivered')
      .where('content', 'is not', null),
  );
}

/** Ends a message for good and gives what it was; undefined when it does not wait any more. */
export async function endMessage(
  tx: Runner,
  { peer, message }: { readonly peer: string; readonly message: string },
  reason: string,
): Promise<OutgoingRow | undefined> {
  const rows = await tx.run(
    build
      .selectFrom('outgoing_messages')
      .selectAll()
      .where('peer', '=', peer)
      .where('message', '=', message)
      .where('state', 'in', ['waiting', 'delivered'])
      .forUpdate(),
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  await tx.execute(
    build
      .updateTable('outgoing_messages')
      .set({ state: 'ended', reason, body: null, content: null })
      .where('message', '=', message),
  );
  return row;
}

/** Messages whose time is over. */
export async function listOver(
  db: Runner,
  now: Date,
): Promise<{ peer: string; message: string }[]> {
  return db.run(
    build
      .selectFrom('outgoing_messages')
      .select(['peer', 'message'])
      .where('state', '=', 'waiting')
      .where('not_after', '<=', now)
      .limit(500),
  );
}

/** Messages that wait and of which no desk was told yet. */
export async function listUnwarned(tx: Runner): Promise<OutgoingRow[]> {
  return tx.run(
    build
      .selectFrom('outgoing_messages')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('warned_at', 'is', null)
      .orderBy('position')
      .limit(500)
      .forUpdate()
      .skipLocked(),
  );
}

export async function noteWarned(tx: Runner, message: string, now: Date): Promise<void> {
  await tx.execute(
    build.updateTable('outgoing_messages').set({ warned_at: now }).where('message', '=', message),
  );
}

/** What a desk was told, or has to be told, about messages that did not arrive. */
export async function listOfDesk(db: Runner, desk: string): Promise<OutgoingRow[]> {
  return db.run(
    build
      .selectFrom('outgoing_messages')
      .selectAll()
      .where('desk', '=', desk)
      .where((eb) =>
        eb.or([
          eb.and([eb('state', '=', 'waiting'), eb('warned_at', 'is not', null)]),
          eb.and([eb('state', '=', 'ended'), eb('reason', '<>', 'packet/gone')]),
        ]),
      )
      .orderBy('position', 'desc')
      .limit(500),
  );
}

export async function nextOffer(tx: Runner): Promise<number> {
  const rows = await tx.run(
    build.selectNoFrom(sql<number>`nextval('message_offers')::bigint`.as('offer')),
  );
  return rows[0]?.offer ?? 0;
}

/** A node that fetches says up to which answer it has everything. */
export async function noteFetched(tx: Runner, peer: string, after: number): Promise<void> {
  await tx.execute(
    build
      .updateTable('outgoing_messages')
      .set({ state: 'delivered', reason: null })
      .where('peer', '=', peer)
      .where('state', '=', 'waiting')
      .where('offer', '<=', after),
  );
}

/** Forgets bytes that arrived a day ago, and rows whose end lies thirty days back. */
export async function deleteDelivered(db: Runner, now: Date): Promise<number> {
  const day = new Date(now.getTime() - 24 * 60 * 60 * 1000);
  const month = new Date(now.getTime() - 30 * 24 * 60 * 60 * 1000);
  await db.execute(
    build
      .updateTable('outgoing_messages')
      .set({ content: null })
      .where('state', '=', 'delivered')
      .where('content', 'is not', null)
      .where('tried_at', '<', day),
  );
  return db.execute(
    build
      .deleteFrom('outgoing_messages')
      .where('state', '<>', 'waiting')
      .where('not_after', '<', month),
  );
}
