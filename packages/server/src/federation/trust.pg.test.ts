/** Who is spoken with: releases of the federation file, keys that roll over, nodes that are removed or only fetch. */
import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateSigningKey, toBase64url } from '@amparo/seal';
import { loadNodeKeys, makeNextSigningKey } from '../keys/index.ts';
import { join as joinNode } from '../testing/people.ts';
import { callPeer } from './call-peer.ts';
import { callerOf } from './deliver.ts';
import { fetchFrom, offerTo } from './fetching.ts';
import { signRequest } from './http-signature.ts';
import {
  type FederatedNode,
  signFile,
  startFederation,
  type TestFederation,
} from './testing/nodes.ts';
import { deliverDue } from './work.ts';

const NAMES = ['a.example', 'b.example', 'c.example'];
let federation: TestFederation;
let a: FederatedNode;
let b: FederatedNode;
/** Has no address: it fetches. */
let c: FederatedNode;

beforeAll(async () => {
  federation = await startFederation(NAMES, { fetching: ['c.example'] });
  [a, b, c] = federation.nodes as [FederatedNode, FederatedNode, FederatedNode];
});
afterAll(() => federation.stop());

function entries(...names: readonly string[]) {
  return names.map((name) => federation.entryOf(name));
}

async function deliver(from: FederatedNode): Promise<void> {
  await deliverDue(from.node.open.keeper, from.node.now());
}

async function threadsAt(node: FederatedNode): Promise<readonly string[]> {
  return (await node.applied()).map(({ thread }) => thread);
}

function ask(from: FederatedNode, to: string, path: string) {
  const { keeper } = from.node.open;
  const caller = callerOf(keeper, from.node.now());
  return callPeer(federation.entryOf(to), { method: 'GET', path }, caller);
}

test('a desk elsewhere is known only if its organisation is pinned, and no member is named', async () => {
  const pinned = await joinNode(b.node, ['legal', 'oversight'], 0);
  await joinNode(b.node, ['shelter'], 1);
  const { rows } = await b.main.query<{ name: string }>(
    'select name from organisations where organisation = $1',
    [pinned.organisation],
  );
  const organisation = {
    organisation: pinned.organisation,
    name: rows[0]?.name ?? '',
    rootKey: toBase64url(pinned.root.publicKey),
  };
  const members = entries(...NAMES).map((entry) =>
    entry.node === 'b.example' ? { ...entry, organisations: [organisation] } : entry,
  );
  await federation.release(members);
  const desks = await a.node.open.federation.listDesksOf('b.example');
  expect(desks?.map(({ desk }) => desk.subject.kind)).toEqual(['legal']);
  expect(desks?.[0]?.organisation).toEqual(organisation);
  const answer = await ask(a, 'b.example', '/federation/desks');
  expect(answer).toMatchObject({ kind: 'answered', status: 200 });
  for (const { member } of pinned.members) expect(JSON.stringify(answer)).not.toContain(member);
  expect(await a.node.open.federation.listDesksOf('nobody.example')).toBeUndefined();
  await federation.release(entries(...NAMES));
});

test('a node without an address fetches what waits for it, and loses nothing when an answer is lost', async () => {
  const threads = [randomUUID(), randomUUID()] as string[];
  for (const thread of threads) await a.write('c.example', { thread });
  await deliver(a);
  expect(await threadsAt(c)).toEqual([]);
  const peer = 'c.example';
  const lost = await offerTo(a.node.open.keeper, { peer, after: 0, now: a.node.now() });
  expect(lost.messages).toHaveLength(2);
  const urgent = randomUUID() as string;
  await a.write('c.example', { thread: urgent, urgent: true });
  const fetched = await fetchFrom(c.node.open.keeper, 'a.example', { after: 0, now: c.node.now() });
  expect(fetched.count).toBe(3);
  expect(await threadsAt(c)).toEqual([urgent, ...threads]);
  const again = await fetchFrom(c.node.open.keeper, 'a.example', {
    after: fetched.after,
    now: c.node.now(),
  });
  expect(again.count).toBe(0);
  const { rows } = await a.main.query(
    `select from outgoing_messages where peer = 'c.example' and state <> 'delivered'`,
  );
  expect(rows).toEqual([]);
});

test('a node that only fetches still writes to the others', async () => {
  const thread = randomUUID() as string;
  await c.write('a.example', { thread });
  await deliver(c);
  expect(await threadsAt(a)).toContain(thread);
});

test('a sender with an older federation file learns the newer one from its peer, and the message arrives', async () => {
  const thread = randomUUID() as string;
  await federation.release(entries(...NAMES), ['b.example']);
  const { release } = federation.file().statement;
  expect(a.node.open.keeper.membership.statement()?.release).toBe(release - 1);
  await a.write('b.example', { thread });
  await deliver(a);
  expect(await threadsAt(b)).toContain(thread);
  expect(a.node.open.keeper.membership.statement()?.release).toBe(release);
});

