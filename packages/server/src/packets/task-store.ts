import type { Runner } from '../db/handle.ts';
import { build } from '../db/tables.ts';

/** Leaves work about one packet for the queue, committed with what causes it. */
export async function leaveTask(tx: Runner, task: 'end-packet', packet: string): Promise<void> {
  await tx.execute(build.insertInto('outbox').values({ task, subject: packet }));
}
