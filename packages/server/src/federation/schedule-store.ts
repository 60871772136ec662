import { sql } from 'kysely';
import type { Runner } from '../db/handle.ts';
import { build } from '../db/tables.ts';

/** Puts one job for a node into the queue, at this moment and instead of one that waits for later. */
export async function scheduleDelivery(db: Runner, peer: string, at: Date): Promise<void> {
  const job = sql`select graphile_worker.add_job('deliver-peer',
    json_build_object('peer', ${peer}::text), run_at => ${at}::timestamptz,
    job_key => ${`deliver ${peer}`}::text, max_attempts => 3)`;
  await db.execute({ compile: () => job.compile(build) });
}
