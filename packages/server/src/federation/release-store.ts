import type { FederationFile } from '@amparo/casework/federation';
import type { Runner } from '../db/handle.ts';
import { build } from '../db/tables.ts';

/** Every file that was ever in force, the newest first. */
export async function listReleases(db: Runner): Promise<{ file: FederationFile }[]> {
  return db.run(build.selectFrom('federation_releases').select('file').orderBy('release', 'desc'));
}

/** Keeps a file; `false` when that release was there already. */
export async function insertRelease(tx: Runner, file: FederationFile, now: Date): Promise<boolean> {
  const rows = await tx.execute(
    build
      .insertInto('federation_releases')
      .values({ release: file.statement.release, file: JSON.stringify(file), taken_at: now })
      .onConflict((conflict) => conflict.column('release').doNothing()),
  );
  return rows === 1;
}
