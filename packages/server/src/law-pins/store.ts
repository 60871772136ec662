import { randomUUID } from 'node:crypto';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

export type LawPinRow = Tables['law_pins'];

/** The release in force; undefined on a node that never pinned one. */
export async function findLastPin(db: Runner): Promise<LawPinRow | undefined> {
  const rows = await db.run(
    build.selectFrom('law_pins').selectAll().orderBy('pinned_at', 'desc').limit(1),
  );
  return rows[0];
}

/** Keeps a release as the one in force. */
export async function insertPin(tx: Runner, note: string, now: Date): Promise<LawPinRow> {
  const row = { pin: randomUUID(), note, pinned_at: now };
  await tx.execute(build.insertInto('law_pins').values(row));
  return row;
}
