import { sql } from 'kysely';
import type { Insertable } from 'kysely';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

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
      .where('state', '=', 'waiting')
      .returning('attempts'),
  );
}
