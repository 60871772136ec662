import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ok } from '../outcome.ts';
import { reachFile, type FileScenario, type Scenario, startScenario } from '../testing/scenario.ts';
import type { Actor } from './actor.ts';
import { type Database, openDatabase } from './handle.ts';
import { loginOf, requireGuarded, urlFor } from './roles.ts';
import { loadNodeKeys } from '../keys/index.ts';
import { build } from './tables.ts';

let scenario: Scenario;
let file: FileScenario;
let db: Database;
let urls: { app: string; portal: string };

beforeAll(async () => {
  scenario = await startScenario();
  file = await reachFile(scenario);
  const { config } = scenario.node;
  const { logins } = await loadNodeKeys(config.dataFolder, {
    mayMake: false,
    mayMakeEncryption: false,
  });
  urls = {
    app: urlFor(config.databaseUrl, loginOf(logins, 'amparo_app')),
    portal: urlFor(config.databaseUrl, loginOf(logins, 'amparo_portal')),
  };
  // One connection, so that every use after the first is a use of the same one.
  db = openDatabase(urls.app, 1);
});
afterAll(async () => {
  await db.stop();
  await scenario.node.stop();
});

const drawers = build.selectFrom('drawers').select('drawer');
const settings = [
  'app.member',
  'app.card',
  'app.session',
  'app.enrolment',
  'app.locator',
  'app.token',
  'app.drawer',
];

function worker(): Actor {
  return { kind: 'member', member: scenario.worker.member.member };
}

test('a member sees the drawers of their desks, and nobody else sees any', async () => {
  expect(await db.as(worker()).run(drawers)).toHaveLength(3);
  expect(await db.as({ kind: 'nobody' }).run(drawers)).toHaveLength(0);
  const stranger: Actor = { kind: 'member', member: randomUUID() };
  expect(await db.as(stranger).run(drawers)).toHaveLength(0);
});

test('a pooled connection keeps nothing of who used it before', async () => {
  await db.as(worker()).run(drawers);
  await db.as(worker()).commit(async (tx) => ok(await tx.run(drawers)));
  await expect(
    db.as(worker()).commit(async () => {
      throw new Error('a fault in the middle');
    }),
  ).rejects.toThrow('a fault in the middle');
  expect(await db.as({ kind: 'nobody' }).run(drawers)).toHaveLength(0);
  const client = new Client({ connectionString: urls.app });
  await client.connect();
  try {
    const asked = settings.map((name, at) => `current_setting('${name}', true) as s${at}`);
    await client.query(`begin; select set_config('app.member', '${randomUUID()}', true); commit`);
    const { rows } = await client.query<Record<string, string | null>>(
      `select ${asked.join(', ')}`,
    );
    expect(Object.values(rows[0] ?? {}).every((value) => value === '' || value === null)).toBe(
      true,
    );
    // The empty text that is left behind is no id, and is not taken for one.
    expect((await client.query('select * from drawers')).rowCount).toBe(0);
  } finally {
    await client.end();
  }
});

test('a refused or failed statement leaves the next actor a working connection', async () => {
  const bad = build.selectFrom('drawers').select('drawer').where('drawer', '=', 'no uuid');
  await expect(db.as(worker()).run(bad)).rejects.toThrow();
  expect(await db.as(worker()).run(drawers)).toHaveLength(3);
});

test('an actor’s value is data, never SQL', async () => {
  const member = `' || (select 1/0) || '`;
  await expect(db.as({ kind: 'member', member }).run(drawers)).rejects.toThrow(/uuid/);
  const work = db.as({ kind: 'member', member }).commit(async (tx) => ok(await tx.run(drawers)));
  await expect(work).rejects.toThrow(/uuid/);
});

