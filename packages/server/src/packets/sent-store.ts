/** What this node's desks sent. */
import type { Insertable } from 'kysely';
import type { Packet, PacketView } from '@amparo/casework/packets';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

type State = PacketView['state'];

const COLUMNS = [
  'packet',
  'desk',
  'authorisation',
  'conversation',
  'file',
  'hash',
  'statement',
  'to_name',
  'to_country',
  'attested_by',
  'state',
  'problem',
  'sent_at',
  'expires_at',
  'recalled_at',
] as const;

export type SentRow = Pick<Tables['sent_packets'], (typeof COLUMNS)[number]>;

/** States in which the other side may still hold something. */
const ABROAD: readonly State[] = ['waiting', 'delivered', 'read', 'undeliverable'];

export async function insertSent(
  tx: Runner,
  row: Insertable<Tables['sent_packets']>,
): Promise<void> {
  await tx.execute(build.insertInto('sent_packets').values(row));
}

export async function findSent(db: Runner, packet: string): Promise<SentRow | undefined> {
  const rows = await db.run(
    build.selectFrom('sent_packets').select(COLUMNS).where('packet', '=', packet),
  );
  return rows[0];
}

/** Locks what a desk sent, so that a receipt and a recall come one after the other. */
export async function lockSent(tx: Runner, packet: string): Promise<SentRow | undefined> {
  const rows = await tx.run(
    build.selectFrom('sent_packets').select(COLUMNS).where('packet', '=', packet).forUpdate(),
  );
  return rows[0];
}

/** The sealed content of a packet that waits for its second member. */
export async function findSentContent(tx: Runner, packet: string): Promise<Packet | undefined> {
  const rows = await tx.run(
    build.selectFrom('sent_packets').select('content').where('packet', '=', packet),
  );
  return rows[0]?.content ?? undefined;
}

export async function setSentState(
  tx: Runner,
  packet: string,
  change: { readonly state: State; readonly problem?: string | null },
): Promise<void> {
  await tx.execute(
    build
      .updateTable('sent_packets')
      .set({ ...change, content: null })
      .where('packet', '=', packet),
  );
}

/** Notes why a packet has not arrived, without changing where it stands. */
export async function setSentProblem(tx: Runner, packet: string, problem: string): Promise<void> {
  await tx.execute(build.updateTable('sent_packets').set({ problem }).where('packet', '=', packet));
}

export async function setSentRecalled(tx: Runner, packet: string, now: Date): Promise<void> {
  await tx.execute(
    build
      .updateTable('sent_packets')
      .set({ state: 'recalled', recalled_at: now, content: null })
      .where('packet', '=', packet),
  );
}

const WITHDRAWABLE = [
  'packet',
  'desk',
  'authorisation',
  'conversation',
  'file',
  'statement',
  'to_name',
  'to_country',
  'state',
  'sent_at',
  'expires_at',
  'recalled_at',
] as const;
export type WithdrawnRow = Pick<Tables['sent_packets'], (typeof WITHDRAWABLE)[number]>;

/** What rests on these authorisations and may be somewhere else. As the portal or the keeper. */
export async function lockResting(
  tx: Runner,
  authorisations: readonly string[],
): Promise<WithdrawnRow[]> {
  if (authorisations.length === 0) return [];
  return tx.run(
    build
      .selectFrom('sent_packets')
      .select(WITHDRAWABLE)
      .where('authorisation', 'in', [...authorisations])
      .where('state', 'in', [...ABROAD])
      .orderBy('packet')
      .forUpdate(),
  );
}

/** What was sent out of a file and may be somewhere else, locked. As the keeper. */
export async function listAbroad(tx: Runner, file: string): Promise<WithdrawnRow[]> {
  return tx.run(
    build
      .selectFrom('sent_packets')
      .select(WITHDRAWABLE)
      .where('file', '=', file)
      .where('state', 'in', [...ABROAD])
      .orderBy('packet')
      .forUpdate(),
  );
}

/** Everything that was sent on these authorisations, oldest first. */
export async function listResting(
  db: Runner,
  authorisations: readonly string[],
): Promise<WithdrawnRow[]> {
  if (authorisations.length === 0) return [];
  return db.run(
    build
      .selectFrom('sent_packets')
      .select(WITHDRAWABLE)
      .where('authorisation', 'in', [...authorisations])
      .orderBy('sent_at')
      .orderBy('packet'),
  );
}

/** When the other node was last tried about a recall, for each packet that it has not confirmed. */
export async function listTried(
  db: Runner,
  packets: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (packets.length === 0) return new Map();
  const rows = await db.run(
    build
      .selectFrom('outgoing_messages')
      .select(['packet', 'tried_at'])
      .where('packet', 'in', [...packets])
      .where('type', '=', 'org.amparo.recall.v1'),
  );
  return new Map(
    rows.flatMap(({ packet, tried_at }) =>
      packet === null || tried_at === null ? [] : [[packet, tried_at] as const],
    ),
  );
}

/** A desk's newest, before a moment. */
export async function listSent(
  db: Runner,
  asked: { readonly desk: string; readonly before: Date; readonly limit: number },
): Promise<SentRow[]> {
  return db.run(
    build
      .selectFrom('sent_packets')
      .select(COLUMNS)
      .where('desk', '=', asked.desk)
      .where('sent_at', '<', asked.before)
      .orderBy('sent_at', 'desc')
      .orderBy('packet')
      .limit(asked.limit),
  );
}
