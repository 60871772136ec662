/** A field outside the authorisation, or inside it, is in no log line, no notification and no leaf. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listUndelivered } from '@amparo/casework/federation';
import {
  answerPacket,
  listPackets,
  openPacket,
  type Packet,
  sendPacket,
} from '@amparo/casework/packets';
import { watchMessages } from '../federation/index.ts';
import {
  makePacket,
  reachWord,
  smuggle,
  startTwoNodes,
  type TwoNodes,
} from '../testing/packets.ts';
import { atWorkAgain } from '../testing/scenario.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Words that nobody else in these nodes says, in the shapes in which they could be written down. */
const CANARIES = ['Kestrelwood', 'Ångström-Näyttö', 'سِرٌّ مُختَرَع'];
let two: TwoNodes;

beforeAll(async () => {
  two = await startTwoNodes();
});
afterAll(() => two.stop());

function shapesOf(word: string): string[] {
  const utf8 = Buffer.from(word);
  return [
    ...[word, word.normalize('NFC'), word.normalize('NFD'), JSON.stringify(word).slice(1, -1)],
    ...[utf8.toString('hex'), utf8.toString('base64'), utf8.toString('base64url')],
    ...[encodeURIComponent(word), Buffer.from(word, 'utf16le').toString('hex')],
  ];
}

function found(text: string): string[] {
  return CANARIES.flatMap(shapesOf).filter((shape) => text.includes(shape));
}

async function send(packet: Packet, conversation: string) {
  const { a, b } = two;
  const input = { packet, desk: b.desk.certificate, conversation };
  return a.node.ask(sendPacket, { input, cookie: a.worker.cookie });
}

/** Every row of every table but those that hold what was sealed, as text. */
async function saidIn(where: 'a' | 'b', tables: readonly string[]): Promise<string> {
  const client = await two[where].node.superuser('main');
  const parts: string[] = [];
  for (const table of tables) {
    parts.push(JSON.stringify((await client.query(`select * from ${table}`)).rows));
  }
  return parts.join('\n');
}

test('the search finds a word in each of its shapes, where there is one', () => {
  for (const shape of CANARIES.flatMap(shapesOf)) expect(found(`x${shape}y`)).toContain(shape);
});

test('what is sent, refused, received, opened, answered and late leaves no word and no field in a log line', async () => {
  const { word, reporter } = await reachWord(two);
  const fields = word.statement.codes.map((code) => ({ code, words: CANARIES.join(' ') }));
  const outside = [...fields, { code: 'identity.name', words: CANARIES.join(' ') }];
  const good = await makePacket(two, word, { fields });
  const wide = await makePacket(two, word, { fields: outside });
  // In clear where no words belong: a client that does not keep to the protocol.
  const clear = {
    ...good,
    items: [{ code: 'identity.name', sealed: CANARIES[0] }],
    note: CANARIES,
  };
  expect((await send(wide, reporter.drawer)).body).toMatchObject({ code: 'packet/codes' });
  expect((await send(clear as unknown as Packet, reporter.drawer)).status).toBe(400);
  expect(await smuggle(two, wide)).toBe('packet/codes');
  expect((await send(good, reporter.drawer)).status).toBe(200);
  await two.settle();
  const params = { packet: good.statement.packet };
  const { lawyer } = two.b;
  expect((await two.b.node.ask(openPacket, { params, cookie: lawyer.cookie })).status).toBe(200);
  const input = { decision: 'accepted' };
  await two.b.node.ask(answerPacket, { params, input, cookie: lawyer.cookie });
  await two.settle();
  // A fault on the way is written down as well, without its message.
  const client = await two.b.node.superuser('main');
  await client.query('alter table received_packets rename to away');
  await send(await makePacket(two, word, { fields }), reporter.drawer);
  await two.settle();
  await client.query('alter table away rename to received_packets');
  const lines = [...two.a.node.logLines, ...two.b.node.logLines].join('');
  expect(lines).toContain('"event":"fault"');
  expect(found(lines)).toEqual([]);
  for (const code of ['identity.name', ...word.statement.codes]) expect(lines).not.toContain(code);
  for (const id of [good.statement.packet, good.statement.thread, reporter.drawer]) {
    expect(lines).not.toContain(id);
  }
});

test('no leaf, no opening of the log, no task and no receipt holds a word or a field', async () => {
  const tables = ['leaves', 'openings', 'outbox', 'packet_receipts', 'incoming_messages'];
  const said = `${await saidIn('a', tables)}\n${await saidIn('b', tables)}`;
  expect(said.length).toBeGreaterThan(1000);
  expect(found(said)).toEqual([]);
  for (const code of ['identity.name', 'money.unpaid-wages']) expect(said).not.toContain(code);
});

test('what a desk is told holds no word: the lists of what was sent, what came and what is late', async () => {
  await two.release((nodes) =>
    nodes.map((node) =>
      node.node === 'ro.example' ? { ...node, url: 'http://127.0.0.1:1' } : node,
    ),
  );
  const { word, reporter } = await reachWord(two);
  const fields = word.statement.codes.map((code) => ({ code, words: CANARIES.join(' ') }));
  await send(await makePacket(two, word, { fields }), reporter.drawer);
  await two.settle();
  two.a.node.advance(2 * DAY_MS);
  two = { ...two, a: await atWorkAgain(two.a) };
  await two.settle();
  await watchMessages(two.a.node.open.keeper, two.a.node.now());
  const { node, worker, casework } = two.a;
  const params = { desk: casework.desk };
  const late = await node.ask(listUndelivered, { params, cookie: worker.cookie });
  const sent = await node.ask(listPackets, { params, cookie: worker.cookie });
  expect(late.body.items.length).toBeGreaterThan(0);
  expect(sent.status).toBe(200);
  expect(found(late.text + sent.text)).toEqual([]);
  // What is late says nothing of what it holds, either.
  for (const code of ['identity.name', ...word.statement.codes]) {
    expect(late.text).not.toContain(code);
  }
});
