import { afterAll, beforeAll, expect, test } from 'vitest';
import { roundTimes } from '../jobs/index.ts';
import { LOG_FIELDS } from '../logger.ts';
import { reachFile, type Scenario, startScenario } from '../testing/scenario.ts';
import { ROUNDED, VISIBLE, VISIBLE_IN_KEYSTORE } from './visible.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let scenario: Scenario;

beforeAll(async () => {
  scenario = await startScenario();
  await reachFile(scenario);
});
afterAll(() => scenario.node.stop());

async function columnsOf(which: 'main' | 'keystore'): Promise<string[]> {
  const client = await scenario.node.superuser(which);
  const { rows } = await client.query<{ place: string }>(`
    select table_name || '.' || column_name as place from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker')
      and table_name !~ '^entries_[0-7]$'`);
  return rows.map(({ place }) => place).sort();
}

function listed(tables: Readonly<Record<string, Readonly<Record<string, string>>>>): string[] {
  return Object.entries(tables)
    .flatMap(([table, columns]) => Object.keys(columns).map((column) => `${table}.${column}`))
    .sort();
}

test('the list of what a node can see is what is in its databases, column by column', async () => {
  expect(await columnsOf('main')).toEqual(listed(VISIBLE));
  expect(await columnsOf('keystore')).toEqual(listed(VISIBLE_IN_KEYSTORE));
});

test('every column and every log field has a reason in plain words', () => {
  const reasons = [VISIBLE, VISIBLE_IN_KEYSTORE].flatMap((tables) =>
    Object.values(tables).flatMap((columns) => Object.values(columns)),
  );
  for (const reason of [...reasons, ...Object.values(LOG_FIELDS)]) {
    expect(reason.length).toBeGreaterThan(7);
    expect(reason).not.toMatch(/victim/i);
  }
});

test('every time of the past becomes coarse, or its list says why it does not', async () => {
  const client = await scenario.node.superuser('main');
  const { rows } = await client.query<{ place: string }>(`
    select table_name || '.' || column_name as place from information_schema.columns
    where table_schema = 'public' and data_type like 'timestamp%'
      and table_name !~ '^entries_[0-7]$'`);
  const rounded = new Set(ROUNDED.map(({ table, column }) => `${table}.${column}`));
  const exact = rows.map(({ place }) => place).filter((place) => !rounded.has(place));
  // Ends in the future, what is deleted within hours, and what is about the installation itself.
  expect(exact.sort()).toEqual(
    [
      ...['authorisations', 'challenges', 'desks', 'devices', 'grants', 'memberships', 'reports'],
      'sessions',
    ]
      .map((table) => `${table}.expires_at`)
      .concat([
        'enrolments.made_at',
        'enrolments.used_at',
        'incoming_messages.expires_at',
        'keeping_acts.until_at',
        'law_pins.pinned_at',
        'retention_notices.due_at',
        'outgoing_messages.next_at',
        'outgoing_messages.not_after',
        'packet_authorisations.expires_at',
        'pages.waits_until',
        'received_packets.expires_at',
        'sent_packets.expires_at',
        'request_nonces.expires_at',
        'migrations.applied_at',
        'node.made_at',
        'outbox.made_at',
        'sessions.seen_at',
      ])
      .sort(),
  );
});

test('after thirty days the exact times are gone from every table', async () => {
  const client = await scenario.node.superuser('main');
  const exactOf = async ({ table, column }: (typeof ROUNDED)[number]): Promise<number | null> =>
    (
      await client.query(
        `select from ${table} where ${column} <> date_trunc('hour', ${column}, 'UTC')`,
      )
    ).rowCount;
  const { keeper } = scenario.node.open;
  let before = 0;
  for (const place of ROUNDED) before += (await exactOf(place)) ?? 0;
  expect(before).toBeGreaterThan(20);
  await roundTimes(keeper, new Date(scenario.node.now().getTime() + 31 * DAY_MS));
  for (const place of ROUNDED) expect(await exactOf(place), JSON.stringify(place)).toBe(0);
});
