import type { startEmbeddedPostgres } from '@amparo/server';
import { StartRefusal } from './refusal.ts';

/** The two databases of a node, ours or the operator's. */
export interface Databases {
  readonly databaseUrl: string;
  readonly keystoreUrl: string;
  /** Settles when one of ours has ended, asked or not; never for the operator's. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** The node's shares are few and small. */
const KEYSTORE_SETTINGS = { shared_buffers: '16MB', max_connections: '20', max_wal_size: '64MB' };

type Settings = Readonly<Record<string, string | undefined>>;

/** Throws `StartRefusal` when only one of the two databases is named: seen before anything is started. */
export function refuseHalfNamed({ DATABASE_URL = '', KEYSTORE_URL = '' }: Settings): void {
  if ((DATABASE_URL === '') === (KEYSTORE_URL === '')) return;
  throw new StartRefusal(
    'DATABASE_URL and KEYSTORE_URL go together: name both databases, or none to use the embedded ones.',
  );
}

/**
 * Gives the databases that the environment names, or starts two of our own in the data folder.
 *
 * Throws what `startEmbeddedPostgres` refuses.
 */
export async function openDatabases(
  dataDir: string,
  env: Settings,
  start: typeof startEmbeddedPostgres,
): Promise<Databases> {
  const { DATABASE_URL: databaseUrl = '', KEYSTORE_URL: keystoreUrl = '' } = env;
  if (databaseUrl !== '') {
    const never = new Promise<void>(() => undefined);
    return { databaseUrl, keystoreUrl, ended: never, stop: () => Promise.resolve() };
  }
  const main = await start({ dataDir, name: 'main' });
  try {
    const keystore = await start({ dataDir, name: 'keystore', settings: KEYSTORE_SETTINGS });
    return {
      databaseUrl: main.url,
      keystoreUrl: keystore.url,
      ended: Promise.race([main.ended, keystore.ended]),
      stop: async () => {
        await keystore.stop();
        await main.stop();
      },
    };
  } catch (error) {
    await main.stop();
    throw error;
  }
}
