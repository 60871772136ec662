import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmbeddedPostgres } from './index.ts';
import type { EmbeddedPostgres } from './index.ts';
import { findPostmaster } from './postmaster.ts';
import { findProcess, listProcessesIn } from './process.ts';

let dataDir: string;
let nativeDir: string;
const running: EmbeddedPostgres[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'amparo-embedded-'));
  nativeDir = join(dataDir, 'native');
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  await rm(dataDir, { recursive: true, force: true });
});

async function start(name = 'main', accounts?: string[]): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, name, ...(accounts && { accounts }) });
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

const pgdata = (name = 'main'): string => join(dataDir, name, 'pgdata');

test('a first start makes a database with checksums, UTF-8 and code point order', async () => {
  const { url, version } = await start();
  expect(version).toMatch(/^18\./);
  const [row] = await query(
    url,
    `select current_setting('data_checksums') checksums, current_setting('server_encoding') encoding,
            current_setting('fsync') fsync, datlocprovider provider, datlocale locale, 'a' < 'B' as "order",
            upper('ñç') upper
       from pg_database where datname = 'postgres'`,
  );
  expect(row).toEqual({
    checksums: 'on',
    encoding: 'UTF8',
    fsync: 'on',
    provider: 'b',
    locale: 'C.UTF-8',
    order: false,
    upper: 'ÑÇ',
  });
});

test('nobody gets in without the password, and nobody gets in from another machine', async () => {
  const { url, port } = await start();
  await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
  const [row] = await query(url, `select rolpassword from pg_authid where rolname = 'postgres'`);
  expect(row?.['rolpassword']).toMatch(/^SCRAM-SHA-256\$/);
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  for (const { address, family } of addresses) {
    if (family !== 'IPv4' || address === '127.0.0.1') continue;
    await expect(answersOn(address, port)).resolves.toBe(false);
  }
  await expect(answersOn('127.0.0.1', port)).resolves.toBe(true);
});

