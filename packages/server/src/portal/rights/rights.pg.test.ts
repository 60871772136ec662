/** "What may I ask for?" over HTTP, before a real node: nothing of an answer stays anywhere. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LARGEST_FORM } from '../forms.ts';
import { startTestPortal, workerPids } from '../testing/test-portal.ts';
import type { TestPortal } from '../testing/test-portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await startTestPortal();
});

afterAll(async () => {
  await portal.stop();
});

const TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

function send(body: string, init: RequestInit = {}): Promise<Response> {
  return fetch(portal.url, { method: 'POST', body, headers: TYPE, ...init });
}

/** How many rows every table of both databases has. */
async function countRows(): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const name of ['main', 'keystore'] as const) {
    const database = await portal.node.superuser(name);
    const { rows } = await database.query<{ table: string }>(
      `select format('%I.%I', schemaname, tablename) as table from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { table } of rows) {
      const count = await database.query<{ n: string }>(`select count(*) as n from ${table}`);
      counts[`${name} ${table}`] = Number(count.rows[0]?.n);
    }
  }
  return counts;
}

test('somebody answers every question and reads what they may ask for, from the first page on', async () => {
  const front = await (await fetch(portal.url)).text();
  expect(front).toContain('name="go" value="rights"');
  const country = await portal.post({ l: 'en', go: 'rights' });
  expect(country.says('Which country are you in?')).toBe(true);
  const part = await portal.post({ ...country.carried, go: 'rights-next', country: 'GB' });
  expect(part.says('Which part of the country?')).toBe(true);
  const age = await portal.post({ ...part.carried, go: 'rights-next', part: 'GB-SCT' });
  const accused = await portal.post({ ...age.carried, age: 'under' });
  const money = await portal.post({ ...accused.carried, accused: 'yes' });
  const wish = await portal.post({ ...money.carried, go: 'rights-skip' });
  const result = await portal.post({ ...wish.carried, wish: 'home' });
  expect(result.status).toBe(200);
  expect(result.says('This is about Scotland.')).toBe(true);
  expect(result.says('Going home safely')).toBe(true);
  expect(result.carried).toEqual({ l: 'en', at: 'rights' });
});

test('an answer leaves no row in any table, no line in the log, and no cookie', async () => {
  const [before, lines] = [await countRows(), portal.logLines.length];
  for (const wish of ['safe', 'money', 'home']) {
    const { headers, status } = await portal.post({ at: 'rights-wish', country: 'RO', wish });
    expect([status, headers.get('set-cookie')]).toEqual([200, null]);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).not.toContain("'self' ");
  }
  expect(await countRows()).toEqual(before);
  expect(portal.logLines.length).toBe(lines);
  expect(Object.keys(before).length).toBeGreaterThan(20);
});

test('a process that has seen an answer is gone a moment later; to look at the first question costs none', async () => {
  await until(() => workerPids().length >= 3);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const before = workerPids();
  await portal.post({ l: 'ar', go: 'rights' });
  expect(workerPids()).toEqual(before);
  await portal.post({ l: 'ar', at: 'rights-age', age: 'unsure' });
  await until(() => before.some((pid) => !workerPids().includes(pid)));
});

test('the pages are small, and the law takes little memory in the process that read it', async () => {
  await until(() => workerPids().length >= 3);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const size = Math.max(...workerPids().map(sizeOf));
  const { text } = await portal.post({ l: 'en', go: 'rights' });
  expect(Buffer.byteLength(text)).toBeLessThan(24 * 1024);
  expect(Math.max(...workerPids().map(sizeOf))).toBeLessThan(size + 40 * 1024);
  const result = await portal.post({ l: 'ar', at: 'rights-wish', country: 'RO', wish: 'safe' });
  expect(Buffer.byteLength(result.text)).toBeLessThan(64 * 1024);
});

test('hostile forms get the calm page with the ordinary status', async () => {
  const at = 'at=rights-age';
  const statuses = async (bodies: readonly string[]) =>
    Promise.all(bodies.map(async (body) => (await send(body)).status));
  expect(
    await statuses([
      `${at}&age=13`,
      `${at}&age=under&age=over`,
      `${at}&country=XX`,
      `${at}&country=RO&part=GB-EAW`,
      `${at}&country=%ff`,
      `${at}&age=%u0061`,
      `${at}&years=12`,
      `go=rights&go=rights`,
      `${at}&country=${'A'.repeat(LARGEST_FORM - 100)}`,
    ]),
  ).toEqual([400, 400, 400, 400, 400, 400, 400, 400, 400]);
  expect((await send(`${at}&wish=${'A'.repeat(LARGEST_FORM)}`)).status).toBe(413);
  expect(
    (await send(`${at}&age=under`, { headers: { 'content-type': 'text/plain' } })).status,
  ).toBe(400);
  const foreign = { ...TYPE, 'sec-fetch-site': 'cross-site' };
  expect((await send(`${at}&age=under`, { headers: foreign })).status).toBe(403);
  const page = await (await send(`${at}&country=<script>alert(1)</script>`)).text();
  expect(page).toContain('That did not work');
  expect(page).not.toContain('alert(1)');
});

test('an answer in an address is not read', async () => {
  const answer = await fetch(`${portal.url}/?go=rights-show&country=RO&age=under`);
  expect(await answer.text()).toContain('What do you want to do?');
});

test('what was answered is left behind by whoever goes on to write', async () => {
  const written = await portal.post({
    l: 'en',
    at: 'rights-wish',
    go: 'write',
    country: 'RO',
    age: 'under',
  });
  expect(written.says('What would you like to tell us?')).toBe(true);
  expect(Object.keys(written.carried).toSorted()).toEqual(['at', 'l']);
});

test('these questions are limited as every form of the portal is', async () => {
  const statuses: number[] = [];
  while (statuses.at(-1) !== 429 && statuses.length < 200) {
    statuses.push((await send('l=en&go=rights')).status);
  }
  expect(statuses.at(-1)).toBe(429);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
});

/** The memory of a process in kilobytes. */
function sizeOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  } catch {
    return 0; // It ended while we looked.
  }
}

async function until(condition: () => boolean): Promise<void> {
  const limit = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > limit) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
