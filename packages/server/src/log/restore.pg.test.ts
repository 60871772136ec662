import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  fromBase64Url,
  openLeaf,
  parseCheckpoint,
  parseEntryBundle,
  parseLeaf,
  parseNote,
  toBase64,
} from '@amparo/ledger';
import { sha256 } from '../bytes.ts';
import { type AtWork, join as joinNode, signIn, type TestMember } from '../testing/people.ts';
import { exportLog, verifyExport } from '../testing/log-reader.ts';
import { startTestNode, type TestNode } from '../testing/test-node.ts';
import { sequenceOnce } from './sequencer.ts';

let node: TestNode;
let worker: AtWork;

beforeAll(async () => {
  node = await startTestNode();
  const { members } = await joinNode(node, ['casework'], 0);
  worker = await signIn(node, members[0] as TestMember);
  await sequenceOnce(node.open.keeper, node.now());
});
afterAll(() => node.stop());

async function get(url: string): Promise<string> {
  return (await node.open.app.inject({ method: 'GET', url })).payload;
}

async function signed() {
  return parseCheckpoint(parseNote(await get('/api/log/checkpoint')).text);
}

test('a node that was stopped and started goes on with the same log', async () => {
  const before = await get('/api/log/checkpoint');
  await node.reopen();
  await sequenceOnce(node.open.keeper, node.now());
  const files = await exportLog(node, worker.cookie);
  expect(await verifyExport(files, before)).toMatchObject({ ok: true, truncationChecked: true });
});

test('what was signed last is on the disk before anybody can read it', async () => {
  const path = join(node.config.dataFolder, 'last-checkpoint.txt');
  expect(await readFile(path, 'utf8')).toBe(await get('/api/log/checkpoint'));
});

test('a database put back from a backup starts a new log that names the old one', async () => {
  const client = await node.superuser('main');
  // As a backup has it: the log as it was some leaves ago.
  const tables = ['leaves', 'openings', 'log_origins', 'tree_nodes'];
  for (const table of tables) await client.query(`create table saved_${table} as table ${table}`);
  await signIn(node, worker.member);
  await sequenceOnce(node.open.keeper, node.now());
  const lost = await signed();
  await client.query('set session_replication_role = replica');
  for (const table of tables) {
    await client.query(`delete from ${table}`);
    await client.query(`insert into ${table} overriding system value select * from saved_${table}`);
    await client.query(`drop table saved_${table}`);
  }
  await client.query('set session_replication_role = origin');

  await node.reopen();
  await sequenceOnce(node.open.keeper, node.now());
  const now = await signed();
  expect(lost.origin).toMatch(/\/1$/);
  expect(now.origin).toBe(lost.origin.replace(/1$/, '2'));
  const files = await exportLog(node, worker.cookie);
  expect(await verifyExport(files)).toMatchObject({ ok: true });
  const { origins } = JSON.parse(await get('/api/log/origins')) as {
    origins: { follows: object | null; salt: string }[];
  };
  expect(origins.map(({ follows }) => follows)).toEqual([
    null,
    { origin: lost.origin, size: Number(lost.size), root: toBase64(lost.root) },
  ]);
  const bundle = [...files].find(([path]) => path.startsWith('tile/entries/000'))![1];
  const first = parseLeaf(parseEntryBundle(bundle)[0]!);
  const { follows, salt } = origins[1]!;
  expect(first.kind).toBe('log-restarted');
  expect(openLeaf(sha256, first, fromBase64Url(salt)!, { follows })).toBe(true);

  await node.reopen();
  await sequenceOnce(node.open.keeper, node.now());
  expect((await signed()).origin).toBe(now.origin);
});

test('a database with another past than was signed starts a new log as well', async () => {
  const client = await node.superuser('main');
  const before = await signed();
  await client.query(`update tree_nodes set hash = sha256(hash) where generation = 2
    and level = 0 and node_index = 0`);
  await node.reopen();
  await sequenceOnce(node.open.keeper, node.now());
  expect((await signed()).origin).toBe(before.origin.replace(/2$/, '3'));
});

test('a node does not start on another node’s keys, or without its own', async () => {
  const folder = join(node.config.dataFolder, 'keys');
  const path = join(folder, 'log-signing.key');
  const key = await readFile(path, 'utf8');
  await rm(path);
  await expect(node.reopen()).rejects.toMatchObject({ code: 'keys/missing' });
  await writeFile(path, `${Buffer.alloc(32, 7).toString('base64url')}\n`);
  await expect(node.retry()).rejects.toMatchObject({ code: 'keys/foreign' });
  await writeFile(path, 'damaged');
  await expect(node.retry()).rejects.toMatchObject({ code: 'keys/unreadable' });
  await writeFile(path, key);
  await node.retry();
  expect((await get('/healthz')).trim()).toBe('ok');
});
