/** Packets on bad days: the other node away, its answers lost, expelled, or asking about people. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openPacket, type Packet, sendPacket } from '@amparo/casework/packets';
import { stopSharing } from '@amparo/casework/reports';
import { callerOf, callPeer, watchMessages } from '../federation/index.ts';
import { type BadLine, layBadLine } from '../testing/bad-line.ts';
import {
  makePacket,
  reachWord,
  smuggle,
  startTwoNodes,
  type TwoNodes,
} from '../testing/packets.ts';
import { signIn } from '../testing/people.ts';
import { look } from '../testing/reporter.ts';
import { atWorkAgain } from '../testing/scenario.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
let two: TwoNodes;
let toA: BadLine;
let toB: BadLine;

beforeAll(async () => {
  two = await startTwoNodes();
  toA = await layBadLine();
  toB = await layBadLine();
  await two.release((nodes) =>
    nodes.map((node) => ({ ...node, url: (node.node === 'gb.example' ? toA : toB).url })),
  );
  join();
});
afterAll(async () => {
  await Promise.all([toA.stop(), toB.stop()]);
  await two.stop();
});
afterEach(join);

/** Both lines whole again. */
function join(): void {
  const portOf = (node: TwoNodes['a']['node']) =>
    (node.open.face.server.address() as AddressInfo).port;
  toA.target = portOf(two.a.node);
  toB.target = portOf(two.b.node);
  for (const line of [toA, toB]) line.weather = () => 'fine';
}

async function sendOne() {
  const file = await reachWord(two);
  const packet = await makePacket(two, file.word);
  const input = { packet, desk: two.b.desk.certificate, conversation: file.reporter.drawer };
  const sent = await two.a.node.ask(sendPacket, { input, cookie: two.a.worker.cookie });
  if (sent.status !== 200) throw new Error(sent.text);
  return { ...file, packet, id: packet.statement.packet };
}

/** Later, on both clocks, with everybody at work again. */
async function later(milliseconds: number): Promise<void> {
  for (const node of [two.a.node, two.b.node]) node.advance(milliseconds);
  const lawyer = await signIn(two.b.node, two.b.lawyer.member);
  two = { ...two, a: await atWorkAgain(two.a), b: { ...two.b, lawyer } };
  await two.settle();
  for (const node of [two.a.node, two.b.node]) await watchMessages(node.open.keeper, node.now());
  await two.settle();
}

async function rowsOf(where: 'a' | 'b', text: string): Promise<Record<string, unknown>[]> {
  const client = await two[where].node.superuser('main');
  return (await client.query<Record<string, unknown>>(text)).rows;
}

const stateAtA = async (id: string) =>
  (await rowsOf('a', `select state, problem from sent_packets where packet = '${id}'`))[0];
const countAtB = async (id: string) =>
  (await rowsOf('b', `select 1 from received_packets where packet = '${id}'`)).length;
const openAtB = (id: string) =>
  two.b.node.ask(openPacket, { params: { packet: id }, cookie: two.b.lawyer.cookie });

async function sharedOf(reporter: Parameters<typeof look>[1], id: string) {
  const { sharing } = await look(two.a.node, reporter);
  return sharing.flatMap(({ packets }) => packets).find(({ packet }) => packet === id);
}

test('B unreachable for days: the packet arrives when it is back, once, and nobody was told it had', async () => {
  toB.target = 0;
  const { id, reporter } = await sendOne();
  await two.settle();
  await later(4 * DAY_MS);
  expect(await stateAtA(id)).toEqual({ state: 'waiting', problem: 'peer/unreachable' });
  expect(await sharedOf(reporter, id)).toMatchObject({ deliveredAt: null, readAt: null });
  join();
  await later(HOUR_MS);
  expect(await stateAtA(id)).toEqual({ state: 'delivered', problem: null });
  expect(await countAtB(id)).toBe(1);
});

test('Stop while B is unreachable: it opens no more from the moment it is back', async () => {
  const { id, reporter } = await sendOne();
  await two.settle();
  toB.target = 0;
  const { locator, token } = reporter;
  await two.a.node.ask(stopSharing, { input: { locator, token } });
  await later(3 * DAY_MS);
  const waiting = await sharedOf(reporter, id);
  expect(waiting).toMatchObject({ deletion: null });
  expect(waiting?.triedAt).not.toBeNull();
  join();
  await later(HOUR_MS);
  expect((await openAtB(id)).body).toMatchObject({ code: 'packet/gone' });
});

test('receipts lost on the way come again, and what was sent is there once', async () => {
  const { id, reporter } = await sendOne();
  // B takes the packet; its answer is lost, and so is every receipt that it sends.
  toB.weather = () => 'lose-answer';
  toA.weather = () => 'lose-request';
  await two.settle();
  expect(await countAtB(id)).toBe(1);
  expect(await stateAtA(id)).toMatchObject({ state: 'waiting' });
  expect((await openAtB(id)).status).toBe(200);
  await later(2 * HOUR_MS);
  expect(await sharedOf(reporter, id)).toMatchObject({ deliveredAt: null, readAt: null });
  join();
  await later(2 * HOUR_MS);
  expect(await countAtB(id)).toBe(1);
  expect(await stateAtA(id)).toMatchObject({ state: 'read' });
  const kinds = await rowsOf(
    'a',
    `select kind from packet_receipts where packet = '${id}' order by kind`,
  );
  expect(kinds).toEqual([{ kind: 'handover' }, { kind: 'transport' }]);
});

