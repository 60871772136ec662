/** Erasing in the main database, as the keeper. */
import { type Selectable, sql } from 'kysely';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';
import { eraseConversation } from '../reports/index.ts';
import type { DrawerRow } from './file-store.ts';

export type ErasureRow = Selectable<Tables['erasures']>;

/** A drawer that is still there, locked. */
export async function lockLive(tx: Runner, drawer: string): Promise<DrawerRow | undefined> {
  const rows = await tx.run(
    build
      .selectFrom('drawers')
      .selectAll()
      .where('drawer', '=', drawer)
      .where('erased_at', 'is', null)
      .forUpdate(),
  );
  return rows[0];
}

/**
 * Deletes everything sealed in a drawer and everything that wraps its key. The row stays as a mark, so that a
 * keystore put back from a backup lends nothing; the outbox destroys the share even if this process dies.
 */
export async function eraseDrawer(tx: Runner, drawer: DrawerRow, now: Date): Promise<void> {
  const { drawer: id, is_conversation } = drawer;
  await tx.execute(build.deleteFrom('retention_notices').where('drawer', '=', id));
  if (is_conversation) {
    await tx.execute(build.deleteFrom('packet_authorisations').where('drawer', '=', id));
    await eraseConversation(tx, id, now);
    return;
  }
  await tx.execute(build.deleteFrom('entries').where('drawer', '=', id));
  await tx.execute(build.deleteFrom('grants').where('drawer', '=', id));
  await tx.execute(build.deleteFrom('drawer_versions').where('drawer', '=', id));
  await tx.execute(build.updateTable('drawers').set({ erased_at: now }).where('drawer', '=', id));
  await tx.execute(build.insertInto('outbox').values({ task: 'destroy-shares', subject: id }));
}

export async function insertErasure(
  tx: Runner,
  { drawer, file, class: drawerClass, lead_desk }: DrawerRow,
  how: Pick<ErasureRow, 'act' | 'ground' | 'erased_at'>,
): Promise<void> {
  const place = { drawer, file, class: drawerClass, lead_desk };
  await tx.execute(
    build
      .insertInto('erasures')
      .values({ ...place, ...how, shares: null, proved_at: null })
      // A database put back from a backup may have an older proof: it is proved anew.
      .onConflict((conflict) =>
        conflict.column('drawer').doUpdateSet({ ...how, shares: null, proved_at: null }),
      ),
  );
}

/** The cards of a file hold a name and a way to reach somebody: whoever still reads in it makes a new one. */
export async function deleteCards(tx: Runner, file: string): Promise<void> {
  await tx.execute(build.deleteFrom('cards').where('file', '=', file));
}

export async function deleteClocks(tx: Runner, file: string): Promise<void> {
  await tx.execute(build.deleteFrom('clocks').where('file', '=', file));
}

/** What of an erased file stays known: that it was erased, held, or opened in an emergency. */
const STAYS = [
  'erasure-asked',
  'erased',
  'erasure-proved',
  'hold-placed',
  'hold-ended',
  'break-glass-asked',
  'break-glass-signed',
  'break-glass-opened',
  'break-glass-reviewed',
] as const;

/** Erases salts and details of a file's leaves. The leaves stay: the log verifies, and names nobody. */
export async function deleteOpenings(
  tx: Runner,
  { file, drawers }: { readonly file: string; readonly drawers: readonly string[] },
): Promise<number> {
  return tx.execute(
    build
      .deleteFrom('openings')
      .where((eb) =>
        eb.or([eb('file', '=', file), eb('drawer', 'in', drawers.length > 0 ? drawers : [file])]),
      )
      .where('kind', 'not in', [...STAYS]),
  );
}

export async function listFileErasures(tx: Runner, file: string): Promise<string[]> {
  const rows = await tx.run(build.selectFrom('erasures').select('drawer').where('file', '=', file));
  return rows.map(({ drawer }) => drawer);
}

/** Erasures that nothing proves yet, oldest first. */
export async function listUnproved(db: Runner): Promise<ErasureRow[]> {
  return db.run(
    build
      .selectFrom('erasures')
      .selectAll()
      .where('proved_at', 'is', null)
      .orderBy('erased_at')
      .limit(500),
  );
}

/** How many rows of a drawer are left that are sealed in it or wrap its key. */
export async function countRemains(db: Runner, drawer: string): Promise<number> {
  const rows = await db.run(
    build.selectNoFrom(
      sql<number>`(select count(*) from entries e where e.drawer = ${drawer})
        + (select count(*) from grants g where g.drawer = ${drawer})
        + (select count(*) from drawer_versions v where v.drawer = ${drawer})
        + (select count(*) from drawers d where d.drawer = ${drawer} and d.erased_at is null)`.as(
        'count',
      ),
    ),
  );
  return rows[0]?.count ?? 0;
}

export async function setProved(
  tx: Runner,
  drawer: string,
  proof: { readonly shares: number; readonly proved_at: Date },
): Promise<void> {
  await tx.execute(build.updateTable('erasures').set(proof).where('drawer', '=', drawer));
}

/** Which of these drawers are there as if they had never been erased. */
export async function listLiveAmong(db: Runner, drawers: readonly string[]): Promise<string[]> {
  if (drawers.length === 0) return [];
  const rows = await db.run(
    build
      .selectFrom('drawers')
      .select('drawer')
      .where('drawer', 'in', [...drawers])
      .where('erased_at', 'is', null),
  );
  return rows.map(({ drawer }) => drawer);
}

/** Erased drawers after an identifier, in order. */
export async function listErased(db: Runner, after: string, limit: number): Promise<string[]> {
  const rows = await db.run(
    build
      .selectFrom('drawers')
      .select('drawer')
      .where('erased_at', 'is not', null)
      .where('drawer', '>', after)
      .orderBy('drawer')
      .limit(limit),
  );
  return rows.map(({ drawer }) => drawer);
}
