/** What comes to the end of its time, as rows. As the keeper. */
import { type Selectable, sql } from 'kysely';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';
import type { ActRow } from './act-store.ts';

/** Files in which nobody wrote since a moment, after an identifier, in order. */
export async function listQuiet(
  db: Runner,
  since: Date,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<{ file: string; last_entry: Date }[]> {
  return db.run(
    build
      .selectFrom('files as f')
      .innerJoin('drawers as d', 'd.file', 'f.file')
      .select([
        'f.file',
        sql<Date>`coalesce((select max(e.received_at) from entries e join drawers o
          on o.drawer = e.drawer where o.file = f.file), f.opened_at)`.as('last_entry'),
      ])
      .where('f.opened_at', '<', since)
      .where('f.file', '>', after)
      .where('d.erased_at', 'is', null)
      .where('d.version', '>', 0)
      .where(
        sql<boolean>`not exists (select from entries e join drawers o on o.drawer = e.drawer
          where o.file = f.file and e.received_at >= ${since})`,
      )
      .groupBy(['f.file', 'f.opened_at'])
      .orderBy('f.file')
      .limit(limit),
  );
}

export async function findNotice(
  tx: Runner,
  drawer: string,
): Promise<Selectable<Tables['retention_notices']> | undefined> {
  const rows = await tx.run(
    build.selectFrom('retention_notices').selectAll().where('drawer', '=', drawer),
  );
  return rows[0];
}

export async function putNotice(
  tx: Runner,
  { drawer, ...notice }: Tables['retention_notices'],
): Promise<void> {
  await tx.execute(
    build
      .insertInto('retention_notices')
      .values({ drawer, ...notice })
      .onConflict((conflict) => conflict.column('drawer').doUpdateSet(notice)),
  );
}

/** Takes back notices of files in which somebody wrote after they were told. Gives how many. */
export async function deleteOvertaken(db: Runner): Promise<number> {
  return db.execute(
    build.deleteFrom('retention_notices as n').where(
      sql<boolean>`exists (select from entries e join drawers o on o.drawer = e.drawer
          where o.file = n.file and e.received_at > n.warned_at)`,
    ),
  );
}

/** Holds whose date has come. */
export async function listHoldsOver(db: Runner, now: Date): Promise<ActRow[]> {
  return db.run(
    build
      .selectFrom('keeping_acts')
      .selectAll()
      .where('kind', '=', 'hold')
      .where('second_at', 'is not', null)
      .where('ended_at', 'is', null)
      .where('until_at', '<=', now)
      .limit(500),
  );
}
