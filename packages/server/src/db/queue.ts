/** The job queue's own schema, owned by the keeper's login and by nobody who answers requests. */
import { Logger as QueueLogger, runMigrations } from 'graphile-worker';
import { type Client, escapeIdentifier } from 'pg';

/** The queue's own log lines are not on the allow-list; what matters is logged where tasks run. */
export const silent = new QueueLogger(() => () => undefined);

/** Makes or migrates the queue. The keeper may make a schema only while this runs. */
export async function prepareQueue(
  owner: Client,
  keeper: string,
  keeperUrl: string,
): Promise<void> {
  const { rows } = await owner.query<{ name: string }>('select current_database() as name');
  const database = escapeIdentifier(rows[0]?.name ?? '');
  const login = escapeIdentifier(keeper);
  await owner.query(`grant create on database ${database} to ${login}`);
  try {
    await runMigrations({ connectionString: keeperUrl, logger: silent });
  } finally {
    await owner.query(`revoke create on database ${database} from ${login}`);
  }
}
