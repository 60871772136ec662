import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  createCaller,
  createCookieJar,
  createMemoryStore,
  openDrawer,
  unlock,
} from '@amparo/app/client';
import type { OpenDrawer, Session } from '@amparo/app/client';
import { appendEntry } from '@amparo/casework/files';
import { readMe } from '@amparo/casework/sessions';
import {
  drawerKey,
  fromBase64url,
  generateSigningKey,
  newShare,
  sealEntry,
  toBase64url,
  utf8,
} from '@amparo/seal';
import type { EntryHeader } from '@amparo/seal';
import { enrol, must, openInventedFile, signIn } from './organisation.ts';
import type { Enrolled } from './organisation.ts';
import { dripBody, flood, sendRaw } from './raw-http.ts';
import type { SlowSender } from './raw-http.ts';
import { fetchFromCrowd, startRealNode } from './real-node.ts';
import type { RealNode } from './real-node.ts';

let node: RealNode;
let enrolled: Enrolled;
let worker: Session;
let colleague: Session;
let stranger: Session;
let held: OpenDrawer;
let other: OpenDrawer;
let slow: SlowSender[];
let before: string;

const SESSIONS = '/api/sign-in/session';
const KEYS = '/api/sign-in/keys';
const SLOW_SENDERS = 200;

beforeAll(async () => {
  node = await startRealNode();
  enrolled = await enrol(node);
  worker = await signIn(node, enrolled.worker);
  colleague = await signIn(node, enrolled.colleague);
  stranger = await signIn(node, (await enrol(node, 1)).worker);
  const { drawers } = await openInventedFile(node, worker);
  held = must(await openDrawer(worker, drawers[0]?.drawer ?? ''));
  other = must(await openDrawer(worker, drawers[1]?.drawer ?? ''));
  before = await fingerprint();
  slow = Array.from({ length: SLOW_SENDERS }, (_, at) =>
    dripBody(node.urls.app, KEYS, `10.1.1.${at}`),
  );
}, 180_000);
// Whatever was tried: not one row was added, changed or removed.
afterEach(async () => {
  expect(await fingerprint()).toBe(before);
});
afterAll(async () => {
  for (const sender of slow) sender.stop();
  await node.stop();
});

