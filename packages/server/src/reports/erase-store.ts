import type { Runner } from '../db/handle.ts';
import { build } from '../db/tables.ts';

/**
 * Deletes everything of a conversation but the fact that it was: entries, grants, authorisations and
 * mailbox. The drawer's row stays as a mark, so that a keystore put back from a backup lends nothing.
 * The outbox makes sure that the share is destroyed, even when this process dies before it is.
 */
export async function eraseConversation(tx: Runner, drawer: string, now: Date): Promise<void> {
  await tx.execute(build.deleteFrom('entries').where('drawer', '=', drawer));
  await tx.execute(build.deleteFrom('grants').where('drawer', '=', drawer));
  await tx.execute(build.deleteFrom('authorisations').where('drawer', '=', drawer));
  await tx.execute(build.deleteFrom('packet_authorisations').where('drawer', '=', drawer));
  await tx.execute(build.deleteFrom('taken_back_questions').where('drawer', '=', drawer));
  await tx.execute(build.deleteFrom('former_mailboxes').where('drawer', '=', drawer));
  await tx.execute(build.deleteFrom('drawer_versions').where('drawer', '=', drawer));
  await tx.execute(
    build.updateTable('drawers').set({ erased_at: now }).where('drawer', '=', drawer),
  );
  await tx.execute(build.deleteFrom('reports').where('drawer', '=', drawer));
  await handOver(tx, 'destroy-shares', drawer);
  // Last, because the receipt's own rights end with it.
  await tx.execute(build.deleteFrom('mailboxes').where('drawer', '=', drawer));
}

/** Work for the queue, committed with what causes it. */
async function handOver(tx: Runner, task: 'destroy-shares', subject: string): Promise<void> {
  await tx.execute(build.insertInto('outbox').values({ task, subject }));
}
