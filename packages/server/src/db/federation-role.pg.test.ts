/** What the login behind the face for other nodes may do: this list and no more. */
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadNodeKeys } from '../keys/index.ts';
import { startTestNode, type TestNode } from '../testing/test-node.ts';
import { loginOf, urlFor } from './roles.ts';

let node: TestNode;
/** Connected as the login itself. */
let client: Client;

beforeAll(async () => {
  node = await startTestNode();
  const { config } = node;
  const { logins } = await loadNodeKeys(config.dataFolder, {
    mayMake: false,
    mayMakeEncryption: false,
  });
  const login = loginOf(logins, 'amparo_federation');
  client = new Client({ connectionString: urlFor(config.databaseUrl, login) });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await node.stop();
});

/** Each table with what may be done to at least one of its columns. */
const MAY: Readonly<Record<string, string>> = {
  desks: 'select',
  federation_releases: 'select insert',
  incoming_messages: 'select insert update',
  leaves: 'select insert',
  message_threads: 'select insert update',
  openings: 'insert',
  organisations: 'select',
  outbox: 'insert',
  outgoing_messages: 'select insert update',
  packet_receipts: 'select insert',
  received_packets: 'select insert update',
  recalled_packets: 'select insert',
  request_nonces: 'select insert',
  sent_packets: 'select update',
};

test('the face for other nodes has these rights to these tables, and none to any other', async () => {
  const { rows } = await client.query<{ name: string; may: string }>(`
    select c.relname as name, concat_ws(' ',
      case when has_any_column_privilege(c.oid, 'select') then 'select' end,
      case when has_any_column_privilege(c.oid, 'insert') then 'insert' end,
      case when has_any_column_privilege(c.oid, 'update') then 'update' end,
      case when has_table_privilege(c.oid, 'delete') then 'delete' end,
      case when has_table_privilege(c.oid, 'truncate') then 'truncate' end) as may
    from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'f')
      and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')`);
  const found = rows.filter(({ may }) => may !== '').map(({ name, may }) => [name, may]);
  expect(Object.fromEntries(found)).toEqual(MAY);
});

test('the face for other nodes cannot read what a person, a member or a device left here', async () => {
  for (const table of [
    ...['drawers', 'entries', 'grants', 'files', 'cards', 'reports', 'mailboxes', 'pages'],
    ...['members', 'memberships', 'devices', 'sessions', 'sign_ins', 'enrolments', 'clocks'],
    ...['authorisations', 'packet_authorisations', 'openings', 'keeping_acts', 'erasures'],
  ]) {
    await expect(client.query(`select * from ${table}`), table).rejects.toThrow(/denied/);
  }
});

test('the face for other nodes puts sealed content down and does not read it again', async () => {
  for (const statement of [
    'select content from received_packets',
    'select content from sent_packets',
    'select salt from openings',
  ]) {
    await expect(client.query(statement), statement).rejects.toThrow(/denied/);
  }
});

test('the face for other nodes can neither delete nor rewrite what was said', async () => {
  for (const statement of [
    'delete from incoming_messages',
    'delete from outgoing_messages',
    'delete from request_nonces',
    'delete from recalled_packets',
    'delete from received_packets',
    'update outgoing_messages set not_after = now()',
    'update outgoing_messages set peer = peer',
    'update incoming_messages set hash = hash',
    'update received_packets set statement = statement',
    'update received_packets set expires_at = now()',
    'update received_packets set held_for = null',
    'update packet_receipts set statement = statement',
    'update sent_packets set statement = statement',
    'update sent_packets set desk = desk',
    'update federation_releases set file = file',
    'update leaves set leaf = leaf',
    'update desks set certificate = certificate',
    'select * from graphile_worker.jobs',
    'set role amparo_keeper',
    'create table x ()',
  ]) {
    await expect(client.query(statement), statement).rejects.toThrow();
  }
});

test('the keeper, who forgets old messages, cannot take or number one', async () => {
  const { logins } = await loadNodeKeys(node.config.dataFolder, {
    mayMake: false,
    mayMakeEncryption: false,
  });
  const url = urlFor(node.config.databaseUrl, loginOf(logins, 'amparo_keeper'));
  const keeper = new Client({ connectionString: url });
  await keeper.connect();
  try {
    for (const statement of [
      'select * from message_threads',
      'select file from federation_releases',
      `insert into request_nonces values ('p', 'n', now())`,
      `select nextval('message_offers')`,
    ]) {
      await expect(keeper.query(statement), statement).rejects.toThrow(/denied/);
    }
  } finally {
    await keeper.end();
  }
});
