import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDrawer, readFile } from '@amparo/casework/files';
import {
  answerFromMailbox,
  closeReport,
  deleteMailbox,
  findSalt,
  openMailbox,
  readInbox,
  stopSharing,
} from '@amparo/casework/reports';
import { generateSigningKey, signAuthorisation } from '@amparo/seal';
import { expireReports } from '../jobs/index.ts';
import { append, openAs } from '../testing/caseworker.ts';
import {
  look,
  report,
  type Reporter,
  sayYes,
  sealPersonEntry,
  statementFor,
} from '../testing/reporter.ts';
import { reachFile, type Scenario, startScenario } from '../testing/scenario.ts';
import { ANSWER_SIZES } from './padding.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let scenario: Scenario;
let reporter: Reporter;

beforeAll(async () => {
  scenario = await startScenario();
  reporter = await report(scenario.node);
});
afterAll(() => scenario.node.stop());

/** A locator that no mailbox has. */
async function unknownLocator(): Promise<string> {
  const client = await scenario.node.superuser('main');
  const { rows } = await client.query<{ locator: string }>('select locator from mailboxes');
  const taken = new Set(rows.map(({ locator }) => locator));
  for (let number = 0; ; number += 1) {
    const locator = String(number).padStart(5, '0');
    if (!taken.has(locator)) return locator;
  }
}

describe('nobody can tell which receipts exist', () => {
  test('a wrong token and an unknown number get the same bytes from every call', async () => {
    const { node } = scenario;
    const token = randomBytes(32).toString('base64url');
    const { position, head } = await look(node, reporter);
    const entry = await sealPersonEntry(reporter, { position, head });
    const wrong = { locator: reporter.locator, token };
    const unknown = { locator: await unknownLocator(), token };
    for (const [call, more] of [
      [openMailbox, {}],
      [stopSharing, {}],
      [deleteMailbox, {}],
      [answerFromMailbox, { entry, authorisation: null }],
    ] as const) {
      const one = await node.ask(call, { input: { ...wrong, ...more } });
      const other = await node.ask(call, { input: { ...unknown, ...more } });
      expect(one.status).toBe(404);
      expect(other.text).toBe(one.text);
      expect({ ...other.headers, date: '' }).toEqual({ ...one.headers, date: '' });
    }
    expect((await look(node, reporter)).entries).toHaveLength(1);
  });

  test('both cost the database the same statements', async () => {
    const { node } = scenario;
    const client = await node.superuser('main');
    const token = randomBytes(32).toString('base64url');
    const leaves = async (): Promise<string> => {
      const { rows } = await client.query<{ count: string }>('select count(*) from leaves');
      return rows[0]!.count;
    };
    const before = await leaves();
    for (const locator of [reporter.locator, await unknownLocator()]) {
      await node.ask(openMailbox, { input: { locator, token } });
    }
    expect(await leaves()).toBe(before);
  });

  test('an unknown number has a salt that is stable, of the same length, and its own', async () => {
    const { node } = scenario;
    const locator = await unknownLocator();
    const salt = async (asked: string): Promise<string> =>
      (await node.ask(findSalt, { input: { locator: asked } })).body.salt;
    expect(await salt(reporter.locator)).toBe(reporter.parcel.mailbox.salt);
    const fake = await salt(locator);
    expect(fake).toHaveLength(22);
    expect(await salt(locator)).toBe(fake);
    expect(await salt(String(99_999 - Number(locator)).padStart(5, '0'))).not.toBe(fake);
  });

  test('one number can be tried forty times a minute and not more, known or not', async () => {
    const { node } = scenario;
    const token = randomBytes(32).toString('base64url');
    const other = await report(node);
    for (const locator of [other.locator, await unknownLocator()]) {
      const answers = [];
      for (let attempt = 0; attempt < 42; attempt += 1) {
        answers.push((await node.ask(openMailbox, { input: { locator, token } })).status);
      }
      expect(answers.filter((status) => status === 404).length).toBeLessThanOrEqual(41);
      expect(answers).toContain(429);
    }
  });
});

test('every answer has one of few sizes, whatever is in the mailbox', async () => {
  const { node } = scenario;
  const person = await report(node);
  const { locator, token } = person;
  const lengths = [];
  for (const text of ['Yes.', 'x'.repeat(900), 'x'.repeat(3000), 'x'.repeat(15_000)]) {
    const { text: answer } = await node.ask(openMailbox, { input: { locator, token } });
    lengths.push(Buffer.byteLength(answer));
    const { position, head } = await look(node, person);
    const entry = await sealPersonEntry(person, { position, head }, { text });
    await node.ask(answerFromMailbox, { input: { locator, token, entry, authorisation: null } });
  }
  for (const length of lengths) expect(ANSWER_SIZES).toContain(length);
  expect(lengths[0]).toBe(lengths[1]);
});

