import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDirectory } from '@amparo/casework/directory';
import {
  endSession,
  fetchChallenge,
  fetchSealedKeys,
  readMe,
  startSession,
} from '@amparo/casework/sessions';
import {
  cookieOf,
  join,
  makeDevice,
  sessionBody,
  signIn,
  type TestMember,
  type TestOrganisation,
} from '../testing/people.ts';
import { startTestNode, type TestNode } from '../testing/test-node.ts';

let node: TestNode;
let shelter: TestOrganisation;
let worker: TestMember;

beforeAll(async () => {
  node = await startTestNode();
  shelter = await join(node, ['hotline', 'casework'], 0);
  [worker] = shelter.members as [TestMember];
});
afterAll(() => node.stop());

test('a card finds the sealed keys, and another card finds nothing', async () => {
  const found = await node.ask(fetchSealedKeys, { input: { lookup: worker.lookup } });
  expect(found.body).toEqual({ member: worker.member, sealedKeys: worker.signIn.sealedKeys });
  const none = await node.ask(fetchSealedKeys, { input: { lookup: 'A'.repeat(43) } });
  expect(none.status).toBe(401);
});

test('a certified device that signs the challenge gets a session', async () => {
  const { cookie, device } = await signIn(node, worker);
  const me = await node.ask(readMe, { cookie });
  expect(me.status).toBe(200);
  expect(me.body.member).toBe(worker.member);
  expect(me.body.device).toBe(device);
  expect(me.body.desks.map(({ desk }) => desk.subject.kind).sort()).toEqual([
    'casework',
    'hotline',
  ]);
});
