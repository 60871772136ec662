import type { Clock } from '@amparo/casework/clocks';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

/** A clock that the actor's desks may see. */
export async function findClock(db: Runner, clock: string): Promise<Tables['clocks'] | undefined> {
  const rows = await db.run(build.selectFrom('clocks').selectAll().where('clock', '=', clock));
  return rows[0];
}

export async function insertClock(tx: Runner, clock: Clock): Promise<void> {
  await tx.execute(build.insertInto('clocks').values(clock));
}

export async function updateClock(tx: Runner, { clock, ...changed }: Clock): Promise<void> {
  const { due, owner, deputy, state } = changed;
  await tx.execute(
    build.updateTable('clocks').set({ due, owner, deputy, state }).where('clock', '=', clock),
  );
}

export async function listClocks(db: Runner, desk: string): Promise<Clock[]> {
  return db.run(
    build.selectFrom('clocks').selectAll().where('desk', '=', desk).orderBy('due').orderBy('clock'),
  );
}

/** Which of these members sit at a desk, among those whom the actor may see. */
export async function countSeated(
  db: Runner,
  desk: string,
  members: readonly string[],
): Promise<number> {
  const rows = await db.run(
    build
      .selectFrom('memberships')
      .select('member')
      .where('desk', '=', desk)
      .where('member', 'in', [...members]),
  );
  return rows.length;
}
