import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDirectory, revokeDevice } from '@amparo/casework/directory';
import {
  endSession,
  fetchChallenge,
  fetchSealedKeys,
  readMe,
  startSession,
} from '@amparo/casework/sessions';
import { issueCertificate } from '@amparo/seal';
import {
  cookieOf,
  join,
  makeDevice,
  sessionBody,
  signIn,
  span,
  type TestMember,
} from '../testing/people.ts';
import { startTestNode, type TestNode } from '../testing/test-node.ts';

const MINUTE_MS = 60_000;
let node: TestNode;
let worker: TestMember;
let other: TestMember;

beforeAll(async () => {
  node = await startTestNode();
  [worker] = (await join(node, ['hotline', 'casework'], 0)).members as [TestMember];
  [other] = (await join(node, ['legal'], 1)).members as [TestMember];
});
afterAll(() => node.stop());

async function challengeFor({ member }: TestMember): Promise<string> {
  return (await node.ask(fetchChallenge, { input: { member } })).body.challenge;
}

test('a card finds the sealed keys, and another card finds nothing', async () => {
  const found = await node.ask(fetchSealedKeys, { input: { lookup: worker.lookup } });
  expect(found.body).toEqual({ member: worker.member, sealedKeys: worker.signIn.sealedKeys });
  const none = await node.ask(fetchSealedKeys, { input: { lookup: 'A'.repeat(43) } });
  expect(none.status).toBe(401);
  expect(none.body).toMatchObject({ code: 'sign-in/refused' });
});

test('the node keeps no card: only its hash is in the database', async () => {
  const client = await node.superuser('main');
  const { rows } = await client.query<{ lookup_hash: Buffer }>('select lookup_hash from sign_ins');
  const kept = rows.map((row) => row.lookup_hash.toString('base64url'));
  expect(kept).toHaveLength(2);
  expect(kept).not.toContain(worker.lookup);
});

test('a certified device that signs the challenge gets a session', async () => {
  const { cookie, device } = await signIn(node, worker);
  const me = await node.ask(readMe, { cookie });
  expect(me.body).toMatchObject({ member: worker.member, device });
  expect(me.body.desks.map(({ desk }) => desk.subject.kind).sort()).toEqual([
    'casework',
    'hotline',
  ]);
});

test('the cookie is out of reach of scripts and of other sites, and is this node’s own', async () => {
  const made = await makeDevice(worker);
  const input = await sessionBody(await challengeFor(worker), made);
  const { headers } = await node.ask(startSession, { input });
  const cookie = String(headers['set-cookie']);
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  expect(cookie).toContain(`amparo_app_${node.open.node.slice(0, 8)}=`);
  const client = await node.superuser('main');
  const { rows } = await client.query<{ token_hash: Buffer }>('select token_hash from sessions');
  const token = cookieOf(headers).split('=')[1];
  expect(rows.map((row) => row.token_hash.toString('base64url'))).not.toContain(token);
});

