import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  lockDrawers,
  openFile,
  prepareDrawers,
  prepareFile,
  putCard,
  readCaseload,
  readFile,
} from '@amparo/casework/files';
import { stopSharing } from '@amparo/casework/reports';
import type { DrawerClass } from '@amparo/casework/grants';
import { give, lockFor, makeCard, openAs, openFileAs } from '../testing/caseworker.ts';
import { report, type Reporter, sayYes, statementFor } from '../testing/reporter.ts';
import { handOver, reachFile, type Scenario, startScenario } from '../testing/scenario.ts';

let scenario: Scenario;
let reporter: Reporter;
let authorisation: string;

beforeAll(async () => {
  scenario = await startScenario();
  reporter = await report(scenario.node);
  authorisation = await handOver(scenario, reporter);
});
afterAll(() => scenario.node.stop());

interface Wish {
  file?: string;
  desk?: string;
  conversation?: string;
  authorisation?: string;
  classes?: readonly DrawerClass[];
}

async function prepare(wish: Wish = {}) {
  const { node, worker, casework } = scenario;
  const drawers = (wish.classes ?? ['identity']).map((name) => ({
    drawer: randomUUID(),
    class: name,
  }));
  const input = {
    file: wish.file ?? randomUUID(),
    desk: wish.desk ?? casework.desk,
    conversation: wish.conversation ?? reporter.drawer,
    authorisation: wish.authorisation ?? authorisation,
    drawers,
  };
  return { input, answer: await node.ask(prepareFile, { input, cookie: worker.cookie }) };
}

describe('a file is not even prepared', () => {
  test('for a class that a casework desk may not hold', async () => {
    for (const name of ['therapy', 'privileged', 'mine', 'health'] as const) {
      const { answer } = await prepare({ classes: ['identity', name] });
      expect(answer.body, name).toMatchObject({ code: 'grant/need-to-know' });
    }
  });

  test('with two drawers of one class, or a second contact drawer', async () => {
    for (const classes of [['identity', 'identity'], ['contact']] as const) {
      const { answer } = await prepare({ classes });
      expect(answer.body).toMatchObject({ code: 'request/malformed' });
    }
  });

  test('without a word of the person', async () => {
    const { answer } = await prepare({ authorisation: randomUUID() });
    expect(answer.body).toMatchObject({ code: 'authorisation/refused' });
  });

  test('on another person’s word', async () => {
    const other = await report(scenario.node);
    const theirs = await handOver(scenario, other);
    const { answer } = await prepare({ authorisation: theirs });
    expect(answer.body).toMatchObject({ code: 'authorisation/refused' });
  });

  test('on a word that lets the desk read but open no file', async () => {
    const { node, listener, hotline, casework } = scenario;
    const other = await report(node);
    const statement = statementFor(other, {
      desks: [casework.desk],
      classes: ['contact'],
      askedBy: listener.member.member,
      opensFile: false,
    });
    await sayYes(node, other, statement);
    const { holderShare } = await openAs(node, listener, hotline, other.drawer);
    const basis = { kind: 'consent', authorisation: statement.authorisation } as const;
    await give(node, listener, { drawer: other.drawer, to: casework, basis, holderShare });
    const wish = { conversation: other.drawer, authorisation: statement.authorisation };
    expect((await prepare(wish)).answer.body).toMatchObject({ code: 'authorisation/refused' });
  });

  test('from a conversation that the desk does not hold', async () => {
    const other = await report(scenario.node);
    const { answer } = await prepare({ conversation: other.drawer });
    expect(answer.body).toMatchObject({ code: 'not-available' });
  });
});

test('preparing twice gives the same shares, and the file does not exist before it is locked', async () => {
  const { node, worker } = scenario;
  const { input, answer } = await prepare({ classes: ['identity', 'safety'] });
  const again = await node.ask(prepareFile, { input, cookie: worker.cookie });
  expect(again.body).toEqual(answer.body);
  const params = { file: input.file };
  expect((await node.ask(readFile, { params, cookie: worker.cookie })).status).toBe(404);
});

