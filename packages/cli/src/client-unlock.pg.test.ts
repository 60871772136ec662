import {
  addMember,
  createMemoryStore,
  createOrganisation,
  joinNode,
  resume,
  unlock,
  watchLog,
} from '@amparo/app/client';
import type { NewOrganisation, Outcome, Session } from '@amparo/app/client';
import { revokeDevice } from '@amparo/casework/directory';
import { generateSigningKey, issueCertificate, sealDeskKeys } from '@amparo/seal';
import { fromBase64url, randomBytes, toBase64url } from '@amparo/seal';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { layLine, startTestNode } from './testing/node.ts';
import type { Line, TestNode } from './testing/node.ts';

const PASSPHRASE = 'three quiet words';
const cluster = inject('AMPARO_TEST_PG' as never) as string;
const sql = new Client({ connectionString: cluster });
let node: TestNode;
let organisation: NewOrganisation;

beforeAll(async () => {
  await sql.connect();
  node = await startTestNode((statement) => sql.query(statement), cluster);
  const made = await createOrganisation(
    {
      name: 'Organisation of one (test)',
      desks: [{ name: 'Casework', kind: 'casework' }],
      members: [
        {
          name: 'Worker (test)',
          passphrase: PASSPHRASE,
          desks: [{ name: 'Casework', role: 'lead' }],
        },
      ],
    },
    new Date().toISOString(),
  );
  organisation = must(made);
  must(await joinNode(layLine(node.urls.app).caller, node.invitations[0] ?? '', organisation));
});

afterAll(async () => {
  await node.stop();
  await sql.end();
});

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

const cardOf = (at = 0): string => organisation.cards[at]?.card ?? '';

async function unlockOn(line: Line, store = createMemoryStore()): Promise<Session> {
  const { caller } = line;
  return must(await unlock({ card: cardOf(), passphrase: PASSPHRASE, caller, store }));
}

test('card and passphrase unlock the desks, and neither ever goes over the line', async () => {
  const line = layLine(node.urls.app);
  const session = await unlockOn(line);
  expect(session).toMatchObject({ name: 'Worker (test)', online: true, unprovedDesks: [] });
  expect(session.desks.map(({ desk, role }) => [desk.kind, role])).toEqual([['casework', 'lead']]);
  const everything = JSON.stringify(line.sent);
  for (const secret of [PASSPHRASE, 'quiet', cardOf(), cardOf().replaceAll('-', '')]) {
    expect(everything).not.toContain(secret);
  }
  expect(line.sent.length).toBeGreaterThan(4);
});

test('a wrong passphrase, a mistyped card and an unknown card are the same refusal', async () => {
  const { caller } = layLine(node.urls.app);
  const store = createMemoryStore();
  const unknown = must(
    await createOrganisation(
      {
        name: 'Elsewhere (test)',
        desks: [{ name: 'Desk', kind: 'legal' }],
        members: [{ name: 'X', passphrase: PASSPHRASE, desks: [{ name: 'Desk', role: 'lead' }] }],
      },
      new Date().toISOString(),
    ),
  );
  const attempts = [
    { card: cardOf(), passphrase: 'three quiet wordz' },
    { card: `${cardOf().slice(0, -1)}!`, passphrase: PASSPHRASE },
    { card: unknown.cards[0]?.card ?? '', passphrase: PASSPHRASE },
  ];
  for (const attempt of attempts) {
    const refused = await unlock({ ...attempt, caller, store });
    expect(refused).toEqual({
      ok: false,
      offline: false,
      refusal: { code: 'sign-in/refused' },
    });
  }
});

test('after locking no key is left in memory and every act asks to unlock again', async () => {
  const session = await unlockOn(layLine(node.urls.app));
  const [access] = session.desks;
  await session.lock();
  const keys = [session.device.signing, session.device.storeKey, access?.keys.encryption];
  for (const key of keys) expect(key?.every((byte) => byte === 0)).toBe(true);
  expect(await resume(session, createMemoryStore())).toMatchObject({
    refusal: { code: 'session/none' },
  });
});

test('a device unlocks without a line from what it kept, and goes online again later', async () => {
  const store = createMemoryStore();
  const first = await unlockOn(layLine(node.urls.app), store);
  await first.lock();
  const line = layLine(node.urls.app);
  line.state = 'cut';
  const session = await unlockOn(line, store);
  expect(session).toMatchObject({ online: false, name: 'Worker (test)' });
  expect(session.device.device).toBe(first.device.device);
  line.state = 'whole';
  must(await resume(session, store));
  expect(session.online).toBe(true);
});

test('without a line a device that never unlocked says that there is no line', async () => {
  const line = layLine(node.urls.app);
  line.state = 'cut';
  const { caller } = line;
  const input = { card: cardOf(), passphrase: PASSPHRASE, caller, store: createMemoryStore() };
  expect(await unlock(input)).toEqual({ ok: false, offline: true });
});

test('a revoked device is refused and keeps nothing', async () => {
  const store = createMemoryStore();
  const session = await unlockOn(layLine(node.urls.app), store);
  const other = await unlockOn(layLine(node.urls.app));
  must(await other.caller.call(revokeDevice, { params: { device: session.device.device } }));
  const { caller } = layLine(node.urls.app);
  const again = await unlock({ card: cardOf(), passphrase: PASSPHRASE, caller, store });
  expect(again).toMatchObject({ refusal: { code: 'device/revoked' } });
  for (const shelf of ['device', 'profile', 'pin'] as const) {
    expect(await store.list(shelf)).toEqual([]);
  }
});

