/** What goes wrong between two honest nodes: things come twice, too late, in the wrong order, or not. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Message } from '@amparo/casework/federation';
import {
  openPacket,
  type Packet,
  type PacketReceipt,
  recallPacket,
  secondPacket,
  sendPacket,
  vouchForAuthorisation,
} from '@amparo/casework/packets';
import { addMember } from '@amparo/casework/directory';
import { signAuthorisation, signStatement } from '@amparo/seal';
import type { Received } from '../federation/index.ts';
import { type AtWork, makeMember, signIn } from '../testing/people.ts';
import {
  addressOf,
  endAt,
  makePacket,
  proofOf,
  reachWord,
  startTwoNodes,
  type TwoNodes,
  wordFor,
} from '../testing/packets.ts';
import { expirePackets, packetSlices } from './index.ts';

const MINUTE_MS = 60_000;
let two: TwoNodes;
/** A second member of the sending desk, on a device of their own. */
let colleague: AtWork;

beforeAll(async () => {
  two = await startTwoNodes();
  const { node, worker, casework } = two.a;
  const made = await makeMember([casework], 'member');
  const input = { signIn: made.signIn, memberships: made.memberships };
  const added = await node.ask(addMember, { input, cookie: worker.cookie });
  if (added.status !== 200) throw new Error(`a colleague: ${added.text}`);
  colleague = await signIn(node, made);
});
afterAll(() => two.stop());

async function send(packet: Packet, conversation: string) {
  const { a, b } = two;
  const input = { packet, desk: b.desk.certificate, conversation };
  const answer = await a.node.ask(sendPacket, { input, cookie: a.worker.cookie });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body;
}

async function sendOne(): Promise<string> {
  const file = await reachWord(two);
  const packet = await makePacket(two, file.word);
  await send(packet, file.reporter.drawer);
  return packet.statement.packet;
}

const openAtB = (packet: string) =>
  two.b.node.ask(openPacket, { params: { packet }, cookie: two.b.lawyer.cookie });
const recallAtA = (packet: string) =>
  two.a.node.ask(recallPacket, { params: { packet }, cookie: two.a.worker.cookie });

/** Later, on both clocks: what was tried is tried again. */
async function later(milliseconds: number): Promise<void> {
  for (const node of [two.a.node, two.b.node]) node.advance(milliseconds);
  await two.settle();
}

async function rowOf(where: 'a' | 'b', packet: string): Promise<Record<string, unknown>> {
  const client = await two[where].node.superuser('main');
  const table = where === 'a' ? 'sent_packets' : 'received_packets';
  const { rows } = await client.query<Record<string, unknown>>(
    `select * from ${table} where packet = '${packet}'`,
  );
  return rows[0] ?? {};
}

/** While this runs, node B's keystore gives and takes nothing. */
async function withoutKeystore(work: () => Promise<void>): Promise<void> {
  const client = await two.b.node.superuser('keystore');
  await client.query('alter table shares rename to shares_away');
  try {
    await work();
  } finally {
    await client.query('alter table shares_away rename to shares');
  }
}

test('while the keystore of B is down nothing is promised; the packet comes when it is back', async () => {
  const id = await sendOne();
  await withoutKeystore(async () => {
    await two.settle();
    expect(await rowOf('b', id)).toEqual({});
    expect(await rowOf('a', id)).toMatchObject({ state: 'waiting' });
  });
  await later(10 * MINUTE_MS);
  expect(await rowOf('a', id)).toMatchObject({ state: 'delivered' });
  expect((await openAtB(id)).status).toBe(200);
});

test('while the keystore of B is down a recall closes the packet and no deletion is claimed', async () => {
  const id = await sendOne();
  await two.settle();
  await recallAtA(id);
  await withoutKeystore(async () => {
    await two.settle();
    expect((await openAtB(id)).body).toMatchObject({ code: 'packet/gone' });
    await expect(endAt(two.b.node, id)).rejects.toThrow();
    await two.settle();
    expect(await rowOf('a', id)).toMatchObject({ state: 'recalled' });
  });
  expect(await endAt(two.b.node, id)).toBe(true);
  await two.settle();
  expect(await rowOf('a', id)).toMatchObject({ state: 'deleted' });
});

