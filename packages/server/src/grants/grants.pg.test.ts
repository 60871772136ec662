import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDrawer, readFile } from '@amparo/casework/files';
import { giveGrant, revokeGrant } from '@amparo/casework/grants';
import { stopSharing } from '@amparo/casework/reports';
import { append, give, makeGrant, openAs, signGrant } from '../testing/caseworker.ts';
import { look, sayYes, statementFor } from '../testing/reporter.ts';
import { type FileScenario, reachFile, type Scenario, startScenario } from '../testing/scenario.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let scenario: Scenario;
let file: FileScenario;
let identity: string;
let holderShare: Uint8Array<ArrayBuffer>;
let consent: { kind: 'consent'; authorisation: string };

beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.node.stop());

beforeEach(async () => {
  file = await reachFile(scenario);
  identity = file.opened.drawers['identity']!.drawer;
  const { node, worker, casework } = scenario;
  ({ holderShare } = await openAs(node, worker, casework, identity));
  consent = { kind: 'consent', authorisation: file.authorisation };
});

/** Grants the identity drawer to the legal desk. */
async function letLawyerIn(days = 20): Promise<string> {
  const { node, worker, legal } = scenario;
  const granting = { drawer: identity, to: legal, basis: consent, holderShare, days };
  const input = await makeGrant(worker, granting);
  const params = { drawer: identity };
  const answer = await node.ask(giveGrant, { params, input, cookie: worker.cookie });
  expect(answer.text).toContain('grantedAt');
  return input.statement.grant;
}

async function openAsLawyer() {
  const { node, lawyer } = scenario;
  const params = { drawer: identity };
  return node.ask(openDrawer, { params, input: { after: 0 }, cookie: lawyer.cookie });
}

test('a desk that was let in opens the drawer, and sees no other holder', async () => {
  expect((await openAsLawyer()).status).toBe(404);
  await letLawyerIn();
  const { body } = await openAsLawyer();
  expect(body.versions[0]!.nodeShare).toHaveLength(43);
  const { legal, casework, node, worker } = scenario;
  expect(body.drawer.grants.map(({ statement }) => statement.holder)).toEqual([legal.desk]);
  const params = { file: file.opened.file };
  const lead = await node.ask(readFile, { params, cookie: worker.cookie });
  const drawer = lead.body.drawers.find((row) => row.drawer === identity)!;
  expect(new Set(drawer.grants.map(({ statement }) => statement.holder))).toEqual(
    new Set([legal.desk, casework.desk]),
  );
});

test('what a desk is lent ends with its grant at the latest', async () => {
  await letLawyerIn(0.01);
  const { body } = await openAsLawyer();
  expect(Date.parse(body.lentUntil)).toBeLessThan(Date.now() + DAY_MS * 0.02);
});

test('a grant that ran out opens nothing', async () => {
  const { node } = scenario;
  await letLawyerIn(0.1);
  expect((await openAsLawyer()).status).toBe(200);
  const client = await node.superuser('main');
  await client.query(
    `update grants set expires_at = now() - interval '1 second' where drawer = '${identity}'
       and authorisation is not null`,
  );
  expect((await openAsLawyer()).status).toBe(404);
});

test('giving the same grant again is answered the same; another under its id is not', async () => {
  const { node, worker, legal } = scenario;
  const granting = { drawer: identity, to: legal, basis: consent, holderShare };
  const input = await makeGrant(worker, granting);
  const asking = { params: { drawer: identity }, cookie: worker.cookie };
  const first = await node.ask(giveGrant, { ...asking, input });
  expect((await node.ask(giveGrant, { ...asking, input })).text).toBe(first.text);
  const { statement, wrapped } = await makeGrant(worker, granting);
  const { grant } = input.statement;
  const other = await signGrant(worker, { statement: { ...statement, grant }, wrapped });
  expect((await node.ask(giveGrant, { ...asking, input: other })).status).toBe(404);
});

