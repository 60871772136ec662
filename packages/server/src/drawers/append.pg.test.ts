import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendEntry, openDrawer } from '@amparo/casework/files';
import { nodeInformation } from '@amparo/casework/directory';
import {
  canonicalJson,
  chainHead,
  type DrawerKey,
  fromBase64url,
  GENESIS_HEAD,
  parseEntry,
  sealEntry,
  toBase64url,
  utf8,
  verify,
} from '@amparo/seal';
import { append, type MemberEntry, sealMemberEntry } from '../testing/caseworker.ts';
import { reachFile, type FileScenario, type Scenario, startScenario } from '../testing/scenario.ts';

let scenario: Scenario;
let file: FileScenario;
let key: DrawerKey;
let drawer: string;

beforeAll(async () => {
  scenario = await startScenario();
  file = await reachFile(scenario);
  ({ key, drawer } = file.opened.drawers['safety']!);
});
afterAll(() => scenario.node.stop());

/** An honest entry after what is there now, with changes. */
async function next(changes: Partial<MemberEntry> = {}): Promise<MemberEntry> {
  const { node, worker } = scenario;
  const asking = { params: { drawer }, input: { after: 0 }, cookie: worker.cookie };
  const { position, head } = (await node.ask(openDrawer, asking)).body.drawer;
  return { key, file: file.opened.file, seen: { position, head }, ...changes };
}

async function send(bytes: string) {
  const { node, worker } = scenario;
  return node.ask(appendEntry, { params: { drawer }, input: { bytes }, cookie: worker.cookie });
}

test('an entry gets the next position, chained to all before it, signed by the node', async () => {
  const { node, worker } = scenario;
  const entry = await next();
  const bytes = await sealMemberEntry(worker, entry);
  const { body } = await send(bytes);
  const { hash } = await parseEntry(fromBase64url(bytes));
  const position = entry.seen.position + 1;
  expect(body).toMatchObject({ drawer, position });
  expect(body.head).toBe(await chainHead(entry.seen.head, position, hash));
  const { signature, ...said } = body;
  const { nodeKey } = (await node.ask(nodeInformation)).body;
  const message = utf8(canonicalJson(said));
  const isSigned = await verify(
    fromBase64url(nodeKey),
    'acknowledgement',
    message,
    fromBase64url(signature),
  );
  expect(isSigned).toBe(true);
});

test('sending the same bytes again is answered the same, and nothing is written twice', async () => {
  const { worker } = scenario;
  const bytes = await sealMemberEntry(worker, await next());
  const [first, second] = await Promise.all([send(bytes), send(bytes)]);
  const third = await send(bytes);
  expect(first.status).toBe(200);
  expect(second.text).toBe(first.text);
  expect(third.text).toBe(first.text);
  expect((await next()).seen.position).toBe(first.body.position);
});

test('other bytes under the same identifier are refused', async () => {
  const { worker } = scenario;
  const entry = randomUUID();
  await send(await sealMemberEntry(worker, await next({ entry })));
  const other = await send(await sealMemberEntry(worker, await next({ entry, text: 'Other.' })));
  expect(other.body).toMatchObject({ code: 'entry/other-bytes' });
});

