import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addMember, joinNode, nodeInformation, readDirectory } from '@amparo/casework/directory';
import { readMe } from '@amparo/casework/sessions';
import { generateSigningKey } from '@amparo/seal';
import {
  join,
  joiningBody,
  makeDesk,
  makeMember,
  makeMembership,
  makeOrganisation,
  signIn,
  type TestDesk,
  type TestMember,
  type TestOrganisation,
} from '../testing/people.ts';
import { startTestNode, type TestNode } from '../testing/test-node.ts';

let node: TestNode;
let shelter: TestOrganisation;
let lead: TestMember;

beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node.stop());

test('an empty node says that it is empty until somebody joins', async () => {
  expect((await node.ask(nodeInformation)).body.empty).toBe(true);
  shelter = await join(node, ['shelter', 'casework'], 0);
  [lead] = shelter.members as [TestMember];
  const { body } = await node.ask(nodeInformation);
  expect(body).toMatchObject({ empty: false, node: node.open.node, country: 'GB' });
  expect(body.logKey).toContain(body.logOrigin);
});

test('an invitation works once, and an invented one never', async () => {
  const late = await makeOrganisation(['legal']);
  for (const token of [node.invitations[0] ?? '', 'an invented invitation']) {
    const answer = await node.ask(joinNode, { input: joiningBody(late, token) });
    expect(answer.body).toMatchObject({ code: 'enrolment/refused' });
  }
});

test('of two who come at once with one invitation, one joins', async () => {
  const both = await Promise.all([makeOrganisation(['legal']), makeOrganisation(['health'])]);
  const answers = await Promise.all(
    both.map((made) => node.ask(joinNode, { input: joiningBody(made, node.invitations[1] ?? '') })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
});

describe('joining is refused, and the invitation stays good', () => {
  const forge: Record<string, (made: TestOrganisation) => Promise<TestOrganisation>> = {
    'a desk that another root certified': async (made) => ({
      ...made,
      root: await generateSigningKey(),
    }),
    'a desk of another organisation': async (made) => ({
      ...made,
      desks: [await makeDesk(made.root, randomUUID(), 'casework')],
    }),
    'a member whom another desk certified': async (made) => {
      const [desk] = made.desks;
      const foreign = await makeDesk(made.root, made.organisation, 'casework');
      return { ...made, members: [await makeMember([{ ...desk!, signing: foreign.signing }])] };
    },
    'a seat at a desk that does not join': async (made) => {
      const elsewhere = await makeDesk(made.root, made.organisation, 'legal');
      return { ...made, members: [await makeMember([elsewhere])] };
    },
    'a sign-in of somebody else': async (made) => {
      const [member] = made.members;
      const signIn = { ...member!.signIn, member: randomUUID() };
      return { ...made, members: [{ ...member!, signIn }] };
    },
    'two seats with different keys': async (made) => {
      const [member] = made.members;
      const [desk] = made.desks;
      const keys = { ...member!, signing: await generateSigningKey() };
      const seat = await makeMembership(desk!, keys, 'member');
      return { ...made, members: [{ ...member!, memberships: [...member!.memberships, seat] }] };
    },
  };

  test.each(Object.keys(forge))('%s', async (what) => {
    const made = await forge[what]!(await makeOrganisation(['casework']));
    const input = joiningBody(made, node.invitations[2] ?? '');
    const answer = await node.ask(joinNode, { input });
    expect(answer.body).toMatchObject({ code: 'certificate/refused' });
  });

  test('and then it is used', async () => {
    await join(node, ['hotline'], 2);
  });
});

test('a lead adds a member, who can sign in and sees colleagues', async () => {
  const { cookie } = await signIn(node, lead);
  const added = await makeMember([shelter.desks[0]!], 'member');
  const input = { signIn: added.signIn, memberships: added.memberships };
  expect((await node.ask(addMember, { input, cookie })).body).toEqual({ member: added.member });
  const at = await signIn(node, added);
  const { body } = await node.ask(readDirectory, { cookie: at.cookie });
  expect(new Set(body.members.map(({ subject }) => subject.member))).toEqual(
    new Set([lead.member, added.member]),
  );

  const friend = await makeMember([shelter.desks[0]!], 'member');
  const asking = { input: { signIn: friend.signIn, memberships: friend.memberships } };
  const refused = await node.ask(addMember, { ...asking, cookie: at.cookie });
  expect(refused.body).toMatchObject({ code: 'not-available' });
});

test('a lead gives a member a second seat', async () => {
  const { cookie } = await signIn(node, lead);
  const [one, two] = shelter.desks as [TestDesk, TestDesk];
  const added = await makeMember([one], 'member');
  const first = { signIn: added.signIn, memberships: added.memberships };
  await node.ask(addMember, { input: first, cookie });
  const seat = await makeMembership(two, added, 'member');
  const second = { signIn: added.signIn, memberships: [seat] };
  expect((await node.ask(addMember, { input: second, cookie })).status).toBe(200);
  const at = await signIn(node, added);
  const { body } = await node.ask(readMe, { cookie: at.cookie });
  expect(body.desks).toHaveLength(2);
});

test('nobody is added to a desk of another organisation', async () => {
  const { cookie } = await signIn(node, lead);
  const stranger = await makeOrganisation(['legal']);
  const added = await makeMember(stranger.desks, 'member');
  const input = { signIn: added.signIn, memberships: added.memberships };
  const answer = await node.ask(addMember, { input, cookie });
  expect(answer.body).toMatchObject({ code: 'not-available' });
});

test('a card that is in use is not given to a second member', async () => {
  const { cookie } = await signIn(node, lead);
  const added = await makeMember([shelter.desks[0]!], 'member');
  const signInRecord = { ...added.signIn, lookup: lead.lookup };
  const input = { signIn: signInRecord, memberships: added.memberships };
  const answer = await node.ask(addMember, { input, cookie });
  expect(answer.body).toMatchObject({ code: 'request/malformed' });
});
