/** What was sent to this node's desks. */
import type { Insertable } from 'kysely';
import type { Packet } from '@amparo/casework/packets';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

const COLUMNS = [
  'packet',
  'source',
  'desk',
  'hash',
  'statement',
  'from_name',
  'origin',
  'attested_by',
  'state',
  'received_at',
  'expires_at',
  'read_at',
  'recalled_at',
  'ended_at',
  'held_for',
] as const;

export type ReceivedRow = Pick<Tables['received_packets'], (typeof COLUMNS)[number]>;

export async function insertReceived(
  tx: Runner,
  row: Insertable<Tables['received_packets']>,
): Promise<void> {
  await tx.execute(build.insertInto('received_packets').values(row));
}

/** Locks a received packet: opening, recall and end come one after the other. */
export async function lockReceived(tx: Runner, packet: string): Promise<ReceivedRow | undefined> {
  const rows = await tx.run(
    build.selectFrom('received_packets').select(COLUMNS).where('packet', '=', packet).forUpdate(),
  );
  return rows[0];
}

export async function findReceivedContent(tx: Runner, packet: string): Promise<Packet | undefined> {
  const rows = await tx.run(
    build.selectFrom('received_packets').select('content').where('packet', '=', packet),
  );
  return rows[0]?.content ?? undefined;
}

export async function setRead(tx: Runner, packet: string, now: Date): Promise<void> {
  await tx.execute(
    build
      .updateTable('received_packets')
      .set({ state: 'read', read_at: now })
      .where('packet', '=', packet),
  );
}

/** Marks a packet as recalled; its ciphertext goes at once unless a law keeps it. */
export async function setReceivedRecalled(
  tx: Runner,
  packet: string,
  { now, isHeld }: { readonly now: Date; readonly isHeld: boolean },
): Promise<void> {
  await tx.execute(
    build
      .updateTable('received_packets')
      .set({ state: 'recalled', recalled_at: now, ...(!isHeld && { content: null }) })
      .where('packet', '=', packet),
  );
}

/** Marks a packet as over: its share is destroyed already. */
export async function setEnded(
  tx: Runner,
  packet: string,
  { now, state }: { readonly now: Date; readonly state: 'deleted' | 'expired' },
): Promise<void> {
  await tx.execute(
    build
      .updateTable('received_packets')
      .set({ state, ended_at: now, content: null })
      .where('packet', '=', packet),
  );
}

/** Packets whose time is over, or that were recalled, and that no law keeps any more. As the keeper. */
export async function listOver(db: Runner, now: Date): Promise<string[]> {
  const rows = await db.run(
    build
      .selectFrom('received_packets')
      .select('packet')
      .where((where) =>
        where.or([where('expires_at', '<=', now), where('recalled_at', 'is not', null)]),
      )
      .where('ended_at', 'is', null)
      .where('held_for', 'is', null)
      .limit(500),
  );
  return rows.map(({ packet }) => packet);
}

/** Packets that ended after a moment. As the keeper. */
export async function listEndedSince(
  db: Runner,
  since: Date,
): Promise<{ packet: string; desk: string }[]> {
  return db.run(
    build
      .selectFrom('received_packets')
      .select(['packet', 'desk'])
      .where('ended_at', '>', since)
      .orderBy('ended_at'),
  );
}

/** Remembers a recall of something that has not come, so that it is refused when it does. */
export async function rememberRecall(tx: Runner, row: Tables['recalled_packets']): Promise<void> {
  await tx.execute(
    build
      .insertInto('recalled_packets')
      .values(row)
      .onConflict((conflict) => conflict.columns(['source', 'packet']).doNothing()),
  );
}

export async function isRecalledBefore(
  tx: Runner,
  { source, packet }: { readonly source: string; readonly packet: string },
): Promise<boolean> {
  const rows = await tx.run(
    build
      .selectFrom('recalled_packets')
      .select('packet')
      .where('source', '=', source)
      .where('packet', '=', packet),
  );
  return rows.length > 0;
}

/** A desk's newest, before a moment. */
export async function listReceived(
  db: Runner,
  asked: { readonly desk: string; readonly before: Date; readonly limit: number },
): Promise<ReceivedRow[]> {
  return db.run(
    build
      .selectFrom('received_packets')
      .select(COLUMNS)
      .where('desk', '=', asked.desk)
      .where('received_at', '<', asked.before)
      .orderBy('received_at', 'desc')
      .orderBy('packet')
      .limit(asked.limit),
  );
}
