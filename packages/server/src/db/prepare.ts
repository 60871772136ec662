/** Everything the owner of the databases does, once, before the node works without the owner. */
import { createHash } from 'node:crypto';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { toBytes } from '../bytes.ts';
import type { NodeConfig } from '../config.ts';
import { prepareQueue } from './queue.ts';
import { loadNodeKeys, type NodeKeys } from '../keys/index.ts';
import { StartRefusal } from '../refusal.ts';
import { migrate } from './migrate.ts';
import { asMakerOfRoles, ensureLogins, loginOf, requireGuarded, urlFor } from './roles.ts';

/** A node whose databases are ready, with the addresses for each of its logins. */
export interface Prepared {
  readonly node: string;
  readonly keys: NodeKeys;
  readonly urls: {
    readonly app: string;
    readonly portal: string;
    readonly keeper: string;
    readonly federation: string;
    readonly keystore: string;
  };
}

const MAIN = new URL('../../migrations/', import.meta.url);
const KEYSTORE = new URL('../../migrations/keystore/', import.meta.url);
/** Held while one process prepares; another waits. */
const LOCK = 4_219_870_112;

/**
 * Migrates both databases, makes keys and logins, and closes the owner's connections.
 *
 * Refuses: every code of `StartRefusal` but `config/invalid`, which it gives only when both addresses
 * are one database.
 */
export async function prepareDatabases(config: NodeConfig): Promise<Prepared> {
  return asOwner(config.databaseUrl, 'main database', (main) =>
    asOwner(config.keystoreUrl, 'keystore', (keystore) =>
      asMakerOfRoles(() => prepareBoth(config, main, keystore)),
    ),
  );
}

async function prepareBoth(config: NodeConfig, main: Client, keystore: Client): Promise<Prepared> {
  await main.query('select pg_advisory_lock($1)', [LOCK]);
  await requireApart(keystore);
  await migrate(main, MAIN);
  await migrate(keystore, KEYSTORE);
  const { node, keys } = await settleNode(main, config.dataFolder);
  const app = loginOf(keys.logins, 'amparo_app');
  const portal = loginOf(keys.logins, 'amparo_portal');
  const keeper = loginOf(keys.logins, 'amparo_keeper');
  const federation = loginOf(keys.logins, 'amparo_federation');
  const lender = loginOf(keys.logins, 'amparo_lender');
  await ensureLogins(main, [app, portal, keeper, federation]);
  await ensureLogins(keystore, [lender]);
  await invite(main, config.enrolmentTokens);
  const urls = {
    app: urlFor(config.databaseUrl, app),
    portal: urlFor(config.databaseUrl, portal),
    keeper: urlFor(config.databaseUrl, keeper),
    federation: urlFor(config.databaseUrl, federation),
    keystore: urlFor(config.keystoreUrl, lender),
  };
  for (const url of Object.values(urls)) await asOwner(url, 'database', requireGuarded);
  await prepareQueue(main, keeper.name, urls.keeper);
  return { node, keys, urls };
}

async function asOwner<T>(
  url: string,
  what: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection that breaks makes the running query fail; the event must not end the process as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new StartRefusal('database/unreachable', `The ${what} does not answer${why}.`);
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * A share beside what it locks would be no second lock. Locks of this kind belong to one database: the
 * one just taken in the main database is free in every other.
 */
async function requireApart(keystore: Client): Promise<void> {
  const { rows } = await keystore.query<{ free: boolean }>(
    'select pg_try_advisory_lock($1) as free',
    [LOCK],
  );
  if (rows[0]?.free === true) return;
  throw new StartRefusal(
    'config/invalid',
    'DATABASE_URL and KEYSTORE_URL are the same database. The keystore must be another.',
  );
}

interface KnownNode {
  readonly node: string;
  readonly node_key: Buffer;
  readonly log_key: Buffer;
  /** Null on a node that was made before it had one. */
  readonly encryption_key: Buffer | null;
}

/** The node's identity: made once, and tied to the keys that it had then. */
async function settleNode(
  main: Client,
  dataFolder: string,
): Promise<{ node: string; keys: NodeKeys }> {
  const { rows } = await main.query<KnownNode>(
    'select node, node_key, log_key, encryption_key from node',
  );
  const [known] = rows;
  const mayMakeEncryption = (known?.encryption_key ?? null) === null;
  const keys = await loadNodeKeys(dataFolder, { mayMake: known === undefined, mayMakeEncryption });
  const encryptionKey = Buffer.from(keys.encryption.publicKey);
  if (known === undefined) {
    const node = randomUUID();
    await main.query(
      'insert into node (node, node_key, log_key, encryption_key) values ($1, $2, $3, $4)',
      [
        node,
        Buffer.from(keys.nodeSigning.publicKey),
        Buffer.from(keys.logSigning.publicKey),
        encryptionKey,
      ],
    );
    return { node, keys };
  }
  if (mayMakeEncryption) await main.query('update node set encryption_key = $1', [encryptionKey]);
  const isOurs =
    known.node_key.equals(toBytes(keys.nodeSigning.publicKey)) &&
    known.log_key.equals(toBytes(keys.logSigning.publicKey)) &&
    (mayMakeEncryption || known.encryption_key?.equals(encryptionKey));
  if (isOurs === true) return { node: known.node, keys };
  throw new StartRefusal(
    'keys/foreign',
    'The keys in the data folder belong to another node than this database.',
  );
}

async function invite(main: Client, tokens: readonly string[]): Promise<void> {
  for (const token of tokens) {
    const hash = createHash('sha256').update(token, 'utf8').digest();
    await main.query('insert into enrolments (token_hash) values ($1) on conflict do nothing', [
      hash,
    ]);
  }
}
