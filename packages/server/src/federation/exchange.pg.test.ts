/** Messages between two real nodes over real sockets, whatever the line does to them. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SignedMessage } from '@amparo/casework/federation';
import { no } from '../outcome.ts';
import { callPeer } from './call-peer.ts';
import { callerOf } from './deliver.ts';
import { deliverDue, watchMessages } from './work.ts';
import type { Weather } from '../testing/bad-line.ts';
import {
  DAY_MS,
  type FederatedNode,
  startFederation,
  type TestFederation,
} from './testing/nodes.ts';

let federation: TestFederation;
let a: FederatedNode;
let b: FederatedNode;

beforeAll(async () => {
  federation = await startFederation(['a.example', 'b.example']);
  [a, b] = federation.nodes as [FederatedNode, FederatedNode];
});
afterAll(() => federation.stop());
afterEach(() => {
  b.line.weather = () => 'fine';
  a.line.weather = () => 'fine';
  b.answers.clear();
  a.told.splice(0);
});

const HOUR_MS = 60 * 60 * 1000;

function later(milliseconds: number): void {
  for (const { node } of federation.nodes) node.advance(milliseconds);
}

/** Lets a node deliver everything that is due, several deliveries side by side as several processes would. */
async function deliver(from: FederatedNode, sideBySide = 1): Promise<void> {
  const { keeper } = from.node.open;
  await Promise.all(Array.from({ length: sideBySide }, () => deliverDue(keeper, from.node.now())));
}

async function waiting(from: FederatedNode): Promise<number> {
  const { rows } = await from.main.query<{ count: number }>(
    `select count(*)::int as count from outgoing_messages where state = 'waiting'`,
  );
  return rows[0]?.count ?? 0;
}

async function appliedIn(node: FederatedNode, thread: string): Promise<number[]> {
  return (await node.applied())
    .filter((each) => each.thread === thread)
    .map((each) => each.sequence);
}

async function leavesOf(node: FederatedNode, kind: string): Promise<number> {
  const { rowCount } = await node.main.query('select from openings where kind = $1', [kind]);
  return rowCount ?? 0;
}

test('a message is written, brought, applied once, and its sender knows', async () => {
  const thread = randomUUID();
  await a.write('b.example', { thread });
  expect(await appliedIn(b, thread)).toEqual([]);
  await deliver(a);
  expect(await appliedIn(b, thread)).toEqual([1]);
  expect(await waiting(a)).toBe(0);
  await deliver(a);
  expect(await appliedIn(b, thread)).toEqual([1]);
});

test('a message to a desk on the same node goes the same way, without a socket', async () => {
  const thread = randomUUID();
  const before = b.line.weather;
  a.line.weather = () => 'lose-request';
  await a.write('a.example', { thread });
  await deliver(a);
  b.line.weather = before;
  expect(await appliedIn(a, thread)).toEqual([1]);
  expect(await waiting(a)).toBe(0);
});

const weathers: readonly Weather[] = ['fine', 'lose-request', 'lose-answer', 'twice', 'late'];