async function answersOn(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

test('the password and the data can be read by their owners only', async () => {
  const { url } = await start();
  const password = join(dataDir, 'main', 'password');
  expect((await stat(password)).mode & 0o777).toBe(0o600);
  expect(new URL(url).password).toBe(await readFile(password, 'utf8'));
  expect((await stat(pgdata())).mode & 0o077).toBe(0);
  expect(await readdir(join(dataDir, 'main', 'run'))).toEqual([]);
});

test('what a person wrote does not reach the log when a statement fails', async () => {
  const { url, stop } = await start();
  await query(url, 'create table note (body text primary key)');
  await query(url, `insert into note values ('canary-in-a-value')`);
  await expect(query(url, `insert into note values ('canary-in-a-value')`)).rejects.toThrow();
  await expect(query(url, `select 'canary-in-a-statement' from nowhere`)).rejects.toThrow();
  await stop();
  const log = await readFile(join(dataDir, 'main', 'postgres.log'), 'utf8');
  expect(log).toContain('duplicate key value');
  expect(log).not.toContain('canary');
  expect(log).not.toContain('127.0.0.1:');
});

test('what was committed is there after a stop and a start, and stopping twice is no error', async () => {
  const first = await start();
  await query(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  await first.stop();
  const second = await start();
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('what was committed is there after every process of the database was killed', async () => {
  const first = await start();
  await query(first.url, 'create table kept as select 42 as answer');
  const held = new pg.Client({ connectionString: first.url });
  held.on('error', () => undefined);
  await held.connect();
  for (const pid of await listProcessesIn(pgdata())) process.kill(pid, 'SIGKILL');
  await first.ended;
  expect(await findPostmaster(pgdata())).toBeDefined();
  const second = await start();
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('a database whose first process alone was killed waits for the others before it starts', async () => {
  const first = await start();
  const held = new pg.Client({ connectionString: first.url });
  held.on('error', () => undefined);
  await held.connect();
  const postmaster = await findPostmaster(pgdata());
  process.kill(postmaster?.pid ?? 0, 'SIGKILL');
  await first.ended;
  const second = await start();
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('notes of a dead server that now name a stranger neither stop a start nor harm the stranger', async () => {
  await (await start()).stop();
  const notes = `${process.pid}\n${pgdata()}\n1700000000\n5432\n\n127.0.0.1\n  1 1\nready   \n`;
  await writeFile(join(pgdata(), 'postmaster.pid'), notes);
  const { url } = await start();
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await findProcess(process.pid)).toBeDefined();
});

test('a second start on a running folder is refused and does not disturb the first', async () => {
  const { url } = await start();
  await expect(start()).rejects.toMatchObject({
    code: 'embedded/already-running',
    message: expect.stringContaining(String(process.pid)) as string,
  });
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('two clusters start at the same time on one folder and share their programs', async () => {
  const [main, keystore] = await Promise.all([start('main'), start('keystore')]);
  expect(main.port).not.toBe(keystore.port);
  expect(new URL(main.url).password).not.toBe(new URL(keystore.url).password);
  expect(await readdir(nativeDir)).toHaveLength(1);
  await expect(
    query(main.url.replace(String(main.port), String(keystore.port)), 'select 1'),
  ).rejects.toThrow(/password/);
});

test.each([undefined, ['nobody']])(
  'the database never runs as root, also where %s is the choice of accounts',
  async (accounts) => {
    const { url, account } = await start('main', accounts);
    const postmaster = await findPostmaster(pgdata());
    const { uid } = await stat(`/proc/${postmaster?.pid ?? 0}`);
    expect(uid).not.toBe(0);
    expect(uid).toBe((await stat(pgdata())).uid);
    expect(account).not.toBe('root');
    if (process.getuid?.() === 0 && accounts) expect(account).toBe('nobody');
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  },
);

test('a cluster that another account made is refused with the command that mends it', async () => {
  await (await start()).stop();
  const { uid } = await stat(pgdata());
  const asOther = { uid: uid + 1, gid: 1, name: 'other' };
  const { ensureCluster } = await import('./cluster.ts');
  const { placeOf } = await import('./folder.ts');
  const program = {
    binaries: { initdb: '', postgres: '' },
    version: '18.4',
    footing: { cwd: '/', env: {} },
  };
  const place = placeOf(dataDir, 'main');
  await expect(ensureCluster(place, asOther, program)).rejects.toMatchObject({
    code: 'embedded/wrong-owner',
    message: expect.stringContaining('chown -R') as string,
  });
  await expect(
    ensureCluster(place, { ...asOther, uid }, { ...program, version: '19.1' }),
  ).rejects.toMatchObject({ code: 'embedded/other-version' });
});

test('a lost password file is named, not replaced', async () => {
  await (await start()).stop();
  await rm(join(dataDir, 'main', 'password'));
  await expect(start()).rejects.toMatchObject({ code: 'embedded/password-missing' });
});

test('a folder that cannot be made is refused in plain words', async () => {
  const file = join(dataDir, 'a-file');
  await writeFile(file, '');
  await expect(
    startEmbeddedPostgres({ dataDir: join(file, 'data'), name: 'main' }),
  ).rejects.toMatchObject({ code: 'embedded/folder-not-writable' });
});

test('a folder below a closed one is refused by name, or used when it is our own', async () => {
  const closed = join(dataDir, 'closed');
  await mkdir(join(closed, 'data'), { recursive: true });
  await writeFile(join(closed, 'data', 'already-here'), '');
  await chmod(closed, 0o700);
  const attempt = startEmbeddedPostgres({ dataDir: join(closed, 'data'), name: 'main', nativeDir });
  if (process.getuid?.() === 0) {
    await expect(attempt).rejects.toMatchObject({
      code: 'embedded/folder-not-reachable',
      message: expect.stringContaining(closed) as string,
    });
  } else {
    running.push(await attempt);
  }
});