/** Everything that both databases hold, but for what a sign-in leaves and what the sequencer moves. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const url of [node.main.url, node.keystore.url]) {
    const client = new Client(url);
    await client.connect();
    try {
      await settle(client);
      const tables = await client.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables
         where schemaname = 'public' and tablename not in ('challenges', 'sessions')
         order by 1`,
      );
      for (const { name } of tables.rows) {
        const { rows } = await client.query<{ row: string }>(
          `select t::text as row from ${name} t order by 1`,
        );
        hash.update(`${name} ${rows.length}\n${rows.map(({ row }) => row).join('\n')}`);
      }
    } finally {
      await client.end();
    }
  }
  return hash.digest('hex');
}

/** Waits until every leaf has its place and is signed for. */
async function settle(client: Client): Promise<void> {
  const { rows } = await client.query(`select from pg_tables where tablename = 'leaves'`);
  if (rows.length === 0) return;
  for (;;) {
    const pending = await client.query(
      `select from leaves where leaf_index is null
       union all select from log_origins where signed_size is distinct from size`,
    );
    if (pending.rowCount === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

interface Forgery {
  readonly by?: Session;
  readonly at?: OpenDrawer;
  readonly header?: Partial<EntryHeader>;
  readonly signingKey?: Uint8Array<ArrayBuffer>;
}

/** An entry that is in order but for what the forgery changes. */
async function forge({
  by = worker,
  at = held,
  header = {},
  signingKey,
}: Forgery): Promise<string> {
  const { drawer, file, version } = at.view;
  const named = header.drawer ?? drawer;
  const shares = { holderShare: newShare(), nodeShare: newShare() };
  const whole: EntryHeader = {
    entry: randomUUID(),
    file,
    drawer,
    version,
    author: by.member,
    device: by.device.device,
    time: by.now(),
    seen: at.seen,
    checkpoint: null,
    ...header,
  };
  const bytes = await sealEntry({
    key: await drawerKey({ ...shares, drawer: named, version: whole.version }),
    header: whole,
    payload: utf8('{"v":1}'),
    signingKey: signingKey ?? by.device.signing,
  });
  return toBase64url(bytes);
}

/** The code with which the node refuses these bytes, or `taken`. */
async function codeFor(bytes: string, by = worker, drawer = held.view.drawer): Promise<string> {
  const answer = await by.caller.call(appendEntry, { params: { drawer }, input: { bytes } });
  if (answer.ok) return 'taken';
  return answer.offline ? 'no answer' : answer.refusal.code;
}

test('an entry in order is taken, and the comparison after each test sees it', async () => {
  expect(await codeFor(await forge({}))).toBe('taken');
  const after = await fingerprint();
  expect(after).not.toBe(before);
  before = after;
});

describe('an entry is refused', () => {
  test('from a member of another organisation, who has no grant', async () => {
    expect(await codeFor(await forge({ by: stranger }), stranger)).toBe('not-available');
  });

  test('for a drawer that does not exist, in the same words', async () => {
    const drawer = randomUUID();
    const bytes = await forge({ by: stranger, header: { drawer } });
    expect(await codeFor(bytes, stranger, drawer)).toBe('not-available');
  });

  test('under the identifiers of another member or their device', async () => {
    const { member, device } = colleague;
    const stolen = [
      { author: member },
      { device: device.device },
      { author: member, device: device.device },
    ];
    for (const header of stolen) {
      expect(await codeFor(await forge({ header }))).toBe('entry/signature');
    }
  });

  test('that another member sealed, though both hold the drawer', async () => {
    expect(await codeFor(await forge({ by: colleague }))).toBe('entry/signature');
  });

  test('under the signature of a key that nobody certified', async () => {
    const { secretKey } = await generateSigningKey();
    expect(await codeFor(await forge({ signingKey: secretKey }))).toBe('entry/signature');
  });

  test('from a clock that runs ahead', async () => {
    for (const time of [Date.now() + 11 * 60_000, Date.parse('2099-01-01T00:00:00Z')]) {
      const header = { time: new Date(time).toISOString() };
      expect(await codeFor(await forge({ header }))).toBe('request/clock');
    }
  });

  test('that names a version, a past or a place which is not this drawer’s', async () => {
    const { head } = held.seen;
    const wrong: readonly (readonly [Partial<EntryHeader>, string])[] = [
      [{ version: held.view.version + 1 }, 'entry/stale-version'],
      [{ seen: { position: held.seen.position + 1, head } }, 'entry/sequence'],
      [{ seen: { position: 0, head: toBase64url(newShare()) } }, 'entry/sequence'],
      [{ expects: toBase64url(newShare()) }, 'entry/conflict'],
      [{ file: randomUUID() }, 'request/malformed'],
      [{ file: null }, 'request/malformed'],
      [{ drawer: other.view.drawer }, 'request/malformed'],
      [{ entry: 'entry' }, 'request/malformed'],
    ];
    for (const [header, code] of wrong) {
      expect(await codeFor(await forge({ header })), JSON.stringify(header)).toBe(code);
    }
  });

  test('wherever one bit of it was changed, and wherever it was cut', async () => {
    const bytes = fromBase64url(await forge({}));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length * 8 - 1),
        fc.integer({ min: 1, max: bytes.length - 1 }),
        async (bit, cut) => {
          const changed = bytes.slice();
          changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          for (const hostile of [changed, bytes.slice(0, -cut)]) {
            expect(['request/malformed', 'entry/signature', 'request/clock']).toContain(
              await codeFor(toBase64url(hostile)),
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('of random bytes, of no bytes, and of more than an entry can have', async () => {
    for (const size of [0, 1, 64, 1000, 73_000]) {
      const code = await codeFor(randomBytes(size).toString('base64url'));
      expect(code, `${size} bytes`).toBe('request/malformed');
    }
  });
});

describe('a recorded sign-in', () => {
  test('starts no second session, whoever sends it again', async () => {
    const recorded: string[] = [];
    const caller = createCaller({
      origin: node.urls.app,
      cookies: createCookieJar(),
      fetch: (input, init) => {
        const isSession = typeof input === 'string' && input.endsWith(SESSIONS);
        if (isSession && typeof init?.body === 'string') recorded.push(init.body);
        return fetchFromCrowd(input, init);
      },
    });
    const { passphrase, colleague: member } = enrolled;
    must(await unlock({ card: member.card, passphrase, caller, store: createMemoryStore() }));
    before = await fingerprint();
    expect(recorded).toHaveLength(1);
    for (const body of recorded) {
      const again = await post(SESSIONS, body);
      expect(again).toEqual({ code: 'sign-in/challenge', cookie: null });
    }
  });
});

async function post(path: string, body: string): Promise<{ code: string; cookie: string | null }> {
  const answer = await fetchFromCrowd(`${node.urls.app}${path}`, {
    method: 'POST',
    headers: { origin: node.urls.app, 'content-type': 'application/json' },
    body,
  });
  const { code } = (await answer.json()) as { code: string };
  return { code, cookie: answer.headers.get('set-cookie') };
}

describe('what is not HTTP as it should be', () => {
  const request = (headers: string, body = ''): string =>
    `POST ${KEYS} HTTP/1.1\r\nHost: ${new URL(node.urls.app).host}\r\nOrigin: ${node.urls.app}\r\n` +
    `Content-Type: application/json\r\n${headers}\r\n\r\n${body}`;

  test('two lengths, or a length and chunks, end the connection', async () => {
    for (const headers of [
      'Content-Length: 2\r\nContent-Length: 30',
      'Content-Length: 2\r\nTransfer-Encoding: chunked',
      'Transfer-Encoding: chunked, identity',
    ]) {
      const answer = await sendRaw(
        node.urls.app,
        request(headers, '{}GET /api/me HTTP/1.1\r\n\r\n'),
      );
      expect(answer.match(/HTTP\/1\.1 \d{3}/g) ?? [], headers).toEqual(['HTTP/1.1 400']);
    }
  });

  test('a body of ten gigabytes is refused when it is announced', async () => {
    const answer = await sendRaw(node.urls.app, request('Content-Length: 10000000000', '{"a":"'));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('request/too-large');
  });

  test('headers without end are refused', async () => {
    const answer = await sendRaw(node.urls.app, request(`X-Long: ${'a'.repeat(200_000)}`));
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });
});

test('ten thousand sign-ins at once from one place are bounded, and others are served meanwhile', async () => {
  const body = JSON.stringify({ lookup: toBase64url(newShare()) });
  const memory = memoryOf(node.server().pid);
  const began = performance.now();
  const flooding = flood(node.urls.app, 10_000, () => ({ path: KEYS, body, sender: '10.9.9.9' }));
  const [statuses] = await Promise.all([flooding, workFor(5)]);
  const minutes = (performance.now() - began) / 60_000;
  expect([...statuses.keys()].toSorted()).toEqual([401, 429]);
  expect(statuses.get(401)).toBeLessThanOrEqual(60 + Math.ceil(60 * minutes));
  expect(memoryOf(node.server().pid) - memory, 'bytes that the flood took').toBeLessThan(400e6);
}, 180_000);

test('two thousand sign-ins at once from as many places are answered, and others are served meanwhile', async () => {
  const flooding = flood(node.urls.app, 2000, (at) => ({
    path: KEYS,
    body: JSON.stringify({ lookup: toBase64url(newShare()) }),
    sender: `10.8.${at >> 8}.${at & 255}`,
  }));
  const [statuses] = await Promise.all([flooding, workFor(5)]);
  expect([...statuses]).toEqual([[401, 2000]]);
}, 180_000);

/** Somebody at work, who asks `times` times and waits for each answer. Throws when one does not come. */
async function workFor(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) must(await worker.caller.call(readMe, {}));
}

test('challenges for nobody are bounded for each sender, and forgotten ones open nothing', async () => {
  const member = randomUUID();
  const statuses = await flood(node.urls.app, 500, () => ({
    path: '/api/sign-in/challenge',
    body: JSON.stringify({ member }),
    sender: '10.9.9.8',
  }));
  expect(statuses.get(200)).toBeLessThanOrEqual(62);
  expect(await countChallenges(member)).toBe(statuses.get(200));
});

/** Resident memory of a process, in bytes. */
function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

async function countChallenges(member: string): Promise<number> {
  const client = new Client(node.main.url);
  await client.connect();
  const { rowCount } = await client.query('select from challenges where member = $1', [member]);
  await client.end();
  return rowCount ?? 0;
}

test('two hundred who send their bodies byte by byte are cut off, and kept nobody out', async () => {
  const lasted = await Promise.all(slow.map(({ closedAfterMs }) => closedAfterMs));
  expect(Math.max(...lasted)).toBeLessThan(90_000);
  await workFor(1);
  expect(node.server().hasEnded()).toBe(false);
}, 120_000);