test('messages reordered: a receipt, a recall and a packet in any order end in the same state', async () => {
  const { id, reporter } = await sendOne();
  await two.settle();
  // The opening is told late, after the recall.
  toA.weather = () => 'lose-request';
  expect((await openAtB(id)).status).toBe(200);
  await two.settle();
  const { locator, token } = reporter;
  await two.a.node.ask(stopSharing, { input: { locator, token } });
  await two.settle();
  join();
  await later(2 * HOUR_MS);
  expect((await stateAtA(id))?.['state']).toBe('recalled');
  expect((await openAtB(id)).body).toMatchObject({ code: 'packet/gone' });
  expect((await sharedOf(reporter, id))?.readAt).not.toBeNull();
});

test('a packet dated in the future is refused by both nodes', async () => {
  const file = await reachWord(two);
  const ahead = new Date(two.a.node.now().getTime() + HOUR_MS).toISOString();
  const packet = await makePacket(two, file.word, { statement: { sentAt: ahead } });
  const input = { packet, desk: two.b.desk.certificate, conversation: file.reporter.drawer };
  const sent = await two.a.node.ask(sendPacket, { input, cookie: two.a.worker.cookie });
  expect(sent.body).toMatchObject({ code: 'packet/expiry' });
  expect(await smuggle(two, packet)).toBe('packet/expiry');
});

describe('a corrupt peer that probes for persons', () => {
  /** Node A as a peer of B that says whatever it likes under its own good key. */
  async function say(type: string, data: unknown, packet?: Packet): Promise<string | null> {
    const message = randomUUID();
    const client = await two.a.node.superuser('main');
    const now = two.a.node.now();
    await client.query(
      `insert into outgoing_messages (message, peer, thread, type, urgent, body, made_at, next_at,
         not_after) values ($1, 'ro.example', $2, $3, false, $4, $5, $5, $6)`,
      [
        message,
        packet?.statement.thread ?? randomUUID(),
        type,
        JSON.stringify({ type, data }),
        now,
        new Date(now.getTime() + DAY_MS),
      ],
    );
    await two.settle();
    const { rows } = await client.query<{ reason: string | null }>(
      'select reason from outgoing_messages where message = $1',
      [message],
    );
    return rows[0]?.reason ?? null;
  }

  test('gets one answer for a desk that is not there, a desk of another organisation, and a guess', async () => {
    const file = await reachWord(two);
    const answers = new Set<string | null>();
    const { organisation } = two.b.organisation;
    for (const to of [
      { node: 'ro.example', organisation, desk: randomUUID() },
      { node: 'ro.example', organisation: randomUUID(), desk: two.b.desk.desk },
      { node: 'ro.example', organisation: randomUUID(), desk: randomUUID() },
    ]) {
      answers.add(await smuggle(two, await makePacket(two, file.word, { statement: { to } })));
    }
    expect([...answers]).toEqual(['packet/address']);
  });

  test('gets the same for a receipt about a packet that exists and about one that never did', async () => {
    // Received by B from A: B never sent it, so a receipt for it is as strange as one for nothing.
    const { id } = await sendOne();
    await two.settle();
    const at = two.a.node.now().toISOString();
    const answers = new Set<string | null>();
    for (const packet of [id, randomUUID()]) {
      const statement = { kind: 'transport', packet, node: 'gb.example', at } as const;
      const signature = await two.a.node.open.federation.sign('receipt', statement);
      answers.add(await say('org.amparo.receipt.v1', { statement, signature }));
    }
    expect([...answers]).toEqual(['packet/address']);
  });

  test('finds no call that takes a name, a date of birth, a file or a member', async () => {
    const caller = callerOf(two.a.node.open.keeper, two.a.node.now());
    const there = two.a.node.open.federation.findPeer('ro.example');
    if (there === undefined) throw new Error('the peer');
    for (const path of [
      '/federation/persons?name=Invented',
      '/federation/search?q=Invented',
      `/federation/files/${randomUUID()}`,
      '/federation/members',
      '/api/directory',
      '/api/node',
      '/healthz',
    ]) {
      const answer = await callPeer(there, { method: 'GET', path }, caller);
      expect(answer, path).toMatchObject({ kind: 'silent' });
      const plainly = await fetch(`${there.url}${path}`);
      expect([path, plainly.status, await plainly.json()]).toMatchObject([
        path,
        404,
        { code: 'peer/not-here' },
      ]);
    }
    // What it may ask is the same whoever asks, and whatever is added to the question.
    const ask = (query: string) =>
      callPeer(there, { method: 'GET', path: `/federation/desks${query}` }, caller);
    const plain = await ask('');
    expect(plain).toMatchObject({ kind: 'answered', status: 200 });
    expect(await ask('?person=Invented')).toEqual(plain);
    expect(JSON.stringify(plain)).not.toContain(two.b.lawyer.member.member);
  });
});

test('B expelled from the federation after receiving: the desk and the person are told it cannot be fetched back', async () => {
  const { id, reporter } = await sendOne();
  await two.settle();
  expect((await openAtB(id)).status).toBe(200);
  await two.settle();
  await two.release((nodes) => nodes.filter(({ node }) => node !== 'ro.example'));
  const { locator, token } = reporter;
  await two.a.node.ask(stopSharing, { input: { locator, token } });
  await later(HOUR_MS);
  expect(await stateAtA(id)).toEqual({ state: 'recalled', problem: 'peer/unknown' });
  const shared = await sharedOf(reporter, id);
  expect(shared).toMatchObject({ deletion: null, deletionAt: null });
  expect(shared?.recalledAt).not.toBeNull();
  expect(shared?.readAt).not.toBeNull();
  // Nothing new goes there, and nothing from there is taken.
  const file = await reachWord(two);
  const packet = await makePacket(two, file.word);
  const input = { packet, desk: two.b.desk.certificate, conversation: file.reporter.drawer };
  const sent = await two.a.node.ask(sendPacket, { input, cookie: two.a.worker.cookie });
  expect(sent.body).toMatchObject({ code: 'packet/address' });
});