test('a login that could see past the policies is refused before the node works', async () => {
  const superuser = await scenario.node.superuser('main');
  await expect(requireGuarded(superuser)).rejects.toMatchObject({ code: 'database/roles' });
  const login = `owner_${randomUUID().slice(0, 8)}`;
  await superuser.query(`create role ${login} login password 'x'`);
  const { rows } = await superuser.query<{ name: string }>('select current_database() as name');
  await superuser.query(`grant connect on database ${rows[0]!.name} to ${login}`);
  await superuser.query(`grant usage on schema public to ${login}`);
  await superuser.query(`alter table cards owner to ${login}`);
  const url = new URL(scenario.node.config.databaseUrl);
  url.username = login;
  url.password = 'x';
  const owner = new Client({ connectionString: url.href });
  await owner.connect();
  try {
    await expect(requireGuarded(owner)).rejects.toMatchObject({ code: 'database/roles' });
    // Even who owns a table is held by its policies: they are forced.
    expect((await owner.query('select * from cards')).rowCount).toBe(0);
  } finally {
    await owner.end();
    await superuser.query('alter table cards owner to current_user');
    await superuser.query(`drop owned by ${login}; drop role ${login}`);
  }
});

describe('every table with rows of anybody has its policies forced', () => {
  /** Tables that hold nothing about anybody, or what everybody may see. */
  const open = new Set(['node', 'migrations', 'leaves', 'log_origins', 'tree_nodes']);

  test('and a new one without them is found', async () => {
    const client = await scenario.node.superuser('main');
    const { rows } = await client.query<{ name: string }>(`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity)`);
    expect(new Set(rows.map(({ name }) => name))).toEqual(open);
  });
});

test('nobody reaches around the policies through a partition, a function or another schema', async () => {
  const client = new Client({ connectionString: urls.app });
  await client.connect();
  try {
    for (const statement of [
      'select * from entries_0',
      'select * from graphile_worker.jobs',
      'select rolpassword from pg_authid',
      'create table x ()',
      'create temporary table x ()',
      'set role amparo_keeper',
      'alter table drawers disable row level security',
      'set row_security = off; select * from drawers',
      'delete from entries',
      'update entries set bytes = bytes',
      'update leaves set leaf = leaf',
      'delete from leaves',
      'delete from openings',
    ]) {
      await expect(client.query(statement), statement).rejects.toThrow();
    }
    expect((await client.query('copy drawers to stdout')).rowCount).toBe(0);
  } finally {
    await client.end();
  }
});

describe('the portal’s role', () => {
  test('sees a conversation by its receipt, and nothing without it', async () => {
    const portal = openDatabase(urls.portal, 1);
    const { locator, token } = file.reporter;
    const tokenHash = Buffer.from(file.reporter.parcel.mailbox.tokenHash, 'base64url');
    const entries = build.selectFrom('entries').select('entry');
    try {
      const held = portal.as({ kind: 'receipt', locator, tokenHash });
      expect((await held.run(entries)).length).toBeGreaterThan(1);
      expect(await held.run(drawers)).toEqual([{ drawer: file.reporter.drawer }]);
      const wrong = Buffer.from(token, 'base64url');
      for (const actor of [
        { kind: 'receipt', locator, tokenHash: wrong },
        { kind: 'receipt', locator, tokenHash: null },
        { kind: 'nobody' },
        { kind: 'drawer', drawer: file.reporter.drawer },
      ] as const) {
        expect(await portal.as(actor).run(entries)).toEqual([]);
        expect(await portal.as(actor).run(drawers)).toEqual([]);
      }
    } finally {
      await portal.stop();
    }
  });

  test('cannot read members, sessions, cards, files, clocks or the log’s openings', async () => {
    const client = new Client({ connectionString: urls.portal });
    await client.connect();
    try {
      for (const table of [
        'members',
        'memberships',
        'sign_ins',
        'devices',
        'sessions',
        'enrolments',
        'files',
        'cards',
        'clocks',
        'openings',
        'leaves',
        'outbox',
      ]) {
        await expect(client.query(`select * from ${table}`), table).rejects.toThrow(/denied/);
      }
    } finally {
      await client.end();
    }
  });
});

test('a seat at a desk ends with its certificate, also in the database', async () => {
  const client = await scenario.node.superuser('main');
  const { member } = scenario.worker.member;
  await client.query(`update memberships set expires_at = now() where member = '${member}'`);
  expect(await db.as(worker()).run(drawers)).toHaveLength(0);
  await client.query(
    `update memberships set expires_at = now() + interval '1 day' where member = '${member}'`,
  );
  expect(await db.as(worker()).run(drawers)).toHaveLength(3);
});