test('a found slip shows no helper and no place: keys, and no names', async () => {
  const { node, listener, hotline } = scenario;
  const { key, opened } = await openAs(node, listener, hotline, reporter.drawer);
  const { position, head } = opened.drawer;
  await append(node, listener, { key, file: null, seen: { position, head } });
  const { authors } = await look(node, reporter);
  expect(authors).toHaveLength(2);
  for (const author of authors) expect(author).toMatchObject({ name: '', desk: '' });
  const { locator, token } = reporter;
  const { text } = await node.ask(openMailbox, { input: { locator, token } });
  expect(text).not.toMatch(/Invented/);
});

describe('an authorisation is refused', () => {
  async function attempt(change: (made: Awaited<ReturnType<typeof honest>>) => Promise<object>) {
    const { node } = scenario;
    const { position, head } = await look(node, reporter);
    const entry = await sealPersonEntry(reporter, { position, head });
    const { locator, token } = reporter;
    const authorisation = await change(await honest());
    const input = { locator, token, entry, authorisation };
    const answer = await node.ask(answerFromMailbox, { input });
    expect((await look(node, reporter)).position).toBe(
      answer.status === 200 ? position + 1 : position,
    );
    return answer;
  }

  async function honest(changes = {}) {
    const { casework, listener } = scenario;
    const statement = statementFor(reporter, {
      desks: [casework.desk],
      classes: ['contact'],
      askedBy: listener.member.member,
      ...changes,
    });
    const signed = await signAuthorisation(statement, reporter.signing.secretKey);
    return { ...signed, attestedBy: 'person-key' };
  }

  test('that another key signed, or that says something else than was signed', async () => {
    const { secretKey } = await generateSigningKey();
    const forged = await attempt(async ({ statement }) => ({
      ...(await signAuthorisation(statement, secretKey)),
      attestedBy: 'person-key',
    }));
    expect(forged.body).toMatchObject({ code: 'authorisation/refused' });
    const widened = await attempt(async ({ statement, ...rest }) => ({
      ...rest,
      statement: { ...statement, classes: ['contact', 'health'] },
    }));
    expect(widened.body).toMatchObject({ code: 'authorisation/refused' });
  });

  test('that claims the node vouched for it', async () => {
    const answer = await attempt(async (made) => ({ ...made, attestedBy: 'node' }));
    expect(answer.body).toMatchObject({ code: 'authorisation/refused' });
  });

  test.each([
    ['for another conversation', { drawer: randomUUID() }],
    ['for a desk that is not here', { desks: [randomUUID()] }],
    ['that has run out', { expiresAt: new Date(Date.now() - 1000).toISOString() }],
    ['asked in the future', { askedAt: new Date(Date.now() + DAY_MS).toISOString() }],
  ])('%s', async (_what, changes) => {
    const answer = await attempt(() => honest(changes));
    expect(answer.body).toMatchObject({ code: 'authorisation/refused' });
  });

  test('but an honest one is taken, also when the node vouches for it', async () => {
    expect((await attempt(async (made) => made)).status).toBe(200);
    const { node } = scenario;
    const attested = await attempt(async ({ statement }) => node.calls.signAsNode(statement));
    expect(attested.text).toContain('"position"');
  });
});

test('Stop says how many words were withdrawn', async () => {
  const { node, casework, listener } = scenario;
  const person = await report(node);
  const asked = { desks: [casework.desk], askedBy: listener.member.member };
  await sayYes(node, person, statementFor(person, { ...asked, classes: ['contact'] }));
  await sayYes(node, person, statementFor(person, { ...asked, classes: ['identity'] }));
  const { locator, token } = person;
  const stopped = await node.ask(stopSharing, { input: { locator, token } });
  expect(stopped.body).toEqual({ withdrawn: 2 });
});

test('a closed conversation is read and not written', async () => {
  const { node, listener, lawyer, hotline } = scenario;
  const person = await report(node);
  const params = { drawer: person.drawer };
  const stranger = { params, cookie: lawyer.cookie };
  expect((await node.ask(closeReport, stranger)).status).toBe(404);
  expect((await node.ask(closeReport, { params, cookie: listener.cookie })).status).toBe(200);
  const view = await look(node, person);
  expect(view.closed).toBe(true);
  const { locator, token } = person;
  const { position, head } = view;
  const entry = await sealPersonEntry(person, { position, head });
  const answer = await node.ask(answerFromMailbox, {
    input: { locator, token, entry, authorisation: null },
  });
  expect(answer.body).toMatchObject({ code: 'report/closed' });
  const inbox = { params: { desk: hotline.desk }, cookie: listener.cookie };
  const { items } = (await node.ask(readInbox, inbox)).body;
  expect(items.find(({ drawer }) => drawer === person.drawer)?.state).toBe('closed');
});