describe('a grant is refused', () => {
  test('without the person’s word, outside the lead organisation', async () => {
    const { node, worker, legal } = scenario;
    const answer = await give(node, worker, { drawer: identity, to: legal, holderShare });
    expect(answer.body).toMatchObject({ code: 'grant/no-authorisation' });
  });

  test('for a class or a desk that the word does not name', async () => {
    const { node, worker, listener, legal, casework, reporter } = { ...scenario, ...file };
    const statement = statementFor(reporter, {
      desks: [casework.desk],
      classes: ['identity'],
      askedBy: listener.member.member,
    });
    await sayYes(node, reporter, statement);
    const basis = { kind: 'consent', authorisation: statement.authorisation } as const;
    const granting = { drawer: identity, to: legal, basis, holderShare };
    const otherDesk = await give(node, worker, granting);
    expect(otherDesk.body).toMatchObject({ code: 'grant/no-authorisation' });
  });

  test('on the word of another person', async () => {
    const { node, worker, legal } = scenario;
    const other = await reachFile(scenario);
    const basis = { kind: 'consent', authorisation: other.authorisation } as const;
    const answer = await give(node, worker, { drawer: identity, to: legal, basis, holderShare });
    expect(answer.body).toMatchObject({ code: 'grant/no-authorisation' });
  });

  test('beyond the day on which the word ends', async () => {
    const { node, worker, legal } = scenario;
    const granting = { drawer: identity, to: legal, basis: consent, holderShare, days: 31 };
    expect((await give(node, worker, granting)).body).toMatchObject({ code: 'grant/expiry' });
  });

  test('to a desk that may never hold the class, or that does not exist', async () => {
    const { node, worker, oversight, legal } = scenario;
    const granting = { drawer: identity, basis: consent, holderShare };
    const never = await give(node, worker, { ...granting, to: oversight });
    expect(never.body).toMatchObject({ code: 'grant/need-to-know' });
    const nobody = await give(node, worker, { ...granting, to: { ...legal, desk: randomUUID() } });
    expect(nobody.body).toMatchObject({ code: 'grant/need-to-know' });
  });

  test('by a desk that only holds the drawer, as if there were no drawer', async () => {
    const { node, lawyer, legal } = scenario;
    await letLawyerIn();
    const granting = { drawer: identity, to: legal, basis: consent, holderShare };
    expect((await give(node, lawyer, granting)).body).toMatchObject({ code: 'not-available' });
  });

  test('for another version of the key', async () => {
    const { node, worker, legal } = scenario;
    const granting = { drawer: identity, to: legal, basis: consent, holderShare, version: 2 };
    expect((await give(node, worker, granting)).body).toMatchObject({
      code: 'entry/stale-version',
    });
  });
});

describe('a revoked grant', () => {
  test('opens nothing from that moment, for whoever revoked it', async () => {
    const { node, worker } = scenario;
    const grant = await letLawyerIn();
    expect((await openAsLawyer()).status).toBe(200);
    const asking = { params: { grant }, cookie: worker.cookie };
    const revoked = await node.ask(revokeGrant, asking);
    expect(revoked.status).toBe(200);
    expect((await openAsLawyer()).status).toBe(404);
    expect((await node.ask(revokeGrant, asking)).body).toEqual(revoked.body);
  });

  test('can be the holder’s own, who gives it up', async () => {
    const { node, lawyer, worker } = scenario;
    const grant = await letLawyerIn();
    const asking = { params: { grant }, cookie: lawyer.cookie };
    expect((await node.ask(revokeGrant, asking)).status).toBe(200);
    expect((await openAsLawyer()).status).toBe(404);
    const params = { file: file.opened.file };
    const { drawers } = (await node.ask(readFile, { params, cookie: worker.cookie })).body;
    expect(drawers.find((row) => row.drawer === identity)?.stale).toBe(true);
  });

  test('leaves a drawer into which nobody writes before its key is changed', async () => {
    const { node, worker, casework } = scenario;
    const grant = await letLawyerIn();
    await node.ask(revokeGrant, { params: { grant }, cookie: worker.cookie });
    const { key, opened } = await openAs(node, worker, casework, identity);
    const { position, head } = opened.drawer;
    const entry = { key, file: file.opened.file, seen: { position, head } };
    expect((await append(node, worker, entry)).body).toMatchObject({ code: 'entry/stale-version' });
  });

  test('is never the lead’s own: the drawer would be lost', async () => {
    const { node, worker } = scenario;
    const params = { file: file.opened.file };
    const { drawers } = (await node.ask(readFile, { params, cookie: worker.cookie })).body;
    const own = drawers.find((row) => row.drawer === identity)!.grants[0]!.statement.grant;
    const asking = { params: { grant: own }, cookie: worker.cookie };
    expect((await node.ask(revokeGrant, asking)).status).toBe(404);
  });
});

test('Stop ends every grant that rests on the person’s word, at once, and no other', async () => {
  const { node, worker, casework, legal } = scenario;
  await letLawyerIn();
  const { locator, token, drawer } = file.reporter;
  const stopped = await node.ask(stopSharing, { input: { locator, token } });
  expect(stopped.body).toEqual({ withdrawn: 1 });
  expect((await openAsLawyer()).status).toBe(404);
  const conversation = { params: { drawer }, input: { after: 0 }, cookie: worker.cookie };
  expect((await node.ask(openDrawer, conversation)).status).toBe(404);
  const own = await openAs(node, worker, casework, identity);
  expect(own.opened.drawer.stale).toBe(true);
  const granting = { drawer: identity, to: legal, basis: consent, holderShare: own.holderShare };
  expect((await give(node, worker, granting)).status).toBe(409);
  expect((await node.ask(stopSharing, { input: { locator, token } })).body).toEqual({
    withdrawn: 0,
  });
  // The person goes on speaking: their conversation is never locked by Stop.
  expect((await look(node, file.reporter)).closed).toBe(false);
});