describe('a prepared file is not opened', () => {
  async function attempt(
    change: (made: Awaited<ReturnType<typeof lockFor>>['version']) => Promise<object[]>,
  ) {
    const { node, worker, casework } = scenario;
    const { input, answer } = await prepare();
    const locked = await lockFor(worker, answer.body.shares[0]!, [{ to: casework }]);
    const body = { drawers: await change(locked.version), card: await makeCard(input.file, 1) };
    const params = { file: input.file };
    return node.ask(openFile, { params, input: body, cookie: worker.cookie });
  }

  test('with other drawers than were prepared', async () => {
    const answer = await attempt(async (version) => [{ ...version, drawer: randomUUID() }]);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const twice = await attempt(async (version) => [version, version]);
    expect(twice.body).toMatchObject({ code: 'request/malformed' });
  });

  test('with a grant that another device signed', async () => {
    const { lawyer, casework } = scenario;
    const answer = await attempt(async (version) => {
      const { drawer } = version;
      const forged = await lockFor(lawyer, { drawer, nodeShare: 'A'.repeat(43) }, [
        { to: casework },
      ]);
      return [{ ...version, grants: forged.version.grants }];
    });
    expect(answer.body).toMatchObject({ code: 'entry/signature' });
  });

  test('with a wrap that is not the one that was signed', async () => {
    const answer = await attempt(async (version) => [
      { ...version, grants: version.grants.map((grant) => ({ ...grant, wrapped: 'AAAA' })) },
    ]);
    expect(answer.body).toMatchObject({ code: 'request/malformed' });
  });

  test('with a drawer that the opening desk does not hold', async () => {
    const { worker, legal } = scenario;
    const answer = await attempt(async (version) => {
      const basis = { kind: 'consent', authorisation } as const;
      const place = { drawer: version.drawer, nodeShare: 'A'.repeat(43) };
      const only = await lockFor(worker, place, [{ to: legal, basis }]);
      return [{ ...version, grants: only.version.grants }];
    });
    expect(answer.body).toMatchObject({ code: 'request/malformed' });
  });

  test('with a grant that ends after a year, or never', async () => {
    const { worker, casework } = scenario;
    const answer = await attempt(async (version) => {
      const place = { drawer: version.drawer, nodeShare: 'A'.repeat(43) };
      const long = await lockFor(worker, place, [{ to: casework, days: 400 }]);
      return [{ ...version, grants: long.version.grants }];
    });
    expect(answer.body).toMatchObject({ code: 'grant/expiry' });
  });

  test('after the person withdrew their word', async () => {
    const { node, worker, casework } = scenario;
    const other = await report(node);
    const theirs = await handOver(scenario, other);
    const { input, answer } = await prepare({ conversation: other.drawer, authorisation: theirs });
    expect(answer.status).toBe(200);
    const { locator, token } = other;
    await node.ask(stopSharing, { input: { locator, token } });
    const locked = await lockFor(worker, answer.body.shares[0]!, [{ to: casework }]);
    const body = { drawers: [locked.version], card: await makeCard(input.file, 1) };
    const params = { file: input.file };
    const opened = await node.ask(openFile, { params, input: body, cookie: worker.cookie });
    expect(opened.status).toBe(404);
  });
});

test('one conversation becomes one file', async () => {
  const { node, worker, casework } = scenario;
  const opening = { desk: casework, conversation: reporter.drawer, authorisation };
  const classes = ['identity'] as const;
  const opened = await openFileAs(node, worker, { ...opening, classes });
  await expect(openFileAs(node, worker, { ...opening, classes })).rejects.toThrow('not-available');
  const params = { file: opened.file };
  expect((await node.ask(readFile, { params, cookie: worker.cookie })).status).toBe(200);
});

