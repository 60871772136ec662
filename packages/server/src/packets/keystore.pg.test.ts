/** The keystore of the second lock: full, or put back from a backup. (Down: `faults.pg.test.ts`.) */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDrawer, prepareFile } from '@amparo/casework/files';
import { openPacket, recallPacket, sendPacket } from '@amparo/casework/packets';
import { endAt, makePacket, reachWord, startTwoNodes, type TwoNodes } from '../testing/packets.ts';
import { report } from '../testing/reporter.ts';
import { handOver, reachFile } from '../testing/scenario.ts';
import type { TestNode } from '../testing/test-node.ts';
import { endRestored } from './index.ts';

const MINUTE_MS = 60_000;
let two: TwoNodes;

beforeAll(async () => {
  two = await startTwoNodes();
});
afterAll(() => two.stop());

async function sendOne() {
  const file = await reachWord(two);
  const packet = await makePacket(two, file.word);
  const input = { packet, desk: two.b.desk.certificate, conversation: file.reporter.drawer };
  const sent = await two.a.node.ask(sendPacket, { input, cookie: two.a.worker.cookie });
  if (sent.status !== 200) throw new Error(sent.text);
  return { ...file, id: packet.statement.packet };
}

const openAtB = (id: string) =>
  two.b.node.ask(openPacket, { params: { packet: id }, cookie: two.b.lawyer.cookie });
const recallAtA = (id: string) =>
  two.a.node.ask(recallPacket, { params: { packet: id }, cookie: two.a.worker.cookie });

async function stateAtA(id: string): Promise<unknown> {
  const client = await two.a.node.superuser('main');
  const text = `select state from sent_packets where packet = '${id}'`;
  return (await client.query<{ state: string }>(text)).rows[0]?.state;
}

async function sharesAtB(id: string): Promise<number> {
  const client = await two.b.node.superuser('keystore');
  return (await client.query(`select from shares where drawer = '${id}'`)).rowCount ?? 0;
}

/** While this runs the keystore's disk is full: it reads, and refuses every write as PostgreSQL does then. */
async function withoutRoom(node: TestNode, work: () => Promise<void>): Promise<void> {
  const client = await node.superuser('keystore');
  await client.query(`create function no_room() returns trigger language plpgsql as $$ begin
    raise exception 'could not extend file: No space left on device' using errcode = '53100';
    end $$`);
  for (const table of ['shares', 'destroyed']) {
    await client.query(`create trigger no_room before insert or update or delete on ${table}
      for each statement execute function no_room()`);
  }
  try {
    await work();
  } finally {
    await client.query('drop function no_room cascade');
  }
}

describe('the keystore is full', () => {
  test('B takes no packet that it could not open, and takes it when there is room', async () => {
    const { id } = await sendOne();
    await withoutRoom(two.b.node, async () => {
      await two.settle();
      expect(await stateAtA(id)).toBe('waiting');
      const client = await two.b.node.superuser('main');
      const rows = await client.query(`select from received_packets where packet = '${id}'`);
      expect(rows.rowCount).toBe(0);
    });
    for (const node of [two.a.node, two.b.node]) node.advance(10 * MINUTE_MS);
    await two.settle();
    expect(await stateAtA(id)).toBe('delivered');
    expect((await openAtB(id)).status).toBe(200);
  });

  test('what is there is read on, a recall closes it, and no deletion is claimed before there is one', async () => {
    const { id } = await sendOne();
    await two.settle();
    await withoutRoom(two.b.node, async () => {
      expect((await openAtB(id)).status).toBe(200);
      await recallAtA(id);
      await two.settle();
      expect((await openAtB(id)).body).toMatchObject({ code: 'packet/gone' });
      await expect(endAt(two.b.node, id)).rejects.toThrow();
      await two.settle();
      expect(await stateAtA(id)).toBe('recalled');
    });
    expect(await endAt(two.b.node, id)).toBe(true);
    await two.settle();
    expect(await stateAtA(id)).toBe('deleted');
    expect(await sharesAtB(id)).toBe(0);
  });

  test('a file is prepared when there is room, and nothing is left of the attempt; drawers are read on', async () => {
    const { a } = two;
    const { node, worker, casework } = a;
    const known = await reachFile(a);
    const reporter = await report(node);
    const authorisation = await handOver(a, reporter);
    const [file, drawer] = [crypto.randomUUID(), crypto.randomUUID()];
    const input = {
      ...{ file, desk: casework.desk, conversation: reporter.drawer, authorisation },
      drawers: [{ drawer, class: 'identity' }],
    };
    const prepare = () => node.ask(prepareFile, { input, cookie: worker.cookie });
    await withoutRoom(node, async () => {
      const refused = await prepare();
      expect([refused.status, refused.body]).toMatchObject([503, { code: 'node/busy' }]);
      const client = await node.superuser('keystore');
      expect((await client.query(`select from shares where drawer = '${drawer}'`)).rowCount).toBe(
        0,
      );
      const params = { drawer: known.reporter.drawer };
      const asking = { params, input: { after: 0 }, cookie: worker.cookie };
      expect((await node.ask(openDrawer, asking)).status).toBe(200);
    });
    expect((await prepare()).status).toBe(200);
  });
});

describe('the keystore was put back from a backup', () => {
  test('from before a recall: the packet opens no more all the same, and its share is destroyed again', async () => {
    const { id } = await sendOne();
    await two.settle();
    const client = await two.b.node.superuser('keystore');
    await client.query('create table backup_of_shares as select * from shares');
    await recallAtA(id);
    await two.settle();
    await endAt(two.b.node, id);
    expect(await sharesAtB(id)).toBe(0);
    await client.query(`insert into shares select * from backup_of_shares
      on conflict do nothing`);
    await client.query(`delete from destroyed where drawer = '${id}'`);
    expect(await sharesAtB(id)).toBe(1);
    expect((await openAtB(id)).body).toMatchObject({ code: 'packet/gone' });
    const { keeper } = two.b.node.open;
    expect(await endRestored(keeper, two.b.node.now())).toBe(1);
    expect(await sharesAtB(id)).toBe(0);
    expect(await endRestored(keeper, two.b.node.now())).toBe(0);
    const main = await two.b.node.superuser('main');
    const left = `select 1 from received_packets where packet = '${id}' and content is not null`;
    expect((await main.query(left)).rowCount).toBe(0);
  });

  test('from before a packet came: nothing opens it, no other share is made for it, and others are read', async () => {
    const lost = await sendOne();
    const kept = await sendOne();
    await two.settle();
    const client = await two.b.node.superuser('keystore');
    await client.query(`delete from shares where drawer = '${lost.id}'`);
    expect((await openAtB(lost.id)).body).toMatchObject({ code: 'packet/gone' });
    expect(await sharesAtB(lost.id)).toBe(0);
    expect((await openAtB(kept.id)).status).toBe(200);
    // The sender takes it back and sends again; that works as ever.
    await recallAtA(lost.id);
    await two.settle();
    expect(await endAt(two.b.node, lost.id)).toBe(true);
    await two.settle();
    expect(await stateAtA(lost.id)).toBe('deleted');
  });
});
