import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAccessLog } from '@amparo/casework/log';
import {
  answerPacket,
  listPacketAuthorisations,
  listPackets,
  listReachableDesks,
  openPacket,
  type Packet,
  recallPacket,
  sendPacket,
} from '@amparo/casework/packets';
import { stopSharing } from '@amparo/casework/reports';
import { fromBase64url, fromUtf8, openPacketHolderShare, openPacketItems } from '@amparo/seal';
import { look } from '../testing/reporter.ts';
import { endAt, makePacket, reachWord, startTwoNodes, type TwoNodes } from '../testing/packets.ts';

let two: TwoNodes;

beforeAll(async () => {
  two = await startTwoNodes();
});
afterAll(() => two.stop());

async function sendOne() {
  const file = await reachWord(two);
  const packet = await makePacket(two, file.word);
  const { a, b } = two;
  const input = { packet, desk: b.desk.certificate, conversation: file.reporter.drawer };
  const sent = await a.node.ask(sendPacket, { input, cookie: a.worker.cookie });
  expect(sent.text).toContain('waiting');
  await two.settle();
  return { ...file, packet, id: packet.statement.packet };
}

const openAtB = (packet: string) =>
  two.b.node.ask(openPacket, { params: { packet }, cookie: two.b.lawyer.cookie });

async function sharingOf(reporter: Parameters<typeof look>[1]) {
  const [sharing] = (await look(two.a.node, reporter)).sharing;
  if (sharing === undefined) throw new Error('what was shared');
  return sharing;
}

test('the desks that take packets are listed from both nodes, with what proves them', async () => {
  const { body } = await two.a.node.ask(listReachableDesks, { cookie: two.a.worker.cookie });
  expect(body.self).toBe('gb.example');
  expect(body.silent).toEqual([]);
  const there = body.desks.find(({ desk }) => desk.subject.desk === two.b.desk.desk);
  expect(there).toMatchObject({ node: 'ro.example', country: 'RO' });
  expect(there?.organisation).toEqual(two.b.organisation);
});

test('a packet arrives, is opened with both shares, and three receipts come back', async () => {
  const { id, packet, reporter } = await sendOne();
  const opened = await openAtB(id);
  expect(opened.body.packet).toEqual(packet);
  expect(await wordsOf(opened.body)).toEqual([
    'Invented words of money.unpaid-wages.',
    'Invented words of cover.languages.',
  ]);
  const decided = await two.b.node.ask(answerPacket, {
    params: { packet: id },
    input: { decision: 'accepted' },
    cookie: two.b.lawyer.cookie,
  });
  expect(decided.status).toBe(200);
  await two.settle();
  const sharing = await sharingOf(reporter);
  expect(sharing.packets[0]).toMatchObject({ packet: id, decision: 'accepted', recalledAt: null });
  expect(sharing.packets[0]?.deliveredAt).not.toBeNull();
  expect(sharing.packets[0]?.readAt).not.toBeNull();
  const listed = await two.a.node.ask(listPackets, {
    params: { desk: two.a.casework.desk },
    cookie: two.a.worker.cookie,
  });
  const line = listed.body.items.find(({ statement }) => statement.packet === id);
  expect(line).toMatchObject({ direction: 'out', state: 'read', attestedBy: 'person-key' });
  expect(line?.receipts.map(({ statement }) => statement.kind)).toEqual([
    'transport',
    'handover',
    'decision',
  ]);
});

test('Stop ends it everywhere: what was lent opens no more, and the other node confirms', async () => {
  const { id, reporter } = await sendOne();
  expect((await openAtB(id)).status).toBe(200);
  await two.settle();
  const { locator, token } = reporter;
  const stopped = await two.a.node.ask(stopSharing, { input: { locator, token } });
  expect(stopped.body).toEqual({ withdrawn: 2 });
  const waiting = (await sharingOf(reporter)).packets[0];
  expect(waiting).toMatchObject({ deletion: null });
  expect(waiting?.recalledAt).not.toBeNull();
  await two.settle();
  // The recall alone closes it; the share and the bytes go with the task behind it.
  expect((await openAtB(id)).body).toMatchObject({ code: 'packet/gone' });
  expect(await endAt(two.b.node, id)).toBe(true);
  expect(await endAt(two.b.node, id)).toBe(false);
  await two.settle();
  const sharing = await sharingOf(reporter);
  expect(sharing.withdrawnAt).not.toBeNull();
  expect(sharing.packets[0]).toMatchObject({ deletion: 'deleted', triedAt: null });
  expect(sharing.packets[0]?.readAt).not.toBeNull();
  expect(await countAtB(id)).toEqual({ shares: 0, contents: 0 });
});

