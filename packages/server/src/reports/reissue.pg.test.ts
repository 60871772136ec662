import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMailbox, reissueReceipt } from '@amparo/casework/reports';
import { generateSigningKey, toBase64url } from '@amparo/seal';
import { sha256 } from '../bytes.ts';
import { openAs, sealMemberEntry } from '../testing/caseworker.ts';
import type { AtWork, TestDesk } from '../testing/people.ts';
import { look, report, type Reporter, sealPersonEntry } from '../testing/reporter.ts';
import { answerFromMailbox } from '@amparo/casework/reports';
import { handOver, type Scenario, startScenario } from '../testing/scenario.ts';

let scenario: Scenario;

beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.node.stop());

/** What a lead desk's device sends: a new mailbox, and the entry that says so. */
async function reissueAs(by: AtWork, desk: TestDesk, person: Reporter) {
  const { node } = scenario;
  const { drawer } = person;
  const { key, opened } = await openAs(node, by, desk, drawer);
  const { position, head } = opened.drawer;
  const signing = await generateSigningKey();
  const token = randomBytes(32).toString('base64url');
  const mailbox = {
    mailbox: randomUUID(),
    locator: String(randomInt(100_000)).padStart(5, '0'),
    salt: randomBytes(16).toString('base64url'),
    tokenHash: Buffer.from(sha256(Buffer.from(token, 'base64url'))).toString('base64url'),
    signingKey: toBase64url(signing.publicKey),
    sealedKeys: randomBytes(145).toString('base64url'),
  };
  const entry = await sealMemberEntry(by, { key, file: null, seen: { position, head } });
  const input = { mailbox, entry };
  const answer = await node.ask(reissueReceipt, { params: { drawer }, input, cookie: by.cookie });
  const fresh: Reporter = {
    ...person,
    mailbox: mailbox.mailbox,
    locator: mailbox.locator,
    token,
    signing,
  };
  return { answer, fresh };
}

test('a new receipt opens the same messages, and the lost one answers like any unknown number', async () => {
  const { node, hotline, listener } = scenario;
  const person = await report(node);
  const before = await look(node, person);
  const { answer, fresh } = await reissueAs(listener, hotline, person);
  expect(answer.status).toBe(200);
  const after = await look(node, fresh);
  expect(after.drawer).toBe(before.drawer);
  expect(after.mailbox).toBe(fresh.mailbox);
  expect(after.entries).toHaveLength(before.entries.length + 1);
  // What was said with the lost one is still proved by its key.
  expect(after.authors.map(({ author }) => author)).toContain(person.mailbox);

  const old = { locator: person.locator, token: person.token };
  const unknown = { ...old, token: randomBytes(32).toString('base64url') };
  const dead = await node.ask(openMailbox, { input: old });
  expect(dead.status).toBe(404);
  expect(dead.text).toBe((await node.ask(openMailbox, { input: unknown })).text);

  const { position, head } = after;
  const entry = await sealPersonEntry(fresh, { position, head });
  const { locator, token } = fresh;
  const said = { locator, token, entry, authorisation: null };
  expect((await node.ask(answerFromMailbox, { input: said })).status).toBe(200);

  const main = await node.superuser('main');
  const { rows } = await main.query<{ kind: string }>(
    'select kind from openings where drawer = $1',
    [person.drawer],
  );
  expect(rows.map(({ kind }) => kind)).toContain('receipt-reissued');
});

test('a desk that holds the conversation but does not lead it makes no new receipt', async () => {
  const { node, casework, worker } = scenario;
  const person = await report(node);
  await handOver(scenario, person);
  const { answer } = await reissueAs(worker, casework, person);
  expect(answer.status).toBe(404);
  expect((await look(node, person)).mailbox).toBe(person.mailbox);
});
