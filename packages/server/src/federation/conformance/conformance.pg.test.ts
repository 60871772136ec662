/** The conformance suite, against a real node and against a server that takes whatever comes. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateEncryptionKey, generateSigningKey, type KeyPair, toBase64url } from '@amparo/seal';
import { type FederatedNode, startFederation, type TestFederation } from '../testing/nodes.ts';
import { checkNode } from './index.ts';

let federation: TestFederation;
let a: FederatedNode;
let key: KeyPair;

beforeAll(async () => {
  federation = await startFederation(['a.example']);
  [a] = federation.nodes as [FederatedNode];
  key = await generateSigningKey();
  const { publicKey } = await generateEncryptionKey();
  const checker = {
    ...federation.entryOf('a.example'),
    node: 'checker.example',
    name: 'Checker',
    url: null,
    signingKeys: [toBase64url(key.publicKey)],
    encryptionKey: toBase64url(publicKey),
  };
  await federation.release([federation.entryOf('a.example'), checker]);
});
afterAll(() => federation.stop());

/** The node itself, because a proxy in between would wait for a slow sender in its stead. */
function address(): string {
  return `http://127.0.0.1:${a.line.target}`;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What the suite promises, so that no check disappears unnoticed. */
const PROMISED = [
  'takes a good message and signs that it has it',
  'gives the same message in a new request the same answer, and applies it once',
  'holds a message after a gap, says what is missing, and applies both when it came',
  'applies an urgent message at once, whatever is missing before it',
  'gives what waits to who fetches, signed',
  'lists desks that take packets, and nobody who works there',
  'gives the federation file by which it goes, also to who has an older one',
  'refuses an unknown key and a bad signature with the same bytes',
  'refuses a request that is not signed at all',
  'refuses a signature that was made for another address',
  'refuses a signature that leaves the digest out',
  'refuses a digest that is not that of the body',
  'refuses another body under the same signature',
  'refuses the very same request a second time',
  'refuses a request that was made an hour ago, or that will be made in an hour',
  'refuses a sender that goes by an older federation file',
  'refuses more than 1.5 MiB before it reads it',
  'cuts off a sender that sends its body byte by byte',
  'has nothing to ask for beyond this protocol: no search, no persons',
  'refuses a message addressed to another node',
  'refuses a message that another node wrote',
  'refuses a message that another key signed',
  'refuses a message dated in the future',
  'refuses a message whose time is over',
  'refuses a message that would be on its way for a year',
  'refuses other content under the identifier of a message that it has',
  'refuses a second message at the same place of a thread',
  'refuses a message that names another past of its thread',
  'refuses a type that it does not know',
  'refuses a field too many, in the envelope and in what it carries',
  'refuses a field that is missing',
  'refuses JSON that is nested without end, and what is no JSON',
];

test('a node of ours passes every check, and nothing that was sent changes anything', async () => {
  const report = await checkNode(address(), { node: 'checker.example', key });
  expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(report).toMatchObject({ ok: true, node: 'a.example', release: 2 });
  expect(report.checks.map(({ name }) => name)).toEqual(PROMISED);
  expect(await a.applied()).toEqual([]);
});

test('a server that takes whatever comes fails the checks, each with a reason', async () => {
  const said = await (await fetch(`${a.line.url}/federation/node`)).text();
  const server = createServer((request, response) => {
    request.resume();
    const isQuestion = request.url === '/federation/node';
    response.writeHead(isQuestion ? 200 : 202, { 'content-type': 'application/json' });
    response.end(isQuestion ? said : '{"state":"applied","missing":[]}');
  });
  const url = await listen(server);
  const report = await checkNode(url, { node: 'checker.example', key });
  server.closeAllConnections();
  server.close();
  expect(report.ok).toBe(false);
  const passed = report.checks.filter(({ ok }) => ok).map(({ name }) => name);
  // It answers a slow sender at once, which is no fault of its own.
  expect(passed.filter((name) => !name.startsWith('cuts off'))).toEqual([]);
  const why = new Map(report.checks.map((check) => [check.name, check.why]));
  expect(why.get('takes a good message and signs that it has it')).toContain('not signed');
  expect(why.get('refuses the very same request a second time')).toContain('not signed');
  expect(why.get('refuses a message addressed to another node')).toBe(
    'expected 403 message/audience, got 202',
  );
  for (const { ok, why: reason } of report.checks) if (!ok) expect(reason).toMatch(/\w{3}/);
});

test('a key that the node does not know gets nothing but refusals', async () => {
  const stranger = await generateSigningKey();
  const report = await checkNode(address(), { node: 'checker.example', key: stranger });
  const first = report.checks.find(({ name }) => name.startsWith('takes a good message'));
  expect(first).toMatchObject({ ok: false, why: 'expected 202, got 401 peer/refused' });
});