test('a part is withdrawn alone: the rest of what was allowed goes on', async () => {
  const first = await sendOne();
  const { locator, token } = first.reporter;
  const other = randomUUID();
  const none = await two.a.node.ask(stopSharing, {
    input: { locator, token, authorisation: other },
  });
  expect(none.body).toEqual({ withdrawn: 0 });
  const only = first.word.statement.authorisation;
  const one = await two.a.node.ask(stopSharing, { input: { locator, token, authorisation: only } });
  expect(one.body).toEqual({ withdrawn: 1 });
  const listed = await two.a.node.ask(listPacketAuthorisations, {
    params: { drawer: first.reporter.drawer },
    cookie: two.a.worker.cookie,
  });
  expect(listed.body.items).toHaveLength(1);
  expect(listed.body.items[0]?.withdrawnAt).not.toBeNull();
});

test('what never left is refused here when the person stops, and needs no other node', async () => {
  const file = await reachWord(two);
  const packet = await makePacket(two, file.word);
  const input = {
    packet,
    desk: two.b.desk.certificate,
    conversation: file.reporter.drawer,
  };
  await two.a.node.ask(sendPacket, { input, cookie: two.a.worker.cookie });
  const { locator, token } = file.reporter;
  await two.a.node.ask(stopSharing, { input: { locator, token } });
  await two.settle();
  expect((await openAtB(packet.statement.packet)).status).toBe(404);
  expect((await sharingOf(file.reporter)).packets[0]).toMatchObject({
    deliveredAt: null,
    recalledAt: null,
  });
  const again = await makePacket(two, file.word);
  const refused = await two.a.node.ask(sendPacket, {
    input: { ...input, packet: again },
    cookie: two.a.worker.cookie,
  });
  expect(refused.body).toMatchObject({ code: 'packet/no-authorisation' });
});

test('the desk that sent it takes it back, and the same again is answered the same', async () => {
  const { id } = await sendOne();
  const recall = () =>
    two.a.node.ask(recallPacket, { params: { packet: id }, cookie: two.a.worker.cookie });
  const first = await recall();
  expect(first.status).toBe(200);
  expect((await recall()).text).toBe(first.text);
  await two.settle();
  expect((await openAtB(id)).body).toMatchObject({ code: 'packet/gone' });
});

test('the access log of the person names every opening, also the one on the other node', async () => {
  const { id, opened } = await sendOne();
  await openAtB(id);
  await two.settle();
  const log = await two.a.node.ask(readAccessLog, {
    params: { file: opened.file },
    cookie: two.a.worker.cookie,
  });
  const about = log.body.records.filter(({ detail }) => detail.object === id);
  expect(about.map(({ kind }) => kind).toReversed()).toEqual([
    'packet-sent',
    'receipt-transport',
    'receipt-handover',
  ]);
  const name = `${two.b.desk.certificate.subject.name}, ${two.b.organisation.name}`;
  expect(about.map(({ deskName }) => deskName)).toEqual([name, name, name]);
});

test('a packet ends at its time: share and bytes are destroyed and the sender is told', async () => {
  const { id } = await sendOne();
  const client = await two.b.node.superuser('main');
  await client.query(
    `update received_packets set expires_at = now() - interval '1 second' where packet = '${id}'`,
  );
  expect((await openAtB(id)).body).toMatchObject({ code: 'packet/gone' });
  expect(await endAt(two.b.node, id)).toBe(true);
  expect(await countAtB(id)).toEqual({ shares: 0, contents: 0 });
  await two.settle();
  const listed = await two.a.node.ask(listPackets, {
    params: { desk: two.a.casework.desk },
    cookie: two.a.worker.cookie,
  });
  const line = listed.body.items.find(({ statement }) => statement.packet === id);
  expect(line).toMatchObject({ state: 'expired' });
});

async function wordsOf(lent: { packet: Packet; nodeShare: string }): Promise<unknown[]> {
  const { statement, holderShare, items } = lent.packet;
  const { desk } = two.b;
  const share = await openPacketHolderShare({
    packet: statement.packet,
    desk: desk.desk,
    secretKey: desk.encryption.secretKey,
    wrapped: fromBase64url(holderShare),
  });
  const fields = await openPacketItems({
    packet: statement.packet,
    holderShare: share,
    nodeShare: fromBase64url(lent.nodeShare),
    items: items.map((item) => ({ ...item, sealed: fromBase64url(item.sealed) })),
  });
  return fields.map(({ payload }) => (JSON.parse(fromUtf8(payload)) as { words: string }).words);
}

/** What node B still holds of a packet: shares in the keystore, sealed bytes in the database. */
async function countAtB(packet: string): Promise<{ shares: number; contents: number }> {
  const main = await two.b.node.superuser('main');
  const keystore = await two.b.node.superuser('keystore');
  const kept = await main.query(
    `select from received_packets where packet = '${packet}' and content is not null`,
  );
  const shares = await keystore.query(`select from shares where drawer = '${packet}'`);
  return { shares: shares.rowCount ?? 0, contents: kept.rowCount ?? 0 };
}
