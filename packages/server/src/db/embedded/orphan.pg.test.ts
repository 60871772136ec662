import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmbeddedPostgres } from './index.ts';
import { findPostmaster } from './postmaster.ts';
import { findProcess } from './process.ts';

let folder: string;
let dataDir: string;
const pgdata = (): string => join(dataDir, 'main', 'pgdata');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amparo-orphan-'));
  await chmod(folder, 0o711);
  dataDir = join(folder, 'data');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const keepsRunning = `
  import pg from 'pg';
  import { startEmbeddedPostgres } from ${JSON.stringify(import.meta.resolve('./index.ts'))};
  const { url } = await startEmbeddedPostgres({ dataDir: process.argv[1], name: 'main' });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create table kept as select 42 as answer');
  console.log('ready');
  setInterval(() => {}, 1000);
`;

/** Starts the database in a process of its own, kills that process, and gives the database's process. */
async function killAmparo(env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--no-warnings', '-e', keepsRunning, dataDir],
    { cwd: import.meta.dirname, env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [said] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit'),
  ])) as unknown[];
  expect(String(said)).toBe('ready\n');
  const server = (await findPostmaster(pgdata()))?.pid ?? 0;
  child.kill('SIGKILL');
  await once(child, 'exit');
  return server;
}

async function expectKept(): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir, name: 'main' });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query<{ answer: number }>('select answer from kept');
  await client.end();
  await server.stop();
  expect(rows).toEqual([{ answer: 42 }]);
}

test('a database that outlived a killed Amparo is shut down by the next start', async () => {
  // With hardly any programs the kernel cannot be asked to end the database with its parent.
  const poor = join(folder, 'bin');
  await mkdir(poor);
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', 'command -v id']);
  await symlink(stdout.trim(), join(poor, 'id'));
  const orphan = await killAmparo({ PATH: poor, TMPDIR: tmpdir() });
  await pause(300);
  expect(await findProcess(orphan)).toBeDefined();
  await expectKept();
  expect(await findProcess(orphan)).toBeUndefined();
});

test('a killed Amparo loses nothing and can be started again at once', async () => {
  await killAmparo(process.env);
  await expectKept();
});