/** What is left of a conversation anywhere. */
async function remains(drawer: string): Promise<Record<string, number | null>> {
  const main = await scenario.node.superuser('main');
  const keystore = await scenario.node.superuser('keystore');
  const count = async (table: string): Promise<number | null> =>
    (await main.query(`select from ${table} where drawer = $1`, [drawer])).rowCount;
  return {
    entries: await count('entries'),
    grants: await count('grants'),
    mailboxes: await count('mailboxes'),
    reports: await count('reports'),
    authorisations: await count('authorisations'),
    versions: await count('drawer_versions'),
    shares: (await keystore.query('select from shares where drawer = $1', [drawer])).rowCount,
    proof: (await keystore.query('select from destroyed where drawer = $1', [drawer])).rowCount,
  };
}
const NOTHING = {
  entries: 0,
  grants: 0,
  mailboxes: 0,
  reports: 0,
  authorisations: 0,
  versions: 0,
  shares: 0,
  proof: 1,
};

test('deleted is deleted: sealed entries, keys, mailbox and share, at once and with a proof', async () => {
  const { node, listener } = scenario;
  const person = await report(node);
  const { locator, token, drawer } = person;
  const deleted = await node.ask(deleteMailbox, { input: { locator, token } });
  expect(deleted.body).toEqual({});
  expect(await remains(drawer)).toEqual(NOTHING);
  expect((await node.ask(openMailbox, { input: { locator, token } })).status).toBe(404);
  const asking = { params: { drawer }, input: { after: 0 }, cookie: listener.cookie };
  expect((await node.ask(openDrawer, asking)).status).toBe(404);
  const main = await node.superuser('main');
  const { rows } = await main.query<{ kind: string }>(
    'select kind from openings where drawer = $1 order by 1',
    [drawer],
  );
  expect(rows.map(({ kind }) => kind)).toContain('mailbox-deleted');
});

test('should the keystore not answer, the share is destroyed as soon as it does', async () => {
  const { node } = scenario;
  const { drawer, locator, token } = await report(node);
  const keystore = await node.superuser('keystore');
  await keystore.query('revoke delete on shares from amparo_lender');
  const deleted = await node.ask(deleteMailbox, { input: { locator, token } });
  await keystore.query('grant delete on shares to amparo_lender');
  expect(deleted.status).toBe(200);
  expect(await remains(drawer)).toEqual({ ...NOTHING, shares: 1, proof: 0 });
  const main = await node.superuser('main');
  const { rows } = await main.query('select task from outbox where subject = $1', [drawer]);
  expect(rows).toEqual([{ task: 'destroy-shares' }]);
});

test('what became a file is not deleted by the receipt that began it', async () => {
  const { node, worker } = scenario;
  const made = await reachFile(scenario);
  const { locator, token } = made.reporter;
  const answer = await node.ask(deleteMailbox, { input: { locator, token } });
  expect(answer.body).toMatchObject({ code: 'report/closed' });
  const params = { file: made.opened.file };
  expect((await node.ask(readFile, { params, cookie: worker.cookie })).status).toBe(200);
});

test('thirty days after the last word a conversation without a file is erased', async () => {
  const { node, listener, hotline } = scenario;
  const silent = await report(node);
  const made = await reachFile(scenario);
  const answered = await report(node);
  const day = (days: number): Date => new Date(node.now().getTime() + days * DAY_MS);
  await expireReports(node.open.keeper, day(29));
  expect((await look(node, silent)).entries).toHaveLength(1);

  node.advance(20 * DAY_MS);
  const main = await node.superuser('main');
  await main.query(`update sessions set expires_at = now() + interval '90 days',
    seen_at = now() + interval '20 days'`);
  const { key, opened } = await openAs(node, listener, hotline, answered.drawer);
  const { position, head } = opened.drawer;
  await append(node, listener, { key, file: null, seen: { position, head } });
  node.advance(-20 * DAY_MS);

  await expireReports(node.open.keeper, day(31));
  expect(await remains(silent.drawer)).toEqual(NOTHING);
  expect((await look(node, answered)).entries).toHaveLength(2);
  expect((await look(node, made.reporter)).expiresAt).toMatch(/^9999/);
  await expireReports(node.open.keeper, day(51));
  expect(await remains(answered.drawer)).toEqual(NOTHING);
  expect((await look(node, made.reporter)).entries.length).toBeGreaterThan(0);
});
