import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNode } from '../node.ts';
import { createLogger } from '../logger.ts';
import { startTestNode, type TestNode } from '../testing/test-node.ts';
import { migrate } from './migrate.ts';

let node: TestNode;
let client: Client;
let folder: string;

beforeAll(async () => {
  node = await startTestNode();
  client = await node.superuser('main');
  folder = await mkdtemp(join(tmpdir(), 'amparo-migrations-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await node.stop();
});

const ours = new URL('../../migrations/', import.meta.url);

async function copyMigrations(): Promise<URL> {
  for (const name of await readdir(ours)) {
    if (!name.endsWith('.sql')) continue;
    await writeFile(join(folder, name), await readFile(new URL(name, ours)));
  }
  return pathToFileURL(`${folder}/`);
}

test('migrating again changes nothing', async () => {
  const applied = 'select number, checksum, applied_at from migrations order by number';
  const before = (await client.query(applied)).rows;
  expect(await migrate(client, ours)).toBe(before.length);
  expect((await client.query(applied)).rows).toEqual(before);
});

test('a new migration is applied once, and all of it or nothing', async () => {
  const url = await copyMigrations();
  const next = join(folder, '0099-next.sql');
  await writeFile(next, 'create table added (x int); select 1 / 0;');
  await expect(migrate(client, url)).rejects.toThrow(/division/);
  const { rows } = await client.query(`select to_regclass('added') as added`);
  expect(rows).toEqual([{ added: null }]);
  await writeFile(next, 'create table added (x int);');
  await migrate(client, url);
  await migrate(client, url);
  expect((await client.query('select * from added')).rowCount).toBe(0);
});

describe('the node refuses', () => {
  test('a database that a later version used, and says so', async () => {
    const refused = migrate(client, ours);
    await expect(refused).rejects.toMatchObject({ code: 'schema/newer' });
    await expect(refused).rejects.toThrow('later version');
    await client.query('drop table added; delete from migrations where number = 99');
    expect(await migrate(client, ours)).toBeGreaterThan(2);
  });

  test('a migration that reads differently than when it was applied', async () => {
    const url = await copyMigrations();
    const path = join(folder, '0002-files.sql');
    await rm(join(folder, '0099-next.sql'), { force: true });
    await writeFile(path, `${await readFile(path, 'utf8')}\n-- another thought`);
    await expect(migrate(client, url)).rejects.toMatchObject({ code: 'schema/changed' });
  });

  test('one database for both locks', async () => {
    const config = { ...node.config, keystoreUrl: node.config.databaseUrl };
    const options = { log: createLogger(() => undefined), faces: () => ({ app: '', portal: '' }) };
    await expect(openNode(config, options)).rejects.toMatchObject({ code: 'config/invalid' });
  });

  test('an owner that may not make roles, and says what it needs', async () => {
    const owner = new URL(node.config.databaseUrl).username;
    const options = { log: createLogger(() => undefined), faces: () => ({ app: '', portal: '' }) };
    await client.query(`alter role ${owner} nocreaterole`);
    const refused = openNode(node.config, options);
    await expect(refused).rejects.toMatchObject({ code: 'database/roles' });
    await expect(refused).rejects.toThrow('CREATEROLE');
    await client.query(`alter role ${owner} createrole`);
  });

  test('a database that does not answer, without its password in the message', async () => {
    const config = { ...node.config, databaseUrl: 'postgres://owner:canary@127.0.0.1:1/none' };
    const options = { log: createLogger(() => undefined), faces: () => ({ app: '', portal: '' }) };
    const refused = openNode(config, options);
    await expect(refused).rejects.toMatchObject({ code: 'database/unreachable' });
    await expect(refused).rejects.not.toThrow('canary');
  });
});

test('the node’s keys can be read by its own account only', async () => {
  const keys = join(node.config.dataFolder, 'keys');
  expect((await stat(keys)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(keys)) {
    expect((await stat(join(keys, name))).mode & 0o777, name).toBe(0o600);
  }
});

test('logins have passwords that no server log can have: only verifiers were sent', async () => {
  const { rows } = await client.query<{ rolpassword: string }>(
    `select rolpassword from pg_authid where rolname ~ '^amparo_(app|portal|keeper)_'`,
  );
  expect(rows.length).toBeGreaterThanOrEqual(3);
  for (const { rolpassword } of rows) expect(rolpassword).toMatch(/^SCRAM-SHA-256\$4096:/);
});