test('whatever the line loses, repeats or reorders, every message is applied once, and calm ones in order', async () => {
  const plan = fc.record({
    urgent: fc.array(fc.boolean(), { minLength: 2, maxLength: 7 }),
    weather: fc.array(fc.constantFrom(...weathers), { minLength: 1, maxLength: 25 }),
    sideBySide: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ urgent, weather, sideBySide }) => {
      const thread = randomUUID();
      const days = [...weather];
      b.line.weather = () => days.shift() ?? 'fine';
      for (const each of urgent) await a.write('b.example', { thread, urgent: each });
      // Two hours are longer than the longest pause, and shorter together than any message lives.
      for (let round = 0; round < 40 && (await waiting(a)) > 0; round += 1) {
        await deliver(a, sideBySide);
        later(2 * HOUR_MS);
      }
      expect(await waiting(a)).toBe(0);
      await watchMessages(b.node.open.keeper, b.node.now());
      const applied = await appliedIn(b, thread);
      expect(applied.toSorted((x, y) => x - y)).toEqual(urgent.map((_, at) => at + 1));
      const { rows } = await a.main.query<{ sequence: number }>(
        'select sequence from outgoing_messages where thread = $1 and not urgent',
        [thread],
      );
      const calm = new Set(rows.map(({ sequence }) => sequence));
      const inOrder = applied.filter((sequence) => calm.has(sequence));
      expect(inOrder).toEqual(inOrder.toSorted((x, y) => x - y));
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, 120_000);

test('what is urgent overtakes what waits', async () => {
  const threads: string[] = [randomUUID(), randomUUID(), randomUUID()];
  for (const [at, thread] of threads.entries()) {
    await a.write('b.example', { thread, urgent: at === 2 });
  }
  await deliver(a);
  const order = (await b.applied())
    .map(({ thread }) => thread)
    .filter((id) => threads.includes(id));
  expect(order).toEqual([threads[2], threads[0], threads[1]]);
});

test('a node that was away for days gets everything when it is back, and the desk was told meanwhile', async () => {
  const thread = randomUUID();
  const { target } = b.line;
  b.line.target = 0;
  await a.write('b.example', { thread });
  await deliver(a);
  await watchMessages(a.node.open.keeper, a.node.now());
  expect(a.told).toEqual([]);
  later(2 * DAY_MS);
  await deliver(a);
  await watchMessages(a.node.open.keeper, a.node.now());
  await watchMessages(a.node.open.keeper, a.node.now());
  expect(a.told).toMatchObject([{ thread, reason: 'peer/unreachable', final: false }]);
  later(3 * DAY_MS);
  b.line.target = target;
  await deliver(a);
  expect(await appliedIn(b, thread)).toEqual([1]);
  expect(await waiting(a)).toBe(0);
});

test('a consent that ends in the outbox never leaves the node, and the desk is told', async () => {
  const thread = randomUUID();
  const { target } = b.line;
  b.line.target = 0;
  const notAfter = new Date(a.node.now().getTime() + HOUR_MS);
  await a.write('b.example', { thread, notAfter });
  await deliver(a);
  later(2 * HOUR_MS);
  b.line.target = target;
  await deliver(a);
  expect(await appliedIn(b, thread)).toEqual([]);
  expect(a.told).toMatchObject([{ thread, reason: 'message/expired', final: true }]);
  const { rows } = await a.main.query(
    'select body, content from outgoing_messages where thread = $1',
    [thread],
  );
  expect(rows).toEqual([{ body: null, content: null }]);
  await a.write('b.example', { thread });
  await deliver(a);
  later(2 * HOUR_MS);
  await watchMessages(b.node.open.keeper, b.node.now());
  expect(await appliedIn(b, thread)).toHaveLength(1);
});

test('what a handler refuses leaves nothing behind, and the sender is told why, once', async () => {
  const thread = randomUUID();
  b.answers.set(1, no('grant/need-to-know'));
  await a.write('b.example', { thread });
  await deliver(a);
  await deliver(a);
  expect(await appliedIn(b, thread)).toEqual([]);
  expect(a.told).toMatchObject([{ thread, reason: 'grant/need-to-know', final: true }]);
  expect(await waiting(a)).toBe(0);
});

test('a node that is busy gets the message again, and nothing of the first attempt stays', async () => {
  const thread = randomUUID();
  b.answers.set(1, no('node/busy'));
  await a.write('b.example', { thread });
  await deliver(a);
  expect(await appliedIn(b, thread)).toEqual([]);
  expect(await waiting(a)).toBe(1);
  b.answers.clear();
  later(HOUR_MS);
  await deliver(a);
  expect(await appliedIn(b, thread)).toEqual([1]);
});

test('a message that waited and is refused when its turn comes is told to the sender as well', async () => {
  const thread = randomUUID();
  const days: Weather[] = ['lose-request'];
  b.line.weather = () => days.shift() ?? 'fine';
  b.answers.set(2, no('grant/need-to-know'));
  await a.write('b.example', { thread });
  await deliver(a);
  await a.write('b.example', { thread });
  await deliver(a);
  expect(await appliedIn(b, thread)).toEqual([]);
  later(HOUR_MS / 2);
  await deliver(a);
  expect(await appliedIn(b, thread)).toEqual([1]);
  await deliver(b);
  expect(a.told).toMatchObject([{ thread, reason: 'grant/need-to-know', final: true }]);
});

test('what is missing for an hour is recorded as missing, and the rest is applied', async () => {
  const thread = randomUUID();
  const { target } = b.line;
  b.line.target = 0;
  await a.write('b.example', { thread, notAfter: new Date(a.node.now().getTime() + HOUR_MS) });
  await deliver(a);
  await a.write('b.example', { thread });
  later(90 * 60_000);
  b.line.target = target;
  const before = await leavesOf(b, 'message-gap');
  await deliver(a);
  expect(await appliedIn(b, thread)).toEqual([]);
  later(2 * HOUR_MS);
  await watchMessages(b.node.open.keeper, b.node.now());
  expect(await appliedIn(b, thread)).toEqual([2]);
  expect(await leavesOf(b, 'message-gap')).toBe(before + 1);
});

test('other content under the identifier of a message is refused and recorded in the log', async () => {
  const thread = randomUUID();
  await a.write('b.example', { thread });
  await deliver(a);
  const { rows } = await a.main.query<{ content: SignedMessage['message'] }>(
    'select content from outgoing_messages where thread = $1',
    [thread],
  );
  const message = { ...(rows[0]?.content as SignedMessage['message']), urgent: true };
  const { keeper } = a.node.open;
  const signature = await keeper.membership.sign('message', message);
  const before = await leavesOf(b, 'message-conflict');
  const answer = await callPeer(
    federation.entryOf('b.example'),
    {
      method: 'POST',
      path: '/federation/messages',
      body: Buffer.from(JSON.stringify({ message, signature })),
    },
    callerOf(keeper, a.node.now()),
  );
  expect(answer).toMatchObject({ status: 409, body: { code: 'message/other-bytes' } });
  expect(await leavesOf(b, 'message-conflict')).toBe(before + 1);
  expect(await appliedIn(b, thread)).toEqual([1]);
});

test('a refusal that the other node did not sign ends nothing: somebody on the way could have said it', async () => {
  const thread = randomUUID();
  const { target } = b.line;
  b.line.target = a.line.target;
  await a.write('b.example', { thread });
  await deliver(a);
  expect(a.told).toEqual([]);
  expect(await waiting(a)).toBe(1);
  b.line.target = target;
  later(HOUR_MS);
  await deliver(a);
  expect(await appliedIn(b, thread)).toEqual([1]);
});

test('no envelope and no line of the log says anything about anybody', async () => {
  const { rows } = await a.main.query<{ content: object }>(
    'select content from outgoing_messages where content is not null',
  );
  expect(rows.length).toBeGreaterThan(3);
  const envelope = [
    'specversion',
    'id',
    'source',
    'audience',
    'subject',
    'time',
    'expirytime',
  ].concat(['datacontenttype', 'sequence', 'previous', 'urgent', 'type', 'data']);
  for (const { content } of rows)
    expect(Object.keys(content).toSorted()).toEqual(envelope.toSorted());
  const lines = [...a.node.logLines, ...b.node.logLines].join('');
  for (const thread of rows.map(({ content }) => (content as { subject: string }).subject)) {
    expect(lines).not.toContain(thread);
  }
});
