import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDrawer } from '@amparo/casework/files';
import { sendReport, startReport } from '@amparo/casework/reports';
import { fromBase64url, generateSigningKey, openEntry, verifyChain } from '@amparo/seal';
import { purgeUnclaimed } from '../jobs/index.ts';
import { openAs } from '../testing/caseworker.ts';
import { type AtWork, join, signIn, type TestDesk, type TestMember } from '../testing/people.ts';
import { look, report, sealPersonEntry, sealReport } from '../testing/reporter.ts';
import { startTestNode, type TestNode } from '../testing/test-node.ts';

const HOUR_MS = 60 * 60 * 1000;
let node: TestNode;
let hotline: TestDesk;
let listener: AtWork;

beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node.stop());

test('a node without a hotline desk takes no report, and says that it cannot', async () => {
  const answer = await node.ask(startReport);
  expect(answer.body).toMatchObject({ code: 'node/busy' });
  const helpline = await join(node, ['hotline'], 0);
  [hotline] = helpline.desks as [TestDesk];
  listener = await signIn(node, helpline.members[0] as TestMember);
});

test('the start proves the desk that will read, up to its organisation’s root', async () => {
  const { body } = await node.ask(startReport);
  const root = fromBase64url(body.organisation.rootKey);
  const chain = await verifyChain([body.desk], { root, now: body.time });
  expect(chain.desk.subject).toMatchObject({ desk: hotline.desk, kind: 'hotline' });
  expect((await node.ask(startReport)).body.nodeShare).not.toBe(body.nodeShare);
});

test('a report reaches the desk, which reads what the browser sealed', async () => {
  const reporter = await report(node);
  const { opened, key } = await openAs(node, listener, hotline, reporter.drawer);
  const bytes = fromBase64url(opened.entries[0]!.bytes);
  expect(Buffer.from(await openEntry({ key, bytes })).toString()).toBe('An invented message.');
  expect(opened.authors).toMatchObject([{ kind: 'person', mailbox: reporter.mailbox }]);
});

test('the same parcel again is answered the same; a slow line loses nothing', async () => {
  const reporter = await sealReport(node);
  const [first, second] = await Promise.all([
    node.ask(sendReport, { input: reporter.parcel }),
    node.ask(sendReport, { input: reporter.parcel }),
  ]);
  const third = await node.ask(sendReport, { input: reporter.parcel });
  expect([first.status, second.status, third.status]).toEqual([200, 200, 200]);
  expect(new Set([first.text, second.text, third.text]).size).toBe(1);
  expect((await look(node, reporter)).entries).toHaveLength(1);
});

describe('a report is refused, and its start stays good', () => {
  test('for a receipt number that is taken', async () => {
    const taken = await report(node);
    const reporter = await sealReport(node);
    const { locator } = taken;
    const mailbox = { ...reporter.parcel.mailbox, locator };
    const input = { ...reporter.parcel, mailbox };
    expect((await node.ask(sendReport, { input })).body).toMatchObject({
      code: 'mailbox/locator-taken',
    });
    expect((await node.ask(sendReport, { input: reporter.parcel })).status).toBe(200);
  });

  test('for a drawer that the node did not start, or that another report filled', async () => {
    const filled = await report(node);
    const reporter = await sealReport(node);
    for (const drawer of [randomUUID(), filled.drawer]) {
      const entry = await sealPersonEntry({ ...reporter, drawer }, reporter.parcel as never, {
        seen: { position: 0, head: 'A'.repeat(43) },
      });
      const input = { ...reporter.parcel, drawer, entry };
      expect((await node.ask(sendReport, { input })).body).toMatchObject({ code: 'not-available' });
    }
    expect((await node.ask(sendReport, { input: reporter.parcel })).status).toBe(200);
  });

  test('for an entry that another key signed, another mailbox wrote, or that has a past', async () => {
    const reporter = await sealReport(node);
    const genesis = { position: 0, head: 'A'.repeat(43) };
    const wrong = [
      await sealPersonEntry(reporter, genesis, { signing: await generateSigningKey() }),
      await sealPersonEntry({ ...reporter, mailbox: randomUUID() }, genesis),
      await sealPersonEntry(reporter, { position: 1, head: genesis.head }),
      await sealPersonEntry(reporter, genesis, { version: 2 }),
      await sealPersonEntry(reporter, genesis, { time: new Date(Date.now() + HOUR_MS) }),
      'AAAA',
    ];
    for (const entry of wrong) {
      const answer = await node.ask(sendReport, { input: { ...reporter.parcel, entry } });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    expect((await node.ask(sendReport, { input: reporter.parcel })).status).toBe(200);
  });
});

test('a start that nobody used is gone after an hour, with its share', async () => {
  const reporter = await sealReport(node);
  const keystore = await node.superuser('keystore');
  const sharesOf = async (): Promise<number | null> =>
    (await keystore.query('select from shares where drawer = $1', [reporter.drawer])).rowCount;
  expect(await sharesOf()).toBe(1);
  await purgeUnclaimed(node.open.keeper, node.now());
  expect(await sharesOf()).toBe(1);
  const later = new Date(node.now().getTime() + HOUR_MS + 60_000);
  await purgeUnclaimed(node.open.keeper, later);
  expect(await sharesOf()).toBe(0);
  const answer = await node.ask(sendReport, { input: reporter.parcel });
  expect(answer.body).toMatchObject({ code: 'not-available' });
});

test('a report that arrived is never purged', async () => {
  const reporter = await report(node);
  await purgeUnclaimed(node.open.keeper, new Date(node.now().getTime() + 2 * HOUR_MS));
  expect((await look(node, reporter)).entries).toHaveLength(1);
  const asking = { params: { drawer: reporter.drawer }, input: { after: 0 } };
  const { status } = await node.ask(openDrawer, { ...asking, cookie: listener.cookie });
  expect(status).toBe(200);
});