test('a desk that holds something of a file adds its own drawer, which the lead does not hold', async () => {
  const { node, worker, lawyer, legal, casework } = scenario;
  const made = await reachFile(scenario);
  const { file } = made.opened;
  const params = { file };
  const wanted = [{ drawer: randomUUID(), class: 'privileged' as const }];
  const input = { desk: legal.desk, drawers: wanted };
  const asking = { params, input, cookie: lawyer.cookie };
  expect((await node.ask(prepareDrawers, asking)).status).toBe(404);

  const identity = made.opened.drawers['identity']!;
  const { holderShare } = await openAs(node, worker, casework, identity.drawer);
  const basis = { kind: 'consent', authorisation: made.authorisation } as const;
  await give(node, worker, { drawer: identity.drawer, to: legal, basis, holderShare });
  const other = { ...asking, input: { ...input, drawers: [{ ...wanted[0]!, class: 'safety' }] } };
  expect((await node.ask(prepareDrawers, other)).body).toMatchObject({
    code: 'grant/need-to-know',
  });
  const prepared = await node.ask(prepareDrawers, asking);
  expect(prepared.status).toBe(200);
  const locked = await lockFor(lawyer, prepared.body.shares[0]!, [{ to: legal }]);
  const locking = { params, input: { drawers: [locked.version] }, cookie: lawyer.cookie };
  expect((await node.ask(lockDrawers, locking)).status).toBe(200);

  const classesOf = async (cookie: string): Promise<string[]> =>
    (await node.ask(readFile, { params, cookie })).body.drawers.map((row) => row.class).sort();
  expect(await classesOf(lawyer.cookie)).toEqual(['identity', 'privileged']);
  expect(await classesOf(worker.cookie)).toEqual(['contact', 'identity', 'safety']);
});

test('a caseload is the cards of what the desk still holds, and revisions only grow', async () => {
  const { node, worker, casework, lawyer } = scenario;
  const { opened } = await reachFile(scenario);
  const { file } = opened;
  const params = { desk: casework.desk, file };
  const { cookie } = worker;
  const second = await makeCard(file, 2);
  expect((await node.ask(putCard, { params, input: second, cookie })).status).toBe(200);
  expect((await node.ask(putCard, { params, input: second, cookie })).status).toBe(200);
  const old = await makeCard(file, 1);
  expect((await node.ask(putCard, { params, input: old, cookie })).body).toMatchObject({
    code: 'entry/conflict',
  });
  const short = { ...(await makeCard(file, 3)), sealed: 'AAAA' };
  expect((await node.ask(putCard, { params, input: short, cookie })).status).toBe(400);
  const desk = { desk: casework.desk };
  const { cards } = (await node.ask(readCaseload, { params: desk, cookie })).body;
  expect(cards).toContainEqual(second);
  const stranger = { params: desk, cookie: lawyer.cookie };
  expect((await node.ask(readCaseload, stranger)).status).toBe(404);
});

test('a desk that was let in learns of which files it has no card yet', async () => {
  const { node, worker, casework, lawyer, legal } = scenario;
  const made = await reachFile(scenario);
  const { file } = made.opened;
  const identity = made.opened.drawers['identity']!;
  const asking = { params: { desk: legal.desk }, cookie: lawyer.cookie };
  expect((await node.ask(readCaseload, asking)).body.uncarded).not.toContain(file);
  const { holderShare } = await openAs(node, worker, casework, identity.drawer);
  const basis = { kind: 'consent', authorisation: made.authorisation } as const;
  await give(node, worker, { drawer: identity.drawer, to: legal, basis, holderShare });
  expect((await node.ask(readCaseload, asking)).body.uncarded).toContain(file);
  const params = { desk: legal.desk, file };
  const input = await makeCard(file, 1);
  expect((await node.ask(putCard, { params, input, cookie: lawyer.cookie })).status).toBe(200);
  const { cards, uncarded } = (await node.ask(readCaseload, asking)).body;
  expect(cards).toContainEqual(input);
  expect(uncarded).not.toContain(file);
});
