/** The list of messages that did not arrive, as the desk's app asks for it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listUndelivered } from '@amparo/casework/federation';
import { recallPacket, sendPacket } from '@amparo/casework/packets';
import { stopSharing } from '@amparo/casework/reports';
import { makePacket, reachWord, startTwoNodes, type TwoNodes } from '../testing/packets.ts';
import { signIn } from '../testing/people.ts';
import { atWorkAgain } from '../testing/scenario.ts';
import { watchMessages } from './index.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let two: TwoNodes;

beforeAll(async () => {
  two = await startTwoNodes();
  // Nobody listens there: the other node is away.
  await two.release((nodes) =>
    nodes.map((node) =>
      node.node === 'ro.example' ? { ...node, url: 'http://127.0.0.1:1' } : node,
    ),
  );
});
afterAll(() => two.stop());

async function sendOne(days = 30) {
  const file = await reachWord(two, { days });
  const packet = await makePacket(two, file.word);
  const input = { packet, desk: two.b.desk.certificate, conversation: file.reporter.drawer };
  const sent = await two.a.node.ask(sendPacket, { input, cookie: two.a.worker.cookie });
  if (sent.status !== 200) throw new Error(sent.text);
  await two.settle();
  return { ...file, packet: packet.statement.packet };
}

async function pass(milliseconds: number): Promise<void> {
  const { node } = two.a;
  node.advance(milliseconds);
  two = { ...two, a: await atWorkAgain(two.a) };
  await two.settle();
  await watchMessages(node.open.keeper, node.now());
}

const list = (cookie = two.a.worker.cookie, desk = two.a.casework.desk) =>
  two.a.node.ask(listUndelivered, { params: { desk }, cookie });

async function findOne(packet: string) {
  const { body } = await list();
  return body.items.find((item) => item.packet === packet);
}

test('what has not arrived after a day is in the list: where to, since when, and why', async () => {
  const { packet } = await sendOne();
  expect(await findOne(packet)).toBeUndefined();
  await pass(2 * DAY_MS);
  expect(await findOne(packet)).toMatchObject({
    to: 'ro.example',
    toName: 'Second node',
    about: 'packet',
    urgent: false,
    state: 'late',
    reason: 'peer/unreachable',
  });
  const item = await findOne(packet);
  expect(item?.attempts).toBeGreaterThan(0);
  expect(Date.parse(item?.triedAt ?? '')).toBeGreaterThan(Date.parse(item?.since ?? ''));
});

test('what was given up stays in the list as ended, with the reason', async () => {
  const { packet } = await sendOne(5);
  await pass(4 * DAY_MS);
  expect(await findOne(packet)).toMatchObject({ state: 'ended', reason: 'message/expired' });
});

test('a recall that cannot be brought is in the list after an hour: nobody may believe it arrived', async () => {
  const { packet } = await sendOne();
  const params = { packet };
  const recalled = await two.a.node.ask(recallPacket, { params, cookie: two.a.worker.cookie });
  expect(recalled.status).toBe(200);
  await pass(2 * 60 * 60 * 1000);
  const { body } = await list();
  const about = body.items.filter((item) => item.packet === packet);
  expect(about).toMatchObject([{ about: 'recall', urgent: true, state: 'late' }]);
});

test('what the person stopped is not shown as a message that did not arrive', async () => {
  const { packet, reporter } = await sendOne();
  await pass(2 * DAY_MS);
  const { locator, token } = reporter;
  const stopped = await two.a.node.ask(stopSharing, { input: { locator, token } });
  expect(stopped.status).toBe(200);
  const { body } = await list();
  expect(body.items.filter((item) => item.packet === packet && item.about === 'packet')).toEqual(
    [],
  );
});

test('the list holds no word, no field and no name of a person', async () => {
  await sendOne();
  await pass(2 * DAY_MS);
  const { text, body } = await list();
  expect(body.items.length).toBeGreaterThan(0);
  for (const word of [
    'Invented words',
    'unpaid-wages',
    'languages',
    'codes',
    two.a.worker.member.member,
  ]) {
    expect(text).not.toContain(word);
  }
});

test('it is shown to members of that desk, and to nobody else', async () => {
  const { lawyer, legal } = two.a;
  const fresh = await signIn(two.a.node, lawyer.member);
  expect((await list(fresh.cookie)).status).toBe(404);
  expect((await list(fresh.cookie, legal.desk)).body).toEqual({ items: [] });
  expect((await list('')).status).toBe(401);
  expect((await list(two.a.worker.cookie, 'no desk')).status).toBe(404);
});