test('B answering twice changes nothing: the first word counts, and a decision is not turned round', async () => {
  const id = await sendOne();
  await two.settle();
  await openAtB(id);
  await two.settle();
  const said = await receiptsOf(id);
  expect(said.map(({ statement }) => statement.kind)).toEqual(['transport', 'handover']);
  const [transport] = said;
  if (transport === undefined) throw new Error('the receipt');
  await apply(transport);
  const at = new Date().toISOString();
  const claims = { packet: id, node: 'ro.example', at };
  await apply(await signedByB({ ...claims, kind: 'transport' }));
  await apply(await signedByB({ ...claims, kind: 'decision', decision: 'accepted' }));
  await apply(await signedByB({ ...claims, kind: 'decision', decision: 'declined' }));
  const kept = await receiptsOf(id);
  expect(kept.slice(0, 2)).toEqual(said);
  expect(kept.slice(2).map(({ statement }) => statement)).toMatchObject([
    { kind: 'decision', decision: 'accepted' },
  ]);
});

test('a receipt that the receiving node did not sign, or signed for another’s packet, is refused', async () => {
  const id = await sendOne();
  await two.settle();
  const statement: PacketReceipt['statement'] = {
    kind: 'handover',
    packet: id,
    node: 'ro.example',
    at: new Date().toISOString(),
  };
  const forged = { statement, signature: 'A'.repeat(86) };
  expect(await apply(forged)).toBe('packet/signature');
  expect(await apply(await signedByB({ ...statement, packet: randomUUID() }))).toBe(
    'packet/address',
  );
  expect(await apply(await signedByB({ ...statement, node: 'gb.example' }))).toBe('packet/address');
});

test('the same packet twice is one packet, and is answered with the same receipt', async () => {
  const file = await reachWord(two);
  const packet = await makePacket(two, file.word);
  await send(packet, file.reporter.drawer);
  await two.settle();
  const first = await receiveAtB(packet);
  const second = await receiveAtB(packet);
  expect(first).toEqual(second);
  expect(first).toMatchObject([{ data: { statement: { kind: 'transport' } } }]);
});

test('a recall that overtakes its packet is remembered, and the packet is refused when it comes', async () => {
  const file = await reachWord(two);
  const packet = await makePacket(two, file.word);
  const { packet: id } = packet.statement;
  const answer = await recallAtB(id);
  expect(answer).toMatchObject([{ data: { statement: { kind: 'deletion', readAt: null } } }]);
  expect(await receiveAtB(packet)).toBe('packet/gone');
  expect(await rowOf('b', id)).toEqual({});
});

test('only the node that sent a packet can recall it', async () => {
  const id = await sendOne();
  await two.settle();
  expect(await recallAtB(id, 'third.example')).toBe('packet/address');
  expect((await openAtB(id)).status).toBe(200);
});

test('what a law keeps is said to be kept, with its provision, and opens no more', async () => {
  const id = await sendOne();
  await two.settle();
  const client = await two.b.node.superuser('main');
  await client.query(
    `update received_packets set held_for = 'ro.demo.hold' where packet = '${id}'`,
  );
  await recallAtA(id);
  await two.settle();
  expect(await endAt(two.b.node, id)).toBe(false);
  const receipts = await receiptsOf(id);
  expect(receipts.at(-1)?.statement).toMatchObject({
    outcome: 'kept-by-law',
    provision: 'ro.demo.hold',
  });
  expect(await rowOf('a', id)).toMatchObject({ state: 'recalled' });
  expect((await openAtB(id)).body).toMatchObject({ code: 'packet/gone' });
  // When the hold ends, what was asked for long ago is done.
  await client.query(`update received_packets set held_for = null where packet = '${id}'`);
  await expirePackets(two.b.node.open.keeper, two.b.node.now());
  await two.settle();
  expect((await receiptsOf(id)).at(-1)?.statement).toMatchObject({ outcome: 'deleted' });
});

test('the task of every five minutes ends what has run out, once', async () => {
  const id = await sendOne();
  await two.settle();
  const { keeper } = two.b.node.open;
  const end = new Date(two.b.node.now().getTime() + 31 * 24 * 60 * MINUTE_MS);
  expect(await expirePackets(keeper, end)).toBeGreaterThan(0);
  expect(await expirePackets(keeper, end)).toBe(0);
  expect(await rowOf('b', id)).toMatchObject({ state: 'expired', content: null });
});