test('entries that commute are taken as they come, from whatever true past they saw', async () => {
  const { node, worker } = scenario;
  const old = await next();
  const answers = await Promise.all([1, 2, 3, 4].map(() => append(node, worker, old)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const positions = answers.map(({ body }) => body.position).sort((a, b) => a - b);
  expect(positions).toEqual([1, 2, 3, 4].map((step) => old.seen.position + step));
  const first = { ...old, seen: { position: 0, head: GENESIS_HEAD } };
  expect((await append(node, worker, first)).status).toBe(200);
});

test('of two exclusive entries after the same head, one is taken and one is a conflict', async () => {
  const { node, worker } = scenario;
  const entry = await next();
  const exclusive = { ...entry, expects: entry.seen.head };
  const answers = await Promise.all([
    append(node, worker, exclusive),
    append(node, worker, exclusive),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const lost = answers.find(({ status }) => status === 409);
  expect(lost?.body).toMatchObject({ code: 'entry/conflict' });
});

describe('an entry is refused', () => {
  const wrong: Record<string, [() => Promise<Partial<MemberEntry>>, string]> = {
    'that saw a position that is not there': [
      async () => ({ seen: { position: 10_000, head: GENESIS_HEAD } }),
      'entry/sequence',
    ],
    'that saw another head at a position': [
      async () => ({ seen: { ...(await next()).seen, head: GENESIS_HEAD } }),
      'entry/sequence',
    ],
    'that saw something before the beginning': [
      async () => ({ seen: { position: 0, head: `${'B'.repeat(42)}A` } }),
      'entry/sequence',
    ],
    'of another file': [async () => ({ file: randomUUID() }), 'request/malformed'],
    'of no file': [async () => ({ file: null }), 'request/malformed'],
    'dated six minutes ahead': [
      async () => ({ time: new Date(Date.now() + 6 * 60_000) }),
      'request/clock',
    ],
    'under a key version that is not current': [
      async () => ({ key: { ...key, version: 2 } }),
      'entry/stale-version',
    ],
  };

  test.each(Object.entries(wrong))('%s', async (_what, [make, code]) => {
    const { node, worker } = scenario;
    const answer = await append(node, worker, { ...(await next()), ...(await make()) });
    expect(answer.body).toMatchObject({ code });
  });

  test('dated years ago is taken: it waited offline', async () => {
    const { node, worker } = scenario;
    const answer = await append(node, worker, await next({ time: new Date('2024-01-01') }));
    expect(answer.status).toBe(200);
  });

  test('whose header names another drawer', async () => {
    const { worker } = scenario;
    const other = file.opened.drawers['identity']!;
    const bytes = await sealMemberEntry(worker, { ...(await next()), key: other.key });
    expect((await send(bytes)).body).toMatchObject({ code: 'request/malformed' });
  });

  test('with one bit changed, wherever it is', async () => {
    const { worker } = scenario;
    const bytes = fromBase64url(await sealMemberEntry(worker, await next()));
    const { position } = (await next()).seen;
    for (let at = 0; at < bytes.length; at += 97) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      const answer = await send(toBase64url(changed));
      expect(answer.status, `byte ${at}`).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    expect((await next()).seen.position).toBe(position);
  });

  test('that is cut off, empty, or no entry', async () => {
    const { worker } = scenario;
    const bytes = await sealMemberEntry(worker, await next());
    for (const broken of ['', 'AAAA', bytes.slice(0, 100), bytes.slice(0, -4), `${bytes}AAAA`]) {
      expect((await send(broken)).body).toMatchObject({ code: 'request/malformed' });
    }
  });

  test('that is larger than the largest', async () => {
    const answer = await send('A'.repeat(100_000));
    expect(answer.body).toMatchObject({ code: 'request/malformed' });
    expect((await send('A'.repeat(300_000))).body).toMatchObject({ code: 'request/too-large' });
  });

  test('signed by another device of the same member', async () => {
    const { worker, lawyer } = scenario;
    const entry = await next();
    const bytes = await sealEntry({
      key,
      header: {
        entry: randomUUID(),
        file: file.opened.file,
        drawer,
        version: 1,
        author: worker.member.member,
        device: worker.device,
        time: new Date().toISOString(),
        seen: entry.seen,
        checkpoint: null,
      },
      payload: utf8('An invented note.'),
      signingKey: lawyer.deviceKey.secretKey,
    });
    expect((await send(toBase64url(bytes))).body).toMatchObject({ code: 'entry/signature' });
  });

  test('by somebody whose desk does not hold the drawer, as if there were no drawer', async () => {
    const { node, lawyer } = scenario;
    const answer = await append(node, lawyer, await next());
    expect(answer.body).toMatchObject({ code: 'not-available' });
  });
});

test('what was acknowledged is what is read back, in order', async () => {
  const { node, worker } = scenario;
  const asking = { params: { drawer }, input: { after: 0 }, cookie: worker.cookie };
  const { entries, authors } = (await node.ask(openDrawer, asking)).body;
  let head = GENESIS_HEAD;
  for (const [at, entry] of entries.entries()) {
    expect(entry.position).toBe(at + 1);
    head = await chainHead(
      head,
      entry.position,
      (await parseEntry(fromBase64url(entry.bytes))).hash,
    );
    expect(entry.head).toBe(head);
  }
  expect(authors).toMatchObject([
    {
      kind: 'member',
      device: { subject: { device: worker.device, member: worker.member.member } },
      member: { subject: { member: worker.member.member, name: 'Invented lead' } },
      revokedAt: null,
    },
  ]);
  const later = { ...asking, input: { after: entries.length - 1 } };
  expect((await node.ask(openDrawer, later)).body.entries).toEqual(entries.slice(-1));
});
