import { sql } from 'kysely';
import type { Runner } from '../db/handle.ts';
import { build } from '../db/tables.ts';

/** Conversations that nobody made a file of, whose days are over. */
export async function listExpired(db: Runner, now: Date): Promise<{ drawer: string }[]> {
  return db.run(
    build
      .selectFrom('reports')
      .innerJoin('drawers', 'drawers.drawer', 'reports.drawer')
      .select('reports.drawer')
      .where('reports.expires_at', '<=', now)
      .where('drawers.file', 'is', null)
      .limit(500),
  );
}

/** Locks a conversation that is still over; whoever answered it meanwhile has saved it. */
export async function lockExpired(tx: Runner, drawer: string, now: Date): Promise<boolean> {
  const rows = await tx.run(
    build
      .selectFrom('drawers')
      .select('drawer')
      .where('drawer', '=', drawer)
      .where('file', 'is', null)
      .where('erased_at', 'is', null)
      .where(
        sql<boolean>`exists (select from reports r
          where r.drawer = drawers.drawer and r.expires_at <= ${now})`,
      )
      .forUpdate(),
  );
  return rows.length === 1;
}

/** Deletes what was prepared before a moment and never locked; names the drawers whose shares remain. */
export async function deleteUnclaimed(tx: Runner, before: Date): Promise<string[]> {
  const drawers = await tx.run(
    build
      .deleteFrom('drawers')
      .where('version', '=', 0)
      .where('made_at', '<', before)
      .where('erased_at', 'is', null)
      .returning('drawer'),
  );
  await tx.execute(
    build.deleteFrom('files').where('opened_at', 'is', null).where('prepared_at', '<', before),
  );
  return drawers.map(({ drawer }) => drawer);
}

/** Forgets sessions and challenges that are over. */
export async function deleteEnded(db: Runner, now: Date): Promise<number> {
  const challenges = await db.execute(build.deleteFrom('challenges').where('expires_at', '<', now));
  const sessions = await db.execute(build.deleteFrom('sessions').where('expires_at', '<', now));
  return challenges + sessions;
}

/** Makes the times of one column coarse that are older than a moment. */
export async function roundColumn(
  db: Runner,
  { table, column }: { readonly table: string; readonly column: string },
  before: Date,
): Promise<number> {
  const name = sql.ref(column);
  const hour = sql`date_trunc('hour', ${name}, 'UTC')`;
  const statement = sql`update ${sql.table(table)} set ${name} = ${hour}
    where ${name} < ${before} and ${name} <> ${hour}`;
  return db.execute({ compile: () => statement.compile(build) });
}

/** Takes work out of the outbox and gives it to the queue, in one transaction. */
export async function handOutbox(tx: Runner): Promise<number> {
  const rows = await tx.run(build.deleteFrom('outbox').returning(['task', 'subject']));
  for (const { task, subject } of rows) {
    const job = sql`select graphile_worker.add_job(${task}::text,
      json_build_object('subject', ${subject}::text))`;
    await tx.execute({ compile: () => job.compile(build) });
  }
  return rows.length;
}