test('a basis that is not consent leaves when a second member signs, and is never shown as consent', async () => {
  const file = await reachWord(two);
  const { node, casework } = two.a;
  const packet = await makePacket(two, null, {
    statement: { basis: { kind: 'vital-interest' }, kind: 'alert' },
    fields: [
      { code: 'safety.alert', words: 'Invented.' },
      { code: 'basis.statement', words: 'Invented reason.' },
    ],
  });
  const { packet: id } = packet.statement;
  expect(await send(packet, file.reporter.drawer)).toMatchObject({ state: 'awaiting-second' });
  const key = colleague.deviceKey.secretKey;
  const signature = await signStatement(key, 'packet-second', packet.statement);
  const seconded = await node.ask(secondPacket, {
    params: { packet: id },
    input: { signature, proof: await proofOf(node, colleague, casework) },
    cookie: colleague.cookie,
  });
  expect(seconded.body).toMatchObject({ state: 'waiting' });
  await two.settle();
  expect(await rowOf('b', id)).toMatchObject({ state: 'delivered', attested_by: null });
  expect(await rowOf('a', id)).toMatchObject({ attested_by: null, authorisation: null });
});

test('what nobody signed second is taken back without a word to the other node', async () => {
  const file = await reachWord(two);
  const packet = await makePacket(two, null, {
    statement: { basis: { kind: 'vital-interest' }, kind: 'alert' },
    fields: [
      { code: 'safety.alert', words: 'Invented.' },
      { code: 'basis.statement', words: 'Invented reason.' },
    ],
  });
  const { packet: id } = packet.statement;
  await send(packet, file.reporter.drawer);
  expect((await recallAtA(id)).status).toBe(200);
  await two.settle();
  expect(await rowOf('a', id)).toMatchObject({ state: 'refused', recalled_at: null });
  const there = await two.b.node.superuser('main');
  const known = `select 1 from recalled_packets where packet = '${id}'`;
  expect((await there.query(known)).rows).toEqual([]);
  expect((await recallAtA(id)).body).toMatchObject({ code: 'packet/gone' });
});

test('a worker’s word with a witness carries a packet, and is shown as a worker’s word', async () => {
  const file = await reachWord(two);
  const { node, worker, casework } = two.a;
  const codes = ['cover.languages'];
  const statement = wordFor(file, two.a, { to: addressOf(two.b), codes });
  const sign = async ({ deviceKey }: AtWork) =>
    (await signAuthorisation(statement, deviceKey.secretKey)).signature;
  const word = {
    statement,
    attestation: {
      by: 'worker' as const,
      signature: await sign(worker),
      proof: await proofOf(node, worker, casework),
      witness: {
        signature: await sign(colleague),
        proof: await proofOf(node, colleague, casework),
      },
    },
  };
  const vouched = await node.ask(vouchForAuthorisation, { input: word, cookie: worker.cookie });
  expect(vouched.status).toBe(200);
  const packet = await makePacket(two, word);
  await send(packet, file.reporter.drawer);
  await two.settle();
  expect(await rowOf('b', packet.statement.packet)).toMatchObject({ attested_by: 'worker' });
});

async function receiptsOf(packet: string): Promise<PacketReceipt[]> {
  const client = await two.a.node.superuser('main');
  const { rows } = await client.query<PacketReceipt>(
    `select statement, signature from packet_receipts
     where packet = '${packet}' and direction = 'out' order by received_at, kind, number`,
  );
  return rows.map(({ statement, signature }) => ({ statement, signature }));
}

async function signedByB(statement: PacketReceipt['statement']): Promise<PacketReceipt> {
  const signature = await two.b.node.open.federation.sign('receipt', statement);
  return { statement, signature };
}

type Body = Pick<Message, 'type' | 'data'>;

/** Applies a message at a node as if it had come from a peer; the refusal's code, or what is sent back. */
async function applyAt(where: 'a' | 'b', peer: string, body: Body, subject: string = randomUUID()) {
  const { keeper } = two[where].node.open;
  const slices = packetSlices(keeper);
  const known = two[where].node.open.federation.findPeer(peer);
  const from = known ?? { ...two.a.node.open.federation.self(), node: peer };
  const now = two[where].node.now();
  const received = { message: { ...body, subject }, peer: from, now };
  const handle = slices.handlers[body.type as 'org.amparo.packet.v1'];
  const outcome = await keeper.exchange
    .as({ kind: 'federation' })
    .commit((tx) => handle(tx, received as unknown as Received<'org.amparo.packet.v1'>));
  return outcome.ok ? outcome.value : outcome.refusal.code;
}

const apply = (data: PacketReceipt) =>
  applyAt('a', 'ro.example', { type: 'org.amparo.receipt.v1', data });
const receiveAtB = (data: Packet) =>
  applyAt('b', 'gb.example', { type: 'org.amparo.packet.v1', data }, data.statement.thread);
const recallAtB = (packet: string, peer = 'gb.example') =>
  applyAt('b', peer, {
    type: 'org.amparo.recall.v1',
    data: { packet, at: new Date().toISOString() },
  });
