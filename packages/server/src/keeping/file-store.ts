/** What keeping needs to know of files, drawers and packets, as rows. */
import { type Selectable, sql } from 'kysely';
import type { Card } from '@amparo/casework/files';
import { toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

export type DrawerRow = Selectable<Tables['drawers']>;

/** These drawers among what the actor may see; with a desk, only those that it leads. */
export async function listLed(
  db: Runner,
  drawers: readonly string[],
  desk: string | null,
): Promise<DrawerRow[]> {
  if (drawers.length === 0) return [];
  const query = build
    .selectFrom('drawers')
    .selectAll()
    .where('drawer', 'in', [...drawers])
    .where('erased_at', 'is', null)
    .where('version', '>', 0);
  return db.run(desk === null ? query : query.where('lead_desk', '=', desk));
}

/** How many drawers of a file a desk leads. */
export async function countLed(db: Runner, file: string, desk: string): Promise<number> {
  return (await listFileDrawers(db, file)).filter(({ lead_desk }) => lead_desk === desk).length;
}

/** The drawers of a file that are left, among what the actor may see. */
export async function listFileDrawers(db: Runner, file: string): Promise<DrawerRow[]> {
  return db.run(
    build
      .selectFrom('drawers')
      .selectAll()
      .where('file', '=', file)
      .where('erased_at', 'is', null)
      .where('version', '>', 0)
      .orderBy('made_at')
      .orderBy('drawer'),
  );
}

/** When anybody last wrote in a file of the actor's. */
export async function findActivity(db: Runner, file: string): Promise<Date | undefined> {
  const rows = await db.run(build.selectNoFrom(sql<Date | null>`file_activity(${file})`.as('at')));
  return rows[0]?.at ?? undefined;
}

export type NoticeRow = Selectable<Tables['retention_notices']> & Pick<DrawerRow, 'class'>;

/** What a file's or a desk's drawers were told of, soonest first. */
export async function listNotices(
  db: Runner,
  by: { readonly file: string } | { readonly desk: string },
): Promise<NoticeRow[]> {
  const query = build
    .selectFrom('retention_notices as n')
    .innerJoin('drawers as d', 'd.drawer', 'n.drawer')
    .selectAll('n')
    .select('d.class')
    .orderBy('n.due_at')
    .limit(500);
  return db.run(
    'file' in by ? query.where('n.file', '=', by.file) : query.where('n.lead_desk', '=', by.desk),
  );
}

export async function listErasures(
  db: Runner,
  file: string,
): Promise<Selectable<Tables['erasures']>[]> {
  return db.run(
    build.selectFrom('erasures').selectAll().where('file', '=', file).orderBy('erased_at'),
  );
}

/** A desk's own cards of these files. */
export async function listCardsOf(
  db: Runner,
  desk: string,
  files: readonly string[],
): Promise<Card[]> {
  if (files.length === 0) return [];
  const rows = await db.run(
    build
      .selectFrom('cards')
      .select(['file', 'revision', 'sealed'])
      .where('desk', '=', desk)
      .where('file', 'in', [...files]),
  );
  return rows.map((row) => ({ ...row, sealed: toText(row.sealed) }));
}

/** Which of these are erased. */
export async function listErasedAmong(db: Runner, drawers: readonly string[]): Promise<string[]> {
  const rows = await db.run(
    build.selectNoFrom(sql<string[]>`erased_among(${[...drawers]}::uuid[])`.as('erased')),
  );
  return rows[0]?.erased ?? [];
}

/** How many of these packets a desk was sent and still has. */
export async function countReceived(
  db: Runner,
  packets: readonly string[],
  desk: string,
): Promise<number> {
  if (packets.length === 0) return 0;
  const rows = await db.run(
    build
      .selectFrom('received_packets')
      .select('packet')
      .where('packet', 'in', [...packets])
      .where('desk', '=', desk)
      .where('ended_at', 'is', null),
  );
  return rows.length;
}

/** Keeps received packets for a provision although they run out; null ends it. Gives how many. */
export async function holdPackets(
  tx: Runner,
  packets: readonly string[],
  provision: string | null,
): Promise<number> {
  if (packets.length === 0) return 0;
  return tx.execute(
    build
      .updateTable('received_packets')
      .set({ held_for: provision })
      .where('packet', 'in', [...packets]),
  );
}

/** Gives a signed erasure to the queue, in the transaction of its second signature. */
export async function handErasure(tx: Runner, act: string): Promise<void> {
  await tx.execute(build.insertInto('outbox').values({ task: 'erase', subject: act }));
}