describe('a session is refused', () => {
  test('for a challenge that was used', async () => {
    const made = await makeDevice(worker);
    const input = await sessionBody(await challengeFor(worker), made);
    expect((await node.ask(startSession, { input })).status).toBe(200);
    expect((await node.ask(startSession, { input })).body).toMatchObject({
      code: 'sign-in/challenge',
    });
  });

  test('for a challenge that is older than a minute', async () => {
    const made = await makeDevice(worker);
    const input = await sessionBody(await challengeFor(worker), made);
    node.advance(MINUTE_MS + 1000);
    const late = await node.ask(startSession, { input });
    node.advance(-MINUTE_MS - 1000);
    expect(late.body).toMatchObject({ code: 'sign-in/challenge' });
  });

  test('for another member’s challenge', async () => {
    const made = await makeDevice(worker);
    const input = await sessionBody(await challengeFor(other), made);
    expect((await node.ask(startSession, { input })).body).toMatchObject({
      code: 'sign-in/challenge',
    });
  });

  test('for a signature over another node’s origin', async () => {
    const made = await makeDevice(worker);
    const challenge = await challengeFor(worker);
    const input = await sessionBody(challenge, made, 'https://elsewhere.example');
    expect((await node.ask(startSession, { input })).body).toMatchObject({
      code: 'sign-in/refused',
    });
  });

  test('for a device that another member certified', async () => {
    const made = await makeDevice({ ...worker, signing: other.signing });
    const input = await sessionBody(await challengeFor(worker), made);
    expect((await node.ask(startSession, { input })).body).toMatchObject({
      code: 'certificate/refused',
    });
  });

  test('for a certificate from the future, or from the past', async () => {
    const made = await makeDevice(worker);
    const { subject } = made.certificate;
    const dates = [span(90, Date.now() + 6 * MINUTE_MS), span(-1, Date.now() - 1000 * MINUTE_MS)];
    for (const { issuedAt, expiresAt } of dates) {
      const [first = '', last = ''] = [issuedAt, expiresAt].sort();
      const certificate = await issueCertificate({
        kind: 'device',
        subject,
        issuer: worker.signing,
        issuedAt: first,
        expiresAt: last,
      });
      const forged = { ...made, certificate: certificate as unknown as typeof made.certificate };
      const input = await sessionBody(await challengeFor(worker), forged);
      expect((await node.ask(startSession, { input })).body).toMatchObject({
        code: 'certificate/refused',
      });
    }
  });

  test('for a device id that somebody else has', async () => {
    const { device } = await signIn(node, other);
    const made = await makeDevice(worker, device);
    const input = await sessionBody(await challengeFor(worker), made);
    expect((await node.ask(startSession, { input })).body).toMatchObject({
      code: 'certificate/refused',
    });
  });

  test('for a member who does not exist, in the same words as for a wrong device', async () => {
    const member = randomUUID();
    const made = await makeDevice({ ...worker, member });
    const asked = await node.ask(fetchChallenge, { input: { member } });
    expect(asked.status).toBe(200);
    const input = await sessionBody(asked.body.challenge, made);
    expect((await node.ask(startSession, { input })).body).toMatchObject({
      code: 'certificate/refused',
    });
  });
});

test('a session ends when it is ended, when it idles, and after twelve hours', async () => {
  const ended = await signIn(node, worker);
  await node.ask(endSession, { cookie: ended.cookie });
  expect((await node.ask(readMe, { cookie: ended.cookie })).status).toBe(401);

  const idle = await signIn(node, worker);
  const busy = await signIn(node, worker);
  for (let quarter = 1; quarter <= 4; quarter += 1) {
    node.advance(15 * MINUTE_MS);
    expect((await node.ask(readMe, { cookie: busy.cookie })).status).toBe(200);
  }
  expect((await node.ask(readMe, { cookie: idle.cookie })).status).toBe(401);
  for (let quarter = 1; quarter <= 43; quarter += 1) {
    node.advance(15 * MINUTE_MS);
    expect((await node.ask(readMe, { cookie: busy.cookie })).status).toBe(200);
  }
  node.advance(16 * MINUTE_MS);
  expect((await node.ask(readMe, { cookie: busy.cookie })).status).toBe(401);
  node.advance(-(60 + 43 * 15 + 16) * MINUTE_MS);
});

test('a revoked device is out at once and cannot come back', async () => {
  const lost = await signIn(node, worker);
  const kept = await signIn(node, worker);
  const params = { device: lost.device };
  const stranger = await signIn(node, other);
  expect((await node.ask(revokeDevice, { params, cookie: stranger.cookie })).status).toBe(404);
  expect((await node.ask(readMe, { cookie: lost.cookie })).status).toBe(200);
  expect((await node.ask(revokeDevice, { params, cookie: kept.cookie })).status).toBe(200);
  expect((await node.ask(readMe, { cookie: lost.cookie })).status).toBe(401);
  const input = await sessionBody(await challengeFor(worker), lost);
  expect((await node.ask(startSession, { input })).body).toMatchObject({ code: 'device/revoked' });
  const { body } = await node.ask(readMe, { cookie: kept.cookie });
  const revoked = body.devices.find(({ device }) => device === lost.device);
  expect(revoked?.revokedAt).not.toBeNull();
});

test('desks are visible to everybody on the node, members only to their colleagues', async () => {
  const { cookie } = await signIn(node, other);
  const { body } = await node.ask(readDirectory, { cookie });
  expect(body.organisations).toHaveLength(2);
  expect(body.desks.map(({ subject }) => subject.kind).sort()).toEqual([
    'casework',
    'hotline',
    'legal',
  ]);
  expect(new Set(body.members.map(({ subject }) => subject.member))).toEqual(
    new Set([other.member]),
  );
});