test('a lead adds a colleague, who unlocks with their own card', async () => {
  const session = await unlockOn(layLine(node.urls.app));
  const desk = session.desks[0]?.desk.desk ?? '';
  const added = must(
    await addMember(session, {
      name: 'Colleague (test)',
      passphrase: 'another three words',
      desks: [{ desk, role: 'member' }],
    }),
  );
  const { caller } = layLine(node.urls.app);
  const colleague = must(
    await unlock({
      card: added.card,
      passphrase: 'another three words',
      caller,
      store: createMemoryStore(),
    }),
  );
  expect(colleague.desks.map(({ role }) => role)).toEqual(['member']);
  expect(colleague.desks[0]?.keys.signing).toBeUndefined();
  expect(colleague.desks[0]?.keys.index).toEqual(session.desks[0]?.keys.index);
  const refused = await addMember(colleague, {
    name: 'Third (test)',
    passphrase: 'another three words',
    desks: [{ desk, role: 'member' }],
  });
  expect(refused).toMatchObject({ refusal: { code: 'not-available' } });
});

test('desk keys that the node made up are not used', async () => {
  const line = layLine(node.urls.app);
  line.meddle = (path, json) => {
    if (path !== '/api/me') return json;
    const me = json as { member: string; desks: { membership: Membership }[] };
    const [desk] = me.desks;
    if (desk === undefined) return json;
    desk.membership.wrappedKeys = forged.get(me.member) ?? '';
    return me;
  };
  const honest = await unlockOn(layLine(node.urls.app));
  const { subject } = honest.desks[0]?.membership ?? { subject: undefined };
  if (subject === undefined) throw new Error('a desk');
  const made = await sealDeskKeys({
    desk: subject.desk,
    member: subject.member,
    memberPublicKey: fromBase64url(subject.encryptionKey),
    keys: { encryption: randomBytes(32), keyring: randomBytes(32), index: randomBytes(32) },
  });
  const forged = new Map([[subject.member, toBase64url(made)]]);
  const session = await unlockOn(line);
  expect(session.desks).toEqual([]);
  expect(session.unprovedDesks).toEqual([subject.desk]);
});

interface Membership {
  wrappedKeys: string;
}

test('a new device believes no organisation but the one in the member’s own sealed keys', async () => {
  const honest = await unlockOn(layLine(node.urls.app));
  const real = honest.desks[0]?.certificate;
  if (real === undefined) throw new Error('a desk');
  const root = await generateSigningKey();
  const { kind, subject, issuedAt, expiresAt } = real;
  const forged = await issueCertificate({ kind, subject, issuer: root, issuedAt, expiresAt });
  const line = layLine(node.urls.app);
  line.meddle = (path, json) => {
    if (path !== '/api/directory') return json;
    const directory = json as { organisations: { rootKey: string }[]; desks: unknown[] };
    for (const each of directory.organisations) each.rootKey = toBase64url(root.publicKey);
    return { ...directory, desks: [forged] };
  };
  const store = createMemoryStore();
  const input = { card: cardOf(), passphrase: PASSPHRASE, caller: line.caller, store };
  expect(await unlock(input)).toMatchObject({ refusal: { code: 'certificate/refused' } });
  // What the false node showed left nothing behind.
  expect((await unlockOn(layLine(node.urls.app), store)).desks).toHaveLength(1);
});

test('a desk of another organisation is not the member’s own, whatever the node says', async () => {
  const honest = await unlockOn(layLine(node.urls.app));
  const real = honest.desks[0]?.certificate;
  if (real === undefined) throw new Error('a desk');
  const root = await generateSigningKey();
  const organisation = crypto.randomUUID();
  const { kind, issuedAt, expiresAt } = real;
  const subject = { ...real.subject, organisation };
  const forged = await issueCertificate({ kind, subject, issuer: root, issuedAt, expiresAt });
  const line = layLine(node.urls.app);
  line.meddle = (path, json) => {
    if (path !== '/api/directory') return json;
    const directory = json as { organisations: object[]; desks: unknown[] };
    const added = { organisation, name: 'Another (test)', rootKey: toBase64url(root.publicKey) };
    const [first] = directory.organisations;
    const organisations = [...directory.organisations, { ...first, ...added }];
    return { ...directory, organisations, desks: [forged] };
  };
  const session = await unlockOn(line);
  expect([session.desks, session.unprovedDesks]).toEqual([[], [subject.desk]]);
});

test('the log is followed from one checkpoint to the next', async () => {
  const session = await unlockOn(layLine(node.urls.app));
  const first = await watchLog(session);
  await unlockOn(layLine(node.urls.app));
  await expect
    .poll(async () => {
      const next = await watchLog(session);
      return next.state === 'consistent' && first.state === 'consistent' && next.size > first.size;
    })
    .toBe(true);
});

test('another answer than the one that was asked for signs nobody in', async () => {
  const line = layLine(node.urls.app);
  line.meddle = (path, json) =>
    path === '/api/me' ? { ...(json as object), member: crypto.randomUUID() } : json;
  const input = {
    card: cardOf(),
    passphrase: PASSPHRASE,
    caller: line.caller,
    store: createMemoryStore(),
  };
  expect(await unlock(input)).toMatchObject({ refusal: { code: 'certificate/refused' } });
});
