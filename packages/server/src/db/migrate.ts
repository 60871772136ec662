/** Plain SQL, forward only, each file once, under one lock. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { StartRefusal } from '../refusal.ts';

/** The oldest PostgreSQL that can carry a node: it must know `security definer` SQL bodies and more. */
const OLDEST_MAJOR = 15;
/** Any number will do, as long as every node program takes the same. */
const LOCK = 4_219_870_113;

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
}

/**
 * Brings a database to the schema of this program.
 *
 * Shape: `client` is connected as the owner; `folder` holds `0001-name.sql` and so on. Gives the number of
 * the schema. Two programs may do this at once.
 * Refuses: `StartRefusal` `database/too-old`, `schema/newer` (a later program was here), `schema/changed`
 * (a file that was applied reads differently now).
 */
export async function migrate(client: Client, folder: URL): Promise<number> {
  await requireVersion(client);
  const migrations = await readMigrations(folder);
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    await client.query(`create table if not exists migrations (
      number int primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now())`);
    const done = await client.query<{ number: number; checksum: string }>(
      'select number, checksum from migrations order by number',
    );
    requireKnown(done.rows, migrations);
    for (const migration of migrations.slice(done.rows.length)) await apply(client, migration);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
  }
  return migrations.length;
}

async function requireVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
  const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (major >= OLDEST_MAJOR) return;
  throw new StartRefusal(
    'database/too-old',
    `This is PostgreSQL ${major}. Amparo needs PostgreSQL ${OLDEST_MAJOR} or later.`,
  );
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      return { number: Number(name.slice(0, 4)), name, checksum, sql };
    }),
  );
}

function requireKnown(
  done: readonly { number: number; checksum: string }[],
  migrations: readonly Migration[],
): void {
  for (const [place, { number, checksum }] of done.entries()) {
    const known = migrations[place];
    if (known?.number !== number) {
      throw new StartRefusal(
        'schema/newer',
        `This database was last used by a later version of Amparo (schema ${number}). ` +
          'Start that version again; going back would lose data.',
      );
    }
    if (known.checksum !== checksum) {
      throw new StartRefusal(
        'schema/changed',
        `The migration ${known.name} is not the one that made this database. ` +
          'Install Amparo again from a release that you verified.',
      );
    }
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into migrations (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
