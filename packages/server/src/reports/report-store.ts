import { sql } from 'kysely';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

export type InboxRow = Pick<
  Tables['reports'],
  | 'drawer'
  | 'desk'
  | 'received_at'
  | 'sealed_by'
  | 'opened_at'
  | 'handed_over_at'
  | 'closed_at'
  | 'is_waiting'
  | 'expires_at'
>;

/**
 * The conversations that a desk holds, oldest first; of those that became part of a file, only the ones
 * in which the person waits for an answer.
 */
export async function listInbox(db: Runner, desk: string, now: Date): Promise<InboxRow[]> {
  return db.run(
    build
      .selectFrom('reports')
      .selectAll()
      .where(
        sql<boolean>`drawer in (select g.drawer from grants g where g.holder = ${desk}
          and g.revoked_at is null and g.expires_at > ${now})`,
      )
      .where((eb) =>
        eb.or([
          eb('expires_at', '>', now),
          eb.and([eb('expires_at', 'is', null), eb('is_waiting', '=', true)]),
        ]),
      )
      .orderBy('received_at')
      .orderBy('drawer'),
  );
}

/** The report of a conversation, locked, if one of these desks received it. */
export async function lockReport(
  tx: Runner,
  drawer: string,
  desks: readonly string[],
): Promise<{ readonly desk: string; readonly closed_at: Date | null } | undefined> {
  if (desks.length === 0) return undefined;
  const rows = await tx.run(
    build
      .selectFrom('reports')
      .select(['desk', 'closed_at'])
      .where('drawer', '=', drawer)
      .where('desk', 'in', [...desks])
      .forUpdate(),
  );
  return rows[0];
}

export async function setClosed(tx: Runner, drawer: string, now: Date): Promise<void> {
  await tx.execute(
    build.updateTable('reports').set({ closed_at: now }).where('drawer', '=', drawer),
  );
}
