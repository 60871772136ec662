import { sql } from 'kysely';
import type { Runner } from '../db/handle.ts';
import { build } from '../db/tables.ts';

/** Whether a device of this node may sign no more, whatever its certificate says. As the federation. */
export async function isDeviceRevoked(db: Runner, device: string): Promise<boolean> {
  const rows = await db.run(
    build.selectNoFrom(sql<boolean>`is_device_revoked(${device}::uuid)`.as('revoked')),
  );
  return rows[0]?.revoked === true;
}