test('no file is taken that is older, changed, or not signed by both pinned bodies', async () => {
  const { membership } = a.node.open.keeper;
  const { release } = federation.file().statement;
  const strangers = [await generateSigningKey(), await generateSigningKey()];
  const members = entries(...NAMES);
  const [body] = federation.bodies as [never];
  const files = [
    [await signFile(federation.bodies, release - 1, members), 'older'],
    [await signFile(federation.bodies, release, members.slice(1)), 'changed'],
    [await signFile(strangers, release + 1, members), 'not-signed'],
    [await signFile([body, body], release + 1, members), 'not-signed'],
  ] as const;
  for (const [file, why] of files) expect(await membership.take(file)).toBe(why);
  const good = await signFile(federation.bodies, release + 1, members);
  const statement = { ...good.statement, release: release + 2 };
  expect(await membership.take({ ...good, statement })).toBe('not-signed');
  expect(membership.statement()?.release).toBe(release);
});

test('a key is rolled over while messages are on their way, and none is lost', async () => {
  const [early, late] = [randomUUID() as string, randomUUID() as string];
  const { target } = b.line;
  b.line.target = 0;
  await a.write('b.example', { thread: early });
  await deliver(a);
  const next = toBase64url(
    await makeNextSigningKey(a.node.config.dataFolder, entries('a.example')[0]?.signingKeys ?? []),
  );
  await a.restart();
  const [first, ...others] = entries(...NAMES) as [ReturnType<typeof entries>[number]];
  const [old = ''] = first.signingKeys;
  const newer = { ...first, signingKeys: [next, old], url: a.line.url };
  await federation.release([newer, ...others], ['b.example', 'c.example', 'a.example']);
  const oldKey = a.node.open.keeper.membership.signingKey();
  expect(toBase64url(oldKey.publicKey)).toBe(next);
  b.line.target = target;
  a.node.advance(60 * 60 * 1000);
  b.node.advance(60 * 60 * 1000);
  c.node.advance(60 * 60 * 1000);
  await a.write('b.example', { thread: late });
  await deliver(a);
  expect(await threadsAt(b)).toEqual(expect.arrayContaining([early, late]));

  await federation.release([{ ...newer, signingKeys: [next] }, ...others]);
  const body = Buffer.from('{}');
  const url = `${b.line.url}/federation/messages`;
  const { release } = federation.file().statement;
  const { nodeSigning } = await loadNodeKeys(a.node.config.dataFolder, {
    mayMake: false,
    mayMakeEncryption: false,
  });
  const headers = signRequest(
    { method: 'POST', url, body, release },
    { key: nodeSigning, now: b.node.now(), nonce: 'n'.repeat(24) },
  );
  const answer = await fetch(url, { method: 'POST', headers, body });
  expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'peer/refused' }]);
});

test('a node that was removed is not spoken with any more; what it sent stays and is marked', async () => {
  const before = (await a.applied()).length;
  const thread = randomUUID() as string;
  await c.write('a.example', { thread });
  await deliver(c);
  const { nodes } = federation.file().statement;
  await federation.release(
    nodes.filter(({ node }) => node !== 'c.example'),
    ['a.example', 'b.example'],
  );
  const { federation: known } = a.node.open;
  expect(known.findPeer('c.example')).toBeUndefined();
  expect(known.findFormerPeer('c.example')).toMatchObject({ name: 'c.example' });
  expect((await a.applied()).length).toBe(before + 1);
  const late = randomUUID() as string;
  await c.write('a.example', { thread: late });
  await deliver(c);
  expect(await threadsAt(a)).not.toContain(late);
  await a.write('c.example', { thread: late });
  await deliver(a);
  expect(a.told.at(-1)).toMatchObject({ thread: late, reason: 'peer/unknown', final: true });
  const removed = await ask(c, 'a.example', '/federation/desks');
  expect(removed).toEqual({ kind: 'silent', code: 'peer/refused' });
});

test('a file whose time is over stops everything and gives nothing up', async () => {
  const thread = randomUUID() as string;
  await a.write('b.example', { thread, notAfter: new Date(Date.now() + 900 * 24 * 3600 * 1000) });
  a.node.advance(301 * 24 * 3600 * 1000);
  expect(a.node.open.federation.listPeers()).toEqual([]);
  await deliver(a);
  expect(a.told.filter((each) => each.thread === thread)).toEqual([]);
  a.node.advance(-301 * 24 * 3600 * 1000);
  await deliver(a);
  expect(await threadsAt(b)).toContain(thread);
});

test('a node that lost its encryption key does not start with another one', async () => {
  const key = join(b.node.config.dataFolder, 'keys', 'node-encryption.key');
  const kept = await readFile(key);
  await rm(key);
  await expect(b.node.reopen()).rejects.toThrow('is missing');
  await writeFile(key, kept, { mode: 0o600 });
  await b.node.retry();
});
